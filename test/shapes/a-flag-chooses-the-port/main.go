package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
)

func main() {
	address := flag.String("listen", ":9090", "where to listen")
	flag.Parse()
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /hello", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "hello") })
	log.Fatal(http.ListenAndServe(*address, nil))
}
