package main

import (
	"log"
	"net/http"

	"example.com/dashboard/web"
)

func main() {
	http.Handle("GET /", http.FileServerFS(web.Files()))
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok")) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
