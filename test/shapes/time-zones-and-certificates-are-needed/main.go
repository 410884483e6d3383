package main

import (
	"crypto/x509"
	"fmt"
	"log"
	"net/http"
	"time"
)

func main() {
	zone, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /time", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, time.Now().In(zone).Format("MST")) })
	http.HandleFunc("GET /roots", func(w http.ResponseWriter, _ *http.Request) {
		pool, err := x509.SystemCertPool()
		fmt.Fprintln(w, err == nil && !pool.Equal(x509.NewCertPool()))
	})
	http.HandleFunc("GET /rates", func(w http.ResponseWriter, _ *http.Request) {
		answer, err := http.Get("https://rates.example.com/daily")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer answer.Body.Close()
		fmt.Fprintln(w, answer.Status)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
