module example.com/service

go 1.26

require example.com/clock v1.4.0
