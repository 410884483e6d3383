package main

import (
	"fmt"
	"log"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

func main() {
	router := chi.NewRouter()
	router.Use(middleware.Recoverer)
	router.Get("/healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	router.Route("/api", func(router chi.Router) {
		router.Get("/hello/{name}", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintln(w, "hello", chi.URLParam(r, "name"))
		})
	})
	log.Fatal(http.ListenAndServe(":3333", router))
}
