package rates

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestLatest(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"base":"EUR","rates":{"USD":1.25}}`)
	}))
	defer server.Close()
	got, err := New(server.URL).Latest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got["USD"] != 1.25 {
		t.Errorf("rates %v", got)
	}
}

func TestLatestOfABrokenService(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	if _, err := New(server.URL).Latest(t.Context()); err == nil {
		t.Error("no error for an answer of 404")
	}
}
