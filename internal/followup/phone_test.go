package followup

import (
	"slices"
	"testing"
)

func TestTwoSpellingsOfOneNumberAreTheSame(t *testing.T) {
	t.Parallel()
	tests := []struct {
		a, b string
		same bool
	}{
		{"+49 30 7654321", "+49 (0)30 765-4321", true},
		{"+49 30 7654321", "0049 30 7654321", true},
		{"030 7654321", "+49 30 7654321", true},
		{"30 7654321", "+49 30 7654321", true},
		{"(212) 555-0199", "+1 212 555 0199", true},
		{"06 12345678", "+39 06 12345678", true},
		{"030 7654321", "030/7654321", true},
		{"030 7654321", "+49 30 7654322", false},
		{"+49 30 7654321", "+43 30 7654321", false},
		{"110", "110", false},
		{"", "", false},
	}
	for _, tt := range tests {
		if samePhone(tt.a, tt.b) != tt.same || samePhone(tt.b, tt.a) != tt.same {
			t.Errorf("%q and %q: want %v", tt.a, tt.b, tt.same)
		}
		if found := slices.Contains(PhoneKeys(tt.a), PhoneKey(tt.b)) && PhoneKey(tt.b) != ""; found != tt.same {
			t.Errorf("%q is found by %q: %v", tt.b, tt.a, found)
		}
		if found := slices.Contains(PhoneKeys(tt.b), PhoneKey(tt.a)) && PhoneKey(tt.a) != ""; found != tt.same {
			t.Errorf("%q is found by %q: %v", tt.a, tt.b, found)
		}
	}
}
