// Package web is the ledger's HTTP interface.
package web

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
)

// Book is where payments are kept.
type Book interface {
	Ready(ctx context.Context) error
	Pay(ctx context.Context, account string, cents int64) error
	Balance(ctx context.Context, account string) (int64, error)
}

// Routes returns the handler of the whole ledger.
func Routes(book Book) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		if err := book.Ready(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})
	mux.HandleFunc("GET /accounts/{account}", func(w http.ResponseWriter, r *http.Request) {
		cents, err := book.Balance(r.Context(), r.PathValue("account"))
		if err != nil {
			fail(w, err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]int64{"cents": cents})
	})
	mux.HandleFunc("POST /accounts/{account}", func(w http.ResponseWriter, r *http.Request) {
		var payment struct {
			Cents int64 `json:"cents"`
		}
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<12)).Decode(&payment); err != nil {
			http.Error(w, "a payment is an object with cents", http.StatusBadRequest)
			return
		}
		if err := book.Pay(r.Context(), r.PathValue("account"), payment.Cents); err != nil {
			fail(w, err)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	return mux
}

func fail(w http.ResponseWriter, err error) {
	log.Printf("request failed: %v", err)
	http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
}
