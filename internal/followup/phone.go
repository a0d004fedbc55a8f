package followup

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// PhoneKey returns what two spellings of one phone number have in common: its E.164 form where the country is given, else
// its digits. It is empty where there are fewer than six digits.
func PhoneKey(phone string) string {
	international := strings.TrimSpace(phone)
	if rest, ok := strings.CutPrefix(international, "00"); ok {
		international = "+" + rest
	}
	if number, err := phonenumbers.Parse(international, ""); err == nil {
		return phonenumbers.Format(number, phonenumbers.E164)
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
	if len(digits) < 6 {
		return ""
	}
	return digits
}
