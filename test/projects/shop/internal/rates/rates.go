// Package rates asks a public service for exchange rates.
package rates

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// Client asks one service.
type Client struct {
	url  string
	http *http.Client
}

// New returns a client of the service at url.
func New(url string) *Client {
	return &Client{url: url, http: &http.Client{Timeout: 5 * time.Second}}
}

// Latest returns how much one euro is worth in each currency.
func (c *Client) Latest(ctx context.Context) (map[string]float64, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url, nil)
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", c.url, response.Status)
	}
	var answer struct {
		Rates map[string]float64 `json:"rates"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, err
	}
	return answer.Rates, nil
}
