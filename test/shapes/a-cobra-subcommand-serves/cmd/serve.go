package cmd

import (
	"fmt"
	"net/http"

	"github.com/spf13/cobra"
)

func serve() *cobra.Command {
	var port int
	serve := &cobra.Command{
		Use:   "serve",
		Short: "Serves until it is stopped",
		RunE: func(*cobra.Command, []string) error {
			mux := http.NewServeMux()
			mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
			mux.HandleFunc("GET /hello", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "hello") })
			return http.ListenAndServe(fmt.Sprintf(":%d", port), mux)
		},
	}
	serve.Flags().IntVarP(&port, "port", "p", 8090, "where to listen")
	return serve
}
