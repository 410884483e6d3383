package main

import (
	"log"

	"github.com/gofiber/fiber/v2"
)

func main() {
	app := fiber.New()
	app.Get("/healthz", func(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusOK) })
	app.Get("/hello/:name", func(c *fiber.Ctx) error { return c.SendString("hello " + c.Params("name")) })
	log.Fatal(app.Listen(":3000"))
}
