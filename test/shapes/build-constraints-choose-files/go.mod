module example.com/editions

go 1.26
