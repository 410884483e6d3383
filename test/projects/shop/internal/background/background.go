// Package background repeats what may fail at first.
package background

import (
	"context"
	"log/slog"
	"time"
)

const longestPause = 30 * time.Second

// Retry calls connect with growing pauses until it succeeds or ctx ends.
func Retry(ctx context.Context, logger *slog.Logger, name string, connect func(context.Context) error) {
	for pause := time.Second; ; pause = min(2*pause, longestPause) {
		err := connect(ctx)
		if err == nil {
			logger.Info("connected", "to", name)
			return
		}
		if ctx.Err() != nil {
			return
		}
		logger.Warn("not reachable yet", "service", name, "error", err, "retry_in", pause)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}
