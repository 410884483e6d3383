package web

import (
	"fmt"
	"net/http"

	"example.com/greeter/internal/greeting"
)

func Register(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /hello/{name}", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, greeting.For(r.PathValue("name")))
	})
}
