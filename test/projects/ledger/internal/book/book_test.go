package book

import (
	"path/filepath"
	"testing"
)

func TestBalanceSurvivesClosing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ledger.db")
	for range 2 {
		book, err := Open(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.Pay(t.Context(), "gopher", 150); err != nil {
			t.Fatal(err)
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
	}
	book, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	for account, want := range map[string]int64{"gopher": 300, "nobody": 0} {
		if got, err := book.Balance(t.Context(), account); err != nil || got != want {
			t.Errorf("%s has %d (%v), want %d", account, got, err, want)
		}
	}
}

func TestOpenInAMissingFolder(t *testing.T) {
	if _, err := Open(t.Context(), filepath.Join(t.TempDir(), "missing", "ledger.db")); err == nil {
		t.Error("no error for a folder that is not there")
	}
}
