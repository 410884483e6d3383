package main

import (
	"fmt"
	"log"
	"net/http"

	"example.com/guestbook/internal/page"
	"example.com/guestbook/migrations"
)

func main() {
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	entries, err := migrations.Files.ReadDir(".")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		if err := page.Write(w, fmt.Sprintf("Guests, %d migrations", len(entries))); err != nil {
			log.Print(err)
		}
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
