module example.com/portly

go 1.26
