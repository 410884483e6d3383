// Command worker ships the orders that the API takes.
package main

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"example.com/shop/internal/background"
	"example.com/shop/internal/config"
	"example.com/shop/internal/queue"
	"example.com/shop/internal/serve"
)

var version = "dev"

func main() {
	logger := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, logger); err != nil {
		logger.Error("stopped", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, logger *slog.Logger) error {
	logger.Info("starting", "version", version)
	orders, err := queue.Open(config.Value("REDIS_URL", "redis://localhost:6379/0"))
	if err != nil {
		return err
	}
	defer func() { _ = orders.Close() }()

	done := make(chan struct{})
	go func() {
		defer close(done)
		background.Retry(ctx, logger, "redis", orders.Ready)
		shipAll(ctx, logger, orders)
	}()

	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.Handler())
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	err = serve.Until(ctx, logger, ":9090", mux)
	if ctx.Err() != nil {
		// the order in hand is finished first
		<-done
	}
	return err
}
