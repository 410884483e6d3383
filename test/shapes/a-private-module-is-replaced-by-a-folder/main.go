package main

import (
	"fmt"
	"log"
	"net/http"

	"git.example.com/platform/money"
)

func main() {
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /price", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, money.Format(1995)) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
