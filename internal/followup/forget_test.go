package followup

import (
	"bytes"
	"slices"
	"testing"
)

func TestTraitsKnowSomebodyAgain(t *testing.T) {
	t.Parallel()
	kept := Contact{Name: "Jane", Email: " Jane@Acme.example", Phone: "030 7654321", LinkedIn: "https://www.linkedin.com/in/jane-doe/"}
	want := []string{"email:jane@acme.example", "phone:0307654321", "linkedin:in/jane-doe"}
	if got := kept.Traits(); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	again := []Contact{
		{Email: "JANE@ACME.EXAMPLE"},
		{Phone: "+49 30 7654321"},
		{Phone: "030/765-4321"},
		{LinkedIn: "linkedin.com/in/Jane-Doe?trk=x"},
		{LinkedIn: "http://de.linkedin.com/in/jane-doe#top"},
	}
	for _, c := range again {
		if !slices.ContainsFunc(c.MayHave(), func(s string) bool { return slices.Contains(want, s) }) {
			t.Errorf("%+v is not known again", c)
		}
	}
	for _, c := range []Contact{{}, {Name: "Jane"}, {Email: "max@acme.example"}, {Phone: "030 7654322"}, {LinkedIn: "linkedin.com/in/jane-doe-2"}} {
		if slices.ContainsFunc(c.MayHave(), func(s string) bool { return slices.Contains(want, s) }) {
			t.Errorf("%+v is taken for somebody else", c)
		}
	}
}

func TestANameIsATraitWithItsCompanyOnly(t *testing.T) {
	t.Parallel()
	trait := Called{Name: "Jane Doe", Company: "Acme GmbH"}.Trait()
	for _, same := range []Called{{"jane doe", "ACME"}, {"Doe, Jane", "Acme Inc."}} {
		if got := same.Trait(); got != trait || got == "" {
			t.Errorf("%+v: %q, want %q", same, got, trait)
		}
	}
	for _, none := range []Called{{}, {Name: "Jane Doe"}, {Company: "Acme"}, {Name: "Acme", Company: "acme"}} {
		if got := none.Trait(); got != "" {
			t.Errorf("%+v: %q", none, got)
		}
	}
}

// One trait has another mark under each key, and other traits have others: who has only marks can compare them with nothing.
func TestMarksTellNothingWithoutTheKey(t *testing.T) {
	t.Parallel()
	ours, theirs := []byte("one key"), []byte("another key")
	mark := Mark(ours, "email:jane@acme.example")
	if !bytes.Equal(mark, Mark(ours, "email:jane@acme.example")) || len(mark) != 32 {
		t.Errorf("a mark is %x the second time", mark)
	}
	for _, other := range [][]byte{Mark(theirs, "email:jane@acme.example"), Mark(nil, "email:jane@acme.example"), Mark(ours, "phone:jane@acme.example")} {
		if bytes.Equal(mark, other) {
			t.Errorf("%x is the mark of two", mark)
		}
	}
}
