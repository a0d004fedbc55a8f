package quicklog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/followup-bot/followup/internal/followup"
)

// currencySigns are the signs that stand for one currency. "kr" and "¥" stand for several and are refused.
var currencySigns = []struct{ sign, code string }{
	{"us$", "USD"}, {"a$", "AUD"}, {"c$", "CAD"}, {"€", "EUR"}, {"$", "USD"}, {"£", "GBP"}, {"₹", "INR"}, {"zł", "PLN"},
}

// currencyWords are the codes and names of currencies that may be typed.
var currencyWords = map[string]string{"euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "franken": "CHF"}

var currencyCodes = strings.Fields(`EUR USD GBP CHF AED ARS AUD BGN BRL CAD CLP CNY COP CZK DKK EGP HKD HUF IDR ILS INR ISK
	JPY KES KRW MXN MYR NGN NOK NZD PHP PLN RON RSD SAR SEK SGD THB TRY TWD UAH VND ZAR`)

func currencyOf(word string) string {
	low := strings.ToLower(word)
	for _, c := range currencySigns {
		if low == c.sign {
			return c.code
		}
	}
	if code := strings.ToUpper(word); slices.Contains(currencyCodes, code) {
		return code
	}
	return currencyWords[low]
}

// amountForm is a currency, a number and a tail: a multiplier, a currency, or both. A space may group thousands.
var amountForm = regexp.MustCompile(`^([^\d\s.,'’+-]*) ?(\d[\d.,'’]*?(?: \d{3})*) ?((?:[.,]?-+|[^\d-])*?)[.,;]*$`)

// multipliers are what may stand behind a number.
var multipliers = []struct {
	suffix string
	by     int64
}{{"", 1}, {"k", 1_000}, {"tsd.", 1_000}, {"tsd", 1_000}, {"mio.", 1_000_000}, {"mio", 1_000_000}, {"mn", 1_000_000}, {"m", 1_000_000}}

// sum is an amount in its parts.
type sum struct {
	number   string
	by       int64
	currency string // as typed, folded; empty: none
}

// partsOf takes an amount apart. The currency it returns exists or is empty; ok is false for anything but an amount.
func partsOf(text string) (sum, bool) {
	if !strings.ContainsAny(text, "0123456789") { // most words, without the expression
		return sum{}, false
	}
	form := amountForm.FindStringSubmatch(fold(text))
	if form == nil {
		return sum{}, false
	}
	before, tail := form[1], strings.TrimSpace(strings.TrimLeft(form[3], ".,-"))
	for _, m := range multipliers {
		rest, found := strings.CutPrefix(tail, m.suffix)
		rest = strings.TrimSpace(rest)
		switch {
		case !found:
		case rest == "" && (before == "" || currencyOf(before) != ""):
			return sum{form[2], m.by, before}, true
		case currencyOf(rest) != "" && (before == "" || currencyOf(before) == currencyOf(rest)):
			return sum{form[2], m.by, rest}, true
		}
	}
	return sum{}, false
}

// maxAmount is the largest amount, in whole units: it leaves room to add up.
const maxAmount = 1_000_000_000_000

// ParseMoney reads an amount with its currency: €12k, 12k€, $1.5k, 12,000 EUR, €1.200 (1,200), CHF 900. A separator before
// three digits groups thousands, before one or two it is the decimal mark; what stays unclear is refused. Its errors are of
// type Problem.
func ParseMoney(s string) (followup.Money, error) {
	line := strings.ToValidUTF8(s, "\uFFFD")
	text := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, strings.TrimSpace(line))
	refuse := func(code ProblemCode) (followup.Money, error) { return followup.Money{}, problem(code, line, text) }
	parts, ok := partsOf(text)
	if !ok {
		return refuse(BadMoney)
	}
	if parts.currency == "" {
		return refuse(NoCurrency)
	}
	cents, code := readNumber(parts.number, parts.by > 1)
	if code == "" && cents > maxAmount*100/parts.by {
		code = BadMoney
	}
	if code != "" {
		return refuse(code)
	}
	return followup.Money{Minor: cents * parts.by, Currency: currencyOf(parts.currency)}, nil
}

var (
	plainNumber   = regexp.MustCompile(`^\d+$`)
	groupedNumber = regexp.MustCompile(`^[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+|(?: \d{3})+|(?:['’]\d{3})+)$`)
	decimalNumber = regexp.MustCompile(`^(.*)[.,](\d{1,2})$`)
)

// readNumber returns a number in hundredths. With a suffix behind it ("1.200k") a single group of three could also be
// decimals, and is refused.
func readNumber(number string, suffixed bool) (int64, ProblemCode) {
	whole, decimals := number, ""
	if f := decimalNumber.FindStringSubmatch(number); f != nil {
		whole, decimals = f[1], f[2]
		if mark := number[len(whole)]; strings.IndexByte(whole, mark) >= 0 {
			return 0, AmbiguousMoney
		}
	}
	grouped := groupedNumber.MatchString(whole)
	if !grouped && !plainNumber.MatchString(whole) {
		return 0, AmbiguousMoney
	}
	if grouped && suffixed {
		return 0, AmbiguousMoney
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, whole)
	if len(digits) > 15 {
		return 0, BadMoney
	}
	cents, err := strconv.ParseInt(digits+(decimals + "00")[:2], 10, 64)
	if err != nil {
		return 0, BadMoney
	}
	return cents, ""
}

// lonelySum is a number so large that it can only be an amount, and signedWord what begins with a sign: both are refused
// rather than taken for a name.
var (
	lonelySum  = regexp.MustCompile(`^(?:\d[\d.,'’]*(?:k|tsd|mio)|\d{1,3}(?:[.,'’]\d{3})+|\d{5,})[.,;]?$`)
	signedWord = regexp.MustCompile(`^[a-z]{0,2}[€$£₹](?:\d|$)`)
)

// moneyAt returns how many of tokens an amount at their beginning takes, 0 where there is none.
func moneyAt(tokens []token) int {
	texts := make([]string, 0, 4)
	for _, t := range tokens[:min(len(tokens), cap(texts))] {
		if !t.plain() {
			break
		}
		texts = append(texts, t.text)
	}
	for n := len(texts); n > 0; n-- {
		text := strings.Join(texts[:n], " ")
		if parts, ok := partsOf(text); ok && parts.currency != "" && parts.certain(text) {
			return n
		}
	}
	if len(texts) > 0 && (lonelySum.MatchString(tokens[0].low) || signedWord.MatchString(tokens[0].low)) {
		return 1
	}
	return 0
}

// certain reports whether the currency in text is no ordinary word: "try 2 times" is not Turkish money, "TRY 2" is. The common
// codes count in lower case too.
func (s sum) certain(text string) bool {
	code := strings.ToUpper(s.currency)
	return !slices.Contains(currencyCodes, code) || slices.Contains(currencyCodes[:4], code) || strings.Contains(text, code)
}
