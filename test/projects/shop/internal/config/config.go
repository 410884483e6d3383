// Package config reads the environment.
package config

import "os"

// Value returns an environment variable, or fallback where it is not set.
func Value(name, fallback string) string {
	if value, ok := os.LookupEnv(name); ok && value != "" {
		return value
	}
	return fallback
}
