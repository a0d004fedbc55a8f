package followup

import (
	"strings"
	"testing"
)

func TestAlike(t *testing.T) {
	t.Parallel()
	tests := []struct {
		a, b Called
		want Likeness
	}{
		{Called{"Jane Doe", "Acme"}, Called{"jane  DOE", "ACME GmbH"}, SameName},
		{Called{"Doe, Jane", "Acme"}, Called{"Jane Doe", "Acme"}, SameName},
		{Called{"Jürgen Müller", "Bäcker & Söhne"}, Called{"Jurgen Muller", "Backer Sohne KG"}, SameName},
		{Called{"Jürgen Müller", ""}, Called{"Juergen Mueller", ""}, NearlySame},
		{Called{"Jane Doe", "Acme Industries"}, Called{"Jane Doe", "Acme Industires"}, NearlySame},
		{Called{"Jon Doe", "Acme"}, Called{"John Doe", "Acme"}, NearlySame},
		{Called{"Beta GmbH", ""}, Called{"Beta AG", "Beta AG"}, SameName},
		{Called{"Facebook", ""}, Called{"Face Book Inc", ""}, NearlySame},
		{Called{"Beta GmbH", ""}, Called{"Jane Doe", "Beta"}, NearlySame}, // the company alone, and somebody there
		{Called{"Jane Doe", ""}, Called{"Jane Doe", "Beta"}, NearlySame},  // the same name, whose company isn't said

		{Called{"Jane Doe", "Acme"}, Called{"Max Moor", "Acme"}, ""}, // two people of one company
		{Called{"Jane Doe", "Acme"}, Called{"Jane Doe", "Beta"}, ""},
		{Called{"Tim Berg", "Acme"}, Called{"Tom Berg", "Acme"}, ""}, // short words leave no room for chance
		{Called{"Beta", ""}, Called{"Zeta", ""}, ""},
		{Called{"Lead 01", ""}, Called{"Lead 02", ""}, ""},
		{Called{"Store 1234567", ""}, Called{"Store 1234568", ""}, ""},
		{Called{"Lead A", ""}, Called{"Lead B", ""}, ""},
		{Called{"Acme", ""}, Called{"Acme Two", ""}, ""},
		{Called{"GmbH", ""}, Called{"AG", ""}, ""},
		{Called{"🦄", ""}, Called{"🦊", ""}, ""},
		{Called{"", ""}, Called{"", ""}, ""},
		{Called{strings.Repeat("a", 100), ""}, Called{strings.Repeat("a", 101), ""}, ""},
		{Called{strings.Repeat("a", 100), ""}, Called{strings.Repeat("A", 100), ""}, SameName},
	}
	for _, test := range tests {
		if got := Alike(test.a, test.b); got != test.want {
			t.Errorf("%+v and %+v: %q, want %q", test.a, test.b, got, test.want)
		}
		if got := Alike(test.b, test.a); got != test.want {
			t.Errorf("%+v and %+v: %q, want %q", test.b, test.a, got, test.want)
		}
	}
}

func TestCompanyDomain(t *testing.T) {
	t.Parallel()
	for email, want := range map[string]string{
		"Jane@Acme.Example": "acme.example", " jane@mail.acme.example ": "mail.acme.example",
		"jane@gmail.com": "", "jane@Yahoo.co.uk": "", "jane@web.de": "", "jane@t-online.de": "", "jane@proton.me": "",
		"jane@localhost": "", "jane": "", "": "", "@": "",
	} {
		if got := CompanyDomain(email); got != want {
			t.Errorf("%q: %q, want %q", email, got, want)
		}
	}
}
