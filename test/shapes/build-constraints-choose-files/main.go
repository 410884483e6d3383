package main

import (
	"fmt"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /edition", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, edition, system) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
