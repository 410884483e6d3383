package main

import (
	"fmt"
	"log"
	"net/http"

	"github.com/kelseyhightower/envconfig"
)

type Config struct {
	Port     int    `default:"8085"`
	Greeting string `default:"good morning"`
}

func main() {
	var config Config
	if err := envconfig.Process("app", &config); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("GET /hello", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, config.Greeting) })
	log.Fatal(http.ListenAndServe(fmt.Sprintf(":%d", config.Port), nil))
}
