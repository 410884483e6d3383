// Package greeting greets.
package greeting

// Text is a greeting.
func Text() string { return "greetings from beside the workspace" }
