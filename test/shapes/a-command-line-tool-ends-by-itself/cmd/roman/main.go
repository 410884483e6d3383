package main

import (
	"fmt"
	"os"
	"strconv"

	"example.com/roman"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: roman NUMBER")
		os.Exit(2)
	}
	number, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(roman.Numeral(number))
}
