module example.com/abroad

go 1.26
