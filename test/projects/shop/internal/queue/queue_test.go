package queue

import "testing"

func TestOpenRefusesAnotherScheme(t *testing.T) {
	if _, err := Open("https://localhost:6379"); err == nil {
		t.Error("an https address is taken for a queue")
	}
}
