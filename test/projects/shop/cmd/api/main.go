// Command api takes orders over HTTP.
package main

import (
	"context"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/shop/internal/background"
	"example.com/shop/internal/config"
	"example.com/shop/internal/queue"
	"example.com/shop/internal/rates"
	"example.com/shop/internal/serve"
	"example.com/shop/internal/store"
	"example.com/shop/internal/web"
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
	location, err := time.LoadLocation(config.Value("SHOP_TIMEZONE", "Europe/Berlin"))
	if err != nil {
		return err
	}
	orders, err := store.Open(ctx, config.Value("DATABASE_URL", "postgres://shop@localhost:5432/shop"))
	if err != nil {
		return err
	}
	defer orders.Close()
	pending, err := queue.Open(config.Value("REDIS_URL", "redis://localhost:6379/0"))
	if err != nil {
		return err
	}
	defer func() { _ = pending.Close() }()
	go background.Retry(ctx, logger, "postgres", orders.Migrate)

	shop := &web.Shop{
		Logger:   logger,
		Orders:   orders,
		Queue:    pending,
		Rates:    rates.New(config.Value("RATES_URL", "https://api.frankfurter.dev/v1/latest")),
		Location: location,
		Version:  version,
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	return serve.Until(ctx, logger, net.JoinHostPort("", port), shop.Routes())
}
