// Package web is the shop's HTTP interface.
package web

import (
	"context"
	"embed"
	"encoding/json"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"example.com/shop/internal/store"
)

//go:embed templates
var templates embed.FS

var ordersPlaced = promauto.NewCounter(prometheus.CounterOpts{
	Name: "shop_orders_placed_total",
	Help: "Orders that were placed.",
})

// Orders is where orders are kept.
type Orders interface {
	Ready(ctx context.Context) error
	Add(ctx context.Context, item string, quantity int) (store.Order, error)
	Latest(ctx context.Context, limit int) ([]store.Order, error)
}

// Queue is where the worker waits for orders.
type Queue interface {
	Ready(ctx context.Context) error
	Push(ctx context.Context, order int64) error
}

// Rates knows exchange rates.
type Rates interface {
	Latest(ctx context.Context) (map[string]float64, error)
}

// Shop is what the handlers need.
type Shop struct {
	Logger   *slog.Logger
	Orders   Orders
	Queue    Queue
	Rates    Rates
	Location *time.Location
	Version  string
}

// Routes returns the handler of the whole shop.
func (s *Shop) Routes() http.Handler {
	page := template.Must(template.New("").Funcs(template.FuncMap{
		"local": func(t time.Time) string { return t.In(s.Location).Format(time.RFC1123) },
	}).ParseFS(templates, "templates/*.html"))

	router := chi.NewRouter()
	router.Use(middleware.RequestID, middleware.Recoverer)
	router.Get("/healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	router.Get("/readyz", s.ready)
	router.Handle("/metrics", promhttp.Handler())
	router.Get("/", func(w http.ResponseWriter, r *http.Request) { s.showOrders(w, r, page) })
	router.Route("/api", func(api chi.Router) {
		api.Post("/orders", s.placeOrder)
		api.Get("/rates", s.showRates)
	})
	return router
}

func (s *Shop) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), time.Second)
	defer cancel()
	for _, check := range []func(context.Context) error{s.Orders.Ready, s.Queue.Ready} {
		if err := check(ctx); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
	}
	w.WriteHeader(http.StatusOK)
}

func (s *Shop) showOrders(w http.ResponseWriter, r *http.Request, page *template.Template) {
	orders, err := s.Orders.Latest(r.Context(), 50)
	if err != nil {
		s.fail(w, http.StatusServiceUnavailable, err)
		return
	}
	data := struct {
		Orders  []store.Order
		Version string
	}{orders, s.Version}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := page.ExecuteTemplate(w, "orders.html", data); err != nil {
		s.Logger.Error("page", "error", err)
	}
}

func (s *Shop) placeOrder(w http.ResponseWriter, r *http.Request) {
	var wish struct {
		Item     string `json:"item"`
		Quantity int    `json:"quantity"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&wish); err != nil {
		s.fail(w, http.StatusBadRequest, err)
		return
	}
	if wish.Item == "" || wish.Quantity < 1 {
		http.Error(w, "an order has an item and a quantity", http.StatusBadRequest)
		return
	}
	order, err := s.Orders.Add(r.Context(), wish.Item, wish.Quantity)
	if err != nil {
		s.fail(w, http.StatusServiceUnavailable, err)
		return
	}
	ordersPlaced.Inc()
	if err := s.Queue.Push(r.Context(), order.ID); err != nil {
		s.Logger.Error("queue", "order", order.ID, "error", err)
	}
	s.answer(w, http.StatusCreated, order)
}

func (s *Shop) showRates(w http.ResponseWriter, r *http.Request) {
	rates, err := s.Rates.Latest(r.Context())
	if err != nil {
		s.fail(w, http.StatusBadGateway, err)
		return
	}
	s.answer(w, http.StatusOK, rates)
}

func (s *Shop) answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(value); err != nil {
		s.Logger.Error("answer", "error", err)
	}
}

func (s *Shop) fail(w http.ResponseWriter, status int, err error) {
	s.Logger.Error("request", "status", status, "error", err)
	http.Error(w, http.StatusText(status), status)
}
