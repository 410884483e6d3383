package main

import (
	"log"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM)
	log.Print("waiting for jobs")
	<-signals
	log.Print("no more jobs")
}
