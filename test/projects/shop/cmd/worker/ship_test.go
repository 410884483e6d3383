package main

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"example.com/shop/internal/queue"
)

type fakeSource struct {
	answers []error
	end     context.CancelFunc
}

func (f *fakeSource) Pop(context.Context, time.Duration) (int64, error) {
	if len(f.answers) == 0 {
		f.end()
		return 0, context.Canceled
	}
	err := f.answers[0]
	f.answers = f.answers[1:]
	return 7, err
}

func TestShipAllSurvivesFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		before := testutil.ToFloat64(ordersShipped)
		source := &fakeSource{answers: []error{nil, queue.ErrEmpty, errors.New("refused"), nil}, end: cancel}
		shipAll(ctx, slog.New(slog.DiscardHandler), source)
		if shipped := testutil.ToFloat64(ordersShipped) - before; shipped != 2 {
			t.Errorf("%v orders shipped, want 2", shipped)
		}
	})
}
