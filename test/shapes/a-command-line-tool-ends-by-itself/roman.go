// Package roman writes numbers as the Romans did.
package roman

import "strings"

var digits = []struct {
	value int
	text  string
}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}}

func Numeral(number int) string {
	var text strings.Builder
	for _, digit := range digits {
		for number >= digit.value {
			text.WriteString(digit.text)
			number -= digit.value
		}
	}
	return text.String()
}
