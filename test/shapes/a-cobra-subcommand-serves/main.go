package main

import (
	"os"

	"example.com/cobraed/cmd"
)

func main() {
	if err := cmd.Root().Execute(); err != nil {
		os.Exit(1)
	}
}
