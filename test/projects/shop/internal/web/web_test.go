package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.com/shop/internal/store"
)

type fakeOrders struct {
	notReady error
	orders   []store.Order
}

func (f *fakeOrders) Ready(context.Context) error { return f.notReady }

func (f *fakeOrders) Add(_ context.Context, item string, quantity int) (store.Order, error) {
	order := store.Order{ID: int64(len(f.orders) + 1), Item: item, Quantity: quantity, Placed: time.Unix(0, 0)}
	f.orders = append(f.orders, order)
	return order, nil
}

func (f *fakeOrders) Latest(context.Context, int) ([]store.Order, error) { return f.orders, nil }

type fakeQueue struct{ pushed []int64 }

func (f *fakeQueue) Ready(context.Context) error { return nil }

func (f *fakeQueue) Push(_ context.Context, order int64) error {
	f.pushed = append(f.pushed, order)
	return nil
}

type fakeRates map[string]float64

func (f fakeRates) Latest(context.Context) (map[string]float64, error) { return f, nil }

func ask(t *testing.T, orders *fakeOrders, queue *fakeQueue, method, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	location, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	shop := &Shop{
		Logger:   slog.New(slog.DiscardHandler),
		Orders:   orders,
		Queue:    queue,
		Rates:    fakeRates{"USD": 1.25},
		Location: location,
		Version:  "test",
	}
	response := httptest.NewRecorder()
	shop.Routes().ServeHTTP(response, httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body)))
	return response
}

func TestPlaceOrder(t *testing.T) {
	orders, queue := &fakeOrders{}, &fakeQueue{}
	response := ask(t, orders, queue, http.MethodPost, "/api/orders", `{"item":"gopher","quantity":2}`)
	if response.Code != http.StatusCreated {
		t.Fatalf("status %d: %s", response.Code, response.Body)
	}
	if len(orders.orders) != 1 || len(queue.pushed) != 1 || queue.pushed[0] != orders.orders[0].ID {
		t.Errorf("orders %v, queue %v", orders.orders, queue.pushed)
	}
}

func TestRefuseOrder(t *testing.T) {
	for _, body := range []string{"", "{}", `{"item":"gopher"}`, `{"item":"gopher","quantity":-1}`} {
		if response := ask(t, &fakeOrders{}, &fakeQueue{}, http.MethodPost, "/api/orders", body); response.Code != http.StatusBadRequest {
			t.Errorf("%q: status %d", body, response.Code)
		}
	}
}

func TestPageShowsLocalTime(t *testing.T) {
	orders := &fakeOrders{}
	_, _ = orders.Add(t.Context(), "gopher", 2)
	response := ask(t, orders, &fakeQueue{}, http.MethodGet, "/", "")
	if !strings.Contains(response.Body.String(), "2 × gopher, placed Thu, 01 Jan 1970 09:00:00 JST") {
		t.Errorf("page: %s", response.Body)
	}
}

func TestReady(t *testing.T) {
	if response := ask(t, &fakeOrders{}, &fakeQueue{}, http.MethodGet, "/readyz", ""); response.Code != http.StatusOK {
		t.Errorf("status %d", response.Code)
	}
	waiting := &fakeOrders{notReady: errors.New("waiting")}
	if response := ask(t, waiting, &fakeQueue{}, http.MethodGet, "/readyz", ""); response.Code != http.StatusServiceUnavailable {
		t.Errorf("status %d while waiting for the database", response.Code)
	}
}

func TestOtherRoutes(t *testing.T) {
	for path, want := range map[string]string{"/healthz": "", "/api/rates": `"USD":1.25`, "/metrics": "shop_orders_placed_total"} {
		response := ask(t, &fakeOrders{}, &fakeQueue{}, http.MethodGet, path, "")
		if response.Code != http.StatusOK || !strings.Contains(response.Body.String(), want) {
			t.Errorf("%s: status %d: %s", path, response.Code, response.Body)
		}
	}
}
