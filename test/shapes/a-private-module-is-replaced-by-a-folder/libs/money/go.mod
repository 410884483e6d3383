module git.example.com/platform/money

go 1.26
