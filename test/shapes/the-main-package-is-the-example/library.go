package library

func Hello() string {
	return "hello"
}
