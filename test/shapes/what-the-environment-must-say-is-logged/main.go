package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)))
	upstream, token := required("UPSTREAM_URL"), required("RELAY_TOKEN")

	mux := http.NewServeMux()
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok")) })
	mux.HandleFunc("GET /upstream", func(w http.ResponseWriter, r *http.Request) {
		slog.InfoContext(r.Context(), "asked", "path", r.URL.Path)
		w.Write([]byte(upstream))
	})
	server := &http.Server{Addr: ":8090", Handler: mux}

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		server.Shutdown(grace)
		slog.Info("closed")
	}()

	slog.Info("relaying", "upstream", upstream, "token_length", len(token))
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		slog.Error("cannot serve", "error", err)
		os.Exit(1)
	}
	time.Sleep(100 * time.Millisecond)
}

func required(name string) string {
	value := os.Getenv(name)
	if value == "" {
		slog.Error("a variable is missing", "name", name)
		os.Exit(1)
	}
	return value
}
