package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"example.com/shop/internal/queue"
)

const wait = 5 * time.Second

var ordersShipped = promauto.NewCounter(prometheus.CounterOpts{
	Name: "shop_orders_shipped_total",
	Help: "Orders that were shipped.",
})

type source interface {
	Pop(ctx context.Context, wait time.Duration) (int64, error)
}

func shipAll(ctx context.Context, logger *slog.Logger, orders source) {
	for ctx.Err() == nil {
		order, err := orders.Pop(ctx, wait)
		switch {
		case err == nil:
			logger.Info("shipped", "order", order)
			ordersShipped.Inc()
		case ctx.Err() != nil || errors.Is(err, queue.ErrEmpty):
		default:
			logger.Error("queue", "error", err)
			pause(ctx, time.Second)
		}
	}
}

func pause(ctx context.Context, duration time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(duration):
	}
}
