package monolith

func Hello() string {
	return "hello"
}
