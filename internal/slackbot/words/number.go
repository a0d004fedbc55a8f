package words

import "unicode/utf8"

// Number writes a whole number as the language does: 42,000 or 42.000.
func (w *Words) Number(n int) string { return w.numbers.Sprintf("%d", n) }

// Money writes an amount in minor units (cents) with its currency's sign or code: "€12,000", "12.000 €", "CHF 1,250.50". Cents only
// where there are some.
func (w *Words) Money(minor int64, symbol string) string {
	key := "money.code"
	if utf8.RuneCountInString(symbol) == 1 {
		key = "money.sign"
	}
	sign := ""
	if minor < 0 {
		sign, minor = "−", -minor
	}
	amount := w.numbers.Sprintf("%d", minor/100)
	if minor%100 != 0 {
		amount = w.numbers.Sprintf("%.2f", float64(minor)/100)
	}
	return sign + w.Say(key, "symbol", symbol, "amount", amount)
}
