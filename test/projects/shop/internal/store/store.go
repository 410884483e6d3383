// Package store keeps orders in Postgres.
package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Order is what a customer asked for.
type Order struct {
	ID       int64     `json:"id"`
	Item     string    `json:"item"`
	Quantity int       `json:"quantity"`
	Placed   time.Time `json:"placed"`
}

// Store keeps orders.
type Store struct {
	pool     *pgxpool.Pool
	migrated atomic.Bool
}

// Open prepares a store; it does not connect yet.
func Open(ctx context.Context, url string) (*Store, error) {
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("database address: %w", err)
	}
	return &Store{pool: pool}, nil
}

// Close ends all connections.
func (s *Store) Close() { s.pool.Close() }

// Migrate brings the schema up to date; it can be repeated.
func (s *Store) Migrate(ctx context.Context) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	for _, file := range files {
		statement, err := migrations.ReadFile(file)
		if err != nil {
			return err
		}
		if _, err := s.pool.Exec(ctx, string(statement)); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	s.migrated.Store(true)
	return nil
}

// Ready says whether orders can be stored now.
func (s *Store) Ready(ctx context.Context) error {
	if !s.migrated.Load() {
		return fmt.Errorf("the database is not migrated yet")
	}
	return s.pool.Ping(ctx)
}

// Add stores a new order.
func (s *Store) Add(ctx context.Context, item string, quantity int) (Order, error) {
	order := Order{Item: item, Quantity: quantity}
	err := s.pool.QueryRow(ctx,
		"INSERT INTO orders (item, quantity) VALUES ($1, $2) RETURNING id, placed", item, quantity,
	).Scan(&order.ID, &order.Placed)
	return order, err
}

// Latest returns up to limit orders, newest first.
func (s *Store) Latest(ctx context.Context, limit int) ([]Order, error) {
	rows, err := s.pool.Query(ctx, "SELECT id, item, quantity, placed FROM orders ORDER BY placed DESC LIMIT $1", limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Order])
}
