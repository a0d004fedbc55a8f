package followup

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// PhoneKey returns what two spellings of one phone number have in common: its E.164 form where the country is given, else
// its digits. It is empty where there are fewer than six digits.
func PhoneKey(phone string) string {
	if number, err := phonenumbers.Parse(international(phone), ""); err == nil {
		return phonenumbers.Format(number, phonenumbers.E164)
	}
	digits := digitsOf(phone)
	if len(digits) < 6 {
		return ""
	}
	return digits
}

// international writes 0049 as +49.
func international(phone string) string {
	phone = strings.TrimSpace(phone)
	if rest, ok := strings.CutPrefix(phone, "00"); ok {
		return "+" + rest
	}
	return phone
}

// PhoneKeys returns every key that the same number may have: "030 7654321" is the same as "+49 30 7654321", whoever wrote down which.
// A number without its country may be one of any country, so that they are hundreds; whoever finds somebody by them asks, and doesn't
// decide.
func PhoneKeys(phone string) []string {
	key := PhoneKey(phone)
	if key == "" {
		return nil
	}
	if at := withinCountry(key); at != "" {
		return []string{key, at, "0" + at}
	}
	at := strings.TrimLeft(key, "0")
	keys := []string{key, at, "0" + at}
	for country := range phonenumbers.GetSupportedCallingCodes() {
		keys = append(keys, fmt.Sprintf("+%d%s", country, at), fmt.Sprintf("+%d%s", country, key)) // some keep the 0
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// samePhone reports whether two numbers may be one.
func samePhone(a, b string) bool {
	a, b = PhoneKey(a), PhoneKey(b)
	if a == "" || b == "" {
		return false
	}
	inA, inB := withinCountry(a), withinCountry(b)
	if (inA == "") == (inB == "") {
		return a == b
	}
	bare := func(s string) string { return strings.TrimLeft(s, "0") }
	return inA != "" && bare(inA) == bare(b) || inB != "" && bare(inB) == bare(a)
}

// withinCountry is what is dialled within the country of an E.164 number, but for the 0 in front; empty where the country is unknown.
func withinCountry(key string) string {
	if !strings.HasPrefix(key, "+") {
		return ""
	}
	number, err := phonenumbers.Parse(key, "")
	if err != nil {
		return ""
	}
	return phonenumbers.GetNationalSignificantNumber(number)
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
