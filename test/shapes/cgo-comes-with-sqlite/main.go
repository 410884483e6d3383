package main

import (
	"database/sql"
	"fmt"
	"log"
	"net/http"
	"os"

	_ "github.com/mattn/go-sqlite3"
)

func main() {
	if err := os.MkdirAll("data", 0o750); err != nil {
		log.Fatal(err)
	}
	db, err := sql.Open("sqlite3", "data/notes.db")
	if err != nil {
		log.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE IF NOT EXISTS notes (text TEXT NOT NULL)"); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		if err := db.PingContext(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})
	http.HandleFunc("GET /notes", func(w http.ResponseWriter, r *http.Request) {
		var count int
		if err := db.QueryRowContext(r.Context(), "SELECT count(*) FROM notes").Scan(&count); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fmt.Fprintln(w, count, "notes")
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
