package followup_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

func TestTitle(t *testing.T) {
	for want, l := range map[string]followup.Lead{
		"Acme · Jane Doe": {Company: "Acme", Name: "Jane Doe"}, "Jane Doe": {Name: "Jane Doe"}, "Acme": {Company: "Acme"}, "ACME": {Company: "Acme", Name: "ACME"},
	} {
		if got := l.Title(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestOnlyActiveAndParkedLeadsAreOpen(t *testing.T) {
	for state, want := range map[followup.State]bool{
		followup.Active: true, followup.Parked: true, followup.Won: false, followup.Lost: false, followup.DoNotContact: false, "": false,
	} {
		if state.Open() != want {
			t.Errorf("%s: open %t", state, state.Open())
		}
	}
}

func TestASnoozedRecallIsHiddenUntilItsTime(t *testing.T) {
	until := time.Date(2026, 5, 12, 14, 0, 0, 0, time.UTC)
	r := followup.Recall{SnoozedUntil: &until}
	if !r.Hidden(until.Add(-time.Second)) || r.Hidden(until) || (followup.Recall{}).Hidden(until) {
		t.Error("hidden at the wrong time")
	}
}

func TestPhoneKeyIsTheSameForTwoSpellings(t *testing.T) {
	for _, spellings := range [][]string{
		{"+49 30 123456", "+4930123456", "+49 (30) 123-456", "0049 30 123456", "+49 (0)30 123456"},
		{"030 123456", "030-123456", "(030) 123456"},
	} {
		for _, s := range spellings {
			if got, want := followup.PhoneKey(s), followup.PhoneKey(spellings[0]); got != want || got == "" {
				t.Errorf("%s: got %q, want %q", s, got, want)
			}
		}
	}
	for _, s := range []string{"", "12345", "call me"} {
		if got := followup.PhoneKey(s); got != "" {
			t.Errorf("%q: got %q", s, got)
		}
	}
}

func TestAnUnknownZoneIsUTC(t *testing.T) {
	for zone, want := range map[string]string{"Europe/Berlin": "Europe/Berlin", "": "UTC", "Mars/Base": "UTC"} {
		if got := (followup.Person{Zone: zone}).Location().String(); got != want {
			t.Errorf("%q: got %s", zone, got)
		}
	}
}
