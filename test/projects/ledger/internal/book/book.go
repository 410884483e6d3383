// Package book keeps payments in a SQLite file.
package book

import (
	"context"
	"database/sql"
	"errors"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

const schema = `CREATE TABLE IF NOT EXISTS payments (
	id      INTEGER PRIMARY KEY,
	account TEXT NOT NULL,
	cents   INTEGER NOT NULL,
	booked  TIMESTAMP NOT NULL
)`

// Book is one open file.
type Book struct{ db *sql.DB }

// Open opens a book and creates it where there is none.
func Open(ctx context.Context, file string) (*Book, error) {
	db, err := sql.Open("sqlite3", "file:"+file+"?_journal_mode=WAL&_busy_timeout=5000")
	if err != nil {
		return nil, err
	}
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Book{db: db}, nil
}

// Close closes the file.
func (b *Book) Close() error { return b.db.Close() }

// Ready says whether the file can be read.
func (b *Book) Ready(ctx context.Context) error { return b.db.PingContext(ctx) }

// Pay books an amount on an account.
func (b *Book) Pay(ctx context.Context, account string, cents int64) error {
	_, err := b.db.ExecContext(ctx,
		"INSERT INTO payments (account, cents, booked) VALUES (?, ?, ?)", account, cents, time.Now().UTC())
	return err
}

// Balance returns the sum of all payments on an account.
func (b *Book) Balance(ctx context.Context, account string) (int64, error) {
	var cents int64
	err := b.db.QueryRowContext(ctx,
		"SELECT coalesce(sum(cents), 0) FROM payments WHERE account = ?", account).Scan(&cents)
	return cents, err
}
