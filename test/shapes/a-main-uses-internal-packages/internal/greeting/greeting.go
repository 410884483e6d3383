package greeting

func For(name string) string {
	return "hello " + name
}
