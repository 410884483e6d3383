package background

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"
)

func TestRetryUntilItSucceeds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		calls := 0
		Retry(t.Context(), slog.New(slog.DiscardHandler), "database", func(context.Context) error {
			calls++
			if calls < 4 {
				return errors.New("refused")
			}
			return nil
		})
		if calls != 4 {
			t.Errorf("%d calls, want 4", calls)
		}
		if waited := time.Since(start); waited != 7*time.Second {
			t.Errorf("waited %v, want 1s + 2s + 4s", waited)
		}
	})
}

func TestRetryEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	Retry(ctx, slog.New(slog.DiscardHandler), "database", func(context.Context) error {
		cancel()
		return errors.New("refused")
	})
}
