package followup_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
)

func TestATextNamesALeadInWholeWords(t *testing.T) {
	said := followup.TextOf("Call with JANE DOE (Acme GmbH & Co.) went well – they like it; Bo too. Über-Bau ruft an")
	for name, want := range map[string]bool{
		"Jane Doe": true, "jane": true, "Acme": true, "Acme GmbH": true, "acme gmbh & co": true, "Über-Bau": true, "über bau": true,
		"Acm": false, "Jan": false, "Doe Jane": false, "Bo": false, "": false, "–": false,
	} {
		if got := said.Names(name); got != want {
			t.Errorf("%q: %t", name, got)
		}
	}
	if followup.TextOf(strings.Repeat("x ", 20_000) + "Acme").Names("Acme") {
		t.Error("the end of a very long text was searched")
	}
}

func TestAddressesInAText(t *testing.T) {
	emails, phones := followup.TextOf("Jane.Doe@Acme.example, <x@y>, +49 (0)30 1234-567 or 0171/2345678; 2026-05-12, 12.5.").Addresses()
	if diff := cmp.Diff([]string{"jane.doe@acme.example"}, emails); diff != "" {
		t.Error(diff)
	}
	want := []string{followup.PhoneKey("+49 30 1234567"), followup.PhoneKey("0171 2345678"), followup.PhoneKey("20260512")}
	if diff := cmp.Diff(want, phones); diff != "" {
		t.Error(diff)
	}
}
