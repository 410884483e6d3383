// Command ledger keeps a book of payments.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"example.com/ledger/internal/book"
	"example.com/ledger/internal/web"
)

const shutdownTimeout = 5 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	folder := os.Getenv("DATA_DIR")
	if folder == "" {
		folder = "data"
	}
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return err
	}
	payments, err := book.Open(ctx, filepath.Join(folder, "ledger.db"))
	if err != nil {
		return err
	}
	defer func() { _ = payments.Close() }()

	server := &http.Server{Addr: ":8080", Handler: web.Routes(payments), ReadHeaderTimeout: 5 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	log.Printf("listening on %s, data in %s", server.Addr, folder)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Print("shutting down")
	shutdownCtx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(shutdownCtx); err != nil {
		return err
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
