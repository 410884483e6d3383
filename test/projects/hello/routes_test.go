package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRoutes(t *testing.T) {
	tests := []struct {
		path   string
		status int
		body   string
	}{
		{"/", http.StatusOK, "Hello, world!"},
		{"/hello/gopher", http.StatusOK, "Hello, gopher!"},
		{"/healthz", http.StatusOK, ""},
		{"/nowhere", http.StatusNotFound, ""},
	}
	handler := routes(slog.New(slog.DiscardHandler))
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			response := httptest.NewRecorder()
			handler.ServeHTTP(response, httptest.NewRequestWithContext(t.Context(), http.MethodGet, test.path, nil))
			if response.Code != test.status {
				t.Errorf("status %d, want %d", response.Code, test.status)
			}
			if !strings.Contains(response.Body.String(), test.body) {
				t.Errorf("body %q lacks %q", response.Body, test.body)
			}
		})
	}
}
