package main

import (
	"fmt"
	"log"
	"net/http"

	"example.com/tasks/internal/task"
)

func main() {
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /tasks", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, task.Next()) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
