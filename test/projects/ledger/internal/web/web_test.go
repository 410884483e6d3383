package web

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"example.com/ledger/internal/book"
)

func TestPayments(t *testing.T) {
	payments, err := book.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = payments.Close() }()
	handler := Routes(payments)
	for _, step := range []struct {
		method, path, body string
		status             int
		answer             string
	}{
		{http.MethodGet, "/healthz", "", http.StatusOK, ""},
		{http.MethodGet, "/accounts/gopher", "", http.StatusOK, `{"cents":0}`},
		{http.MethodPost, "/accounts/gopher", `{"cents":150}`, http.StatusNoContent, ""},
		{http.MethodPost, "/accounts/gopher", `{"cents":-50}`, http.StatusNoContent, ""},
		{http.MethodPost, "/accounts/gopher", `much`, http.StatusBadRequest, ""},
		{http.MethodGet, "/accounts/gopher", "", http.StatusOK, `{"cents":100}`},
	} {
		response := httptest.NewRecorder()
		request := httptest.NewRequestWithContext(t.Context(), step.method, step.path, strings.NewReader(step.body))
		handler.ServeHTTP(response, request)
		if response.Code != step.status || !strings.Contains(response.Body.String(), step.answer) {
			t.Errorf("%s %s: %d %s", step.method, step.path, response.Code, response.Body)
		}
	}
}
