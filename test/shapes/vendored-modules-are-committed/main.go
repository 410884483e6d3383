package main

import (
	"fmt"
	"log"
	"net/http"

	"github.com/google/shlex"
)

func main() {
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /words", func(w http.ResponseWriter, r *http.Request) {
		words, err := shlex.Split(r.FormValue("line"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		fmt.Fprintf(w, "%d words\n", len(words))
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
