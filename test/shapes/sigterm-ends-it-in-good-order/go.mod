module example.com/orderly

go 1.26
