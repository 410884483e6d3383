module example.com/platform/jobs

go 1.26
