package main

import (
	"fmt"
	"log"
	"net/http"

	"example.com/lib"
)

func main() {
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /answer", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, lib.Answer()) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
