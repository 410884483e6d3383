package main

import (
	"log"
	"net/http"

	"example.com/greeter/internal/web"
)

func main() {
	web.Register(http.DefaultServeMux)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
