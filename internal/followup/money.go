package followup

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Money is an amount in minor units (cents) of one currency (ISO 4217). Amounts of different currencies are never added.
type Money struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// Symbol is the currency's sign, or its code where we write none.
func (m Money) Symbol() string { return cmp.Or(symbols[m.Currency], m.Currency) }

// symbols are the signs we write; other currencies show their code.
var symbols = map[string]string{"EUR": "€", "USD": "$", "GBP": "£"}

// String returns "€12,000" or "CHF 1,250.50": cents only where there are some.
func (m Money) String() string {
	sign := ""
	minor := m.Minor
	if minor < 0 {
		sign, minor = "−", -minor
	}
	whole := group(minor / 100)
	if cents := minor % 100; cents != 0 {
		whole += fmt.Sprintf(".%02d", cents)
	}
	if symbol, ok := symbols[m.Currency]; ok {
		return sign + symbol + whole
	}
	return sign + m.Currency + " " + whole
}

// group writes n with a comma between groups of three digits.
func group(n int64) string {
	digits := fmt.Sprint(n)
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Sum adds amounts per currency, the largest first.
func Sum(amounts ...Money) []Money {
	totals := map[string]int64{}
	for _, m := range amounts {
		totals[m.Currency] += m.Minor
	}
	sums := make([]Money, 0, len(totals))
	for currency, minor := range totals {
		sums = append(sums, Money{Minor: minor, Currency: currency})
	}
	slices.SortFunc(sums, func(a, b Money) int {
		return cmp.Or(cmp.Compare(b.Minor, a.Minor), cmp.Compare(a.Currency, b.Currency))
	})
	return sums
}
