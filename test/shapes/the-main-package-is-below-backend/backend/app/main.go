package main

import (
	"fmt"
	"log"
	"net/http"

	"example.com/split"
)

func main() {
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /hello", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, split.Hello()) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
