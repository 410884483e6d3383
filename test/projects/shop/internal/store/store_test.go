package store

import (
	"io/fs"
	"slices"
	"testing"
)

func TestMigrationsAreInOrder(t *testing.T) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 || !slices.IsSorted(files) {
		t.Errorf("migrations: %v", files)
	}
}

func TestNotReadyBeforeMigration(t *testing.T) {
	store, err := Open(t.Context(), "postgres://shop@localhost:1/shop")
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if store.Ready(t.Context()) == nil {
		t.Error("a store without a schema says that it is ready")
	}
}
