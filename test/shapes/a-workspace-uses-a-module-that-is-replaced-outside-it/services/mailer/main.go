package main

import (
	"log"
	"net/http"

	"example.com/greeting"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(greeting.Text())) })
	log.Fatal(http.ListenAndServe(":8025", nil))
}
