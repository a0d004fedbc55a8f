package followup

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// PhoneKey returns what two spellings of one phone number have in common: its E.164 form where the country is given, else
// its digits. It is empty where there are fewer than six digits.
func PhoneKey(phone string) string {
	if number, err := phonenumbers.Parse(phone, ""); err == nil {
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
