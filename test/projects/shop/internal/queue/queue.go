// Package queue hands orders from the API to the worker through a Redis list.
package queue

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

const list = "shop:orders"

// ErrEmpty says that nothing arrived in time.
var ErrEmpty = errors.New("the queue is empty")

// Queue is a list of order numbers.
type Queue struct{ client *redis.Client }

// Open prepares a queue; it does not connect yet.
func Open(url string) (*Queue, error) {
	options, err := redis.ParseURL(url)
	if err != nil {
		return nil, fmt.Errorf("queue address: %w", err)
	}
	return &Queue{client: redis.NewClient(options)}, nil
}

// Close ends all connections.
func (q *Queue) Close() error { return q.client.Close() }

// Ready says whether Redis answers.
func (q *Queue) Ready(ctx context.Context) error { return q.client.Ping(ctx).Err() }

// Push appends an order number.
func (q *Queue) Push(ctx context.Context, order int64) error {
	return q.client.LPush(ctx, list, order).Err()
}

// Pop takes the oldest order number, or returns ErrEmpty after wait.
func (q *Queue) Pop(ctx context.Context, wait time.Duration) (int64, error) {
	answer, err := q.client.BRPop(ctx, wait, list).Result()
	if errors.Is(err, redis.Nil) {
		return 0, ErrEmpty
	}
	if err != nil {
		return 0, err
	}
	return strconv.ParseInt(answer[1], 10, 64)
}
