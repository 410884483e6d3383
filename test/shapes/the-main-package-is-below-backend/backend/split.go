package split

func Hello() string {
	return "hello"
}
