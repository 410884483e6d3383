package main

import (
	"context"
	"log"
	"os/signal"
	"syscall"
	"time"

	"example.com/tasks/internal/task"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	for ctx.Err() == nil {
		log.Print("done with ", task.Next())
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
		}
	}
	log.Print("no more tasks")
}
