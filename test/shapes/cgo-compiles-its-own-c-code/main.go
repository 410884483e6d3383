package main

import (
	"fmt"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /sum/{text}", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, sum(r.PathValue("text"))) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
