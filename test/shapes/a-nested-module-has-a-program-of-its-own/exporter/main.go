package main

import (
	"fmt"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "shop_orders 3") })
	log.Fatal(http.ListenAndServe(":9100", nil))
}
