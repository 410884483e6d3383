package main

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

func main() {
	server := echo.New()
	server.HideBanner = true
	server.GET("/health", func(c echo.Context) error { return c.NoContent(http.StatusOK) })
	server.GET("/hello/:name", func(c echo.Context) error { return c.String(http.StatusOK, "hello "+c.Param("name")) })
	server.Logger.Fatal(server.Start(":1323"))
}
