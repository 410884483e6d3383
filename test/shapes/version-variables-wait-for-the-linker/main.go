package main

import (
	"fmt"
	"log"
	"net/http"

	"example.com/stamped/internal/build"
)

func main() {
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /version", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, build.Version, build.Commit) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
