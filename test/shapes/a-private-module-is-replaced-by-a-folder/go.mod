module example.com/billing

go 1.26

require git.example.com/platform/money v0.0.0

replace git.example.com/platform/money => ./libs/money
