package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	if err := os.MkdirAll("entries", 0o750); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /entries", func(w http.ResponseWriter, _ *http.Request) {
		if err := os.WriteFile("entries/today.txt", []byte("it rained"), 0o600); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		text, err := os.ReadFile("entries/today.txt")
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fmt.Fprintln(w, string(text))
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
