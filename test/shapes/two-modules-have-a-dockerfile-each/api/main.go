package main

import (
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/jobs", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("none")) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
