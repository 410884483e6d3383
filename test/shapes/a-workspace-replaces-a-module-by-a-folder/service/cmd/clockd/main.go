package main

import (
	"fmt"
	"log"
	"net/http"

	"example.com/clock"
)

func main() {
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /year", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "year", clock.Year()) })
	log.Fatal(http.ListenAndServe(":8081", nil))
}
