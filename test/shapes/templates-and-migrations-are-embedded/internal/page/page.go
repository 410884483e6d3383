package page

import (
	"embed"
	"html/template"
	"io"
)

//go:embed templates/*.html
var templates embed.FS

var pages = template.Must(template.ParseFS(templates, "templates/*.html"))

func Write(w io.Writer, title string) error {
	return pages.ExecuteTemplate(w, "page.html", struct{ Title string }{title})
}
