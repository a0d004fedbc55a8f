package words

import (
	"testing"
	"time"
)

func TestFor(t *testing.T) {
	t.Parallel()
	for locale, want := range map[string]string{
		"": "en", "en-US": "en", "en-GB": "en", "de-DE": "de", "de": "de", "de-AT": "de", "fr-FR": "en", "nonsense!": "en",
	} {
		if got := For(locale).Language(); got != want {
			t.Errorf("%q: %s, not %s", locale, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	for locale, want := range map[string]string{"en-US": "Fri 15 May 2026", "de-DE": "Fr 15. Mai 2026"} {
		if got := For(locale).Date(2026, time.May, 15, true); got != want {
			t.Errorf("%s: %q", locale, got)
		}
	}
	if got := For("de").Date(2026, time.May, 15, false); got != "Fr 15. Mai" {
		t.Errorf("without year: %q", got)
	}
}

func TestNumber(t *testing.T) {
	t.Parallel()
	if en, de := For("en").Number(42000), For("de").Number(42000); en != "42,000" || de != "42.000" {
		t.Errorf("%q, %q", en, de)
	}
}

func TestMoney(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		minor          int64
		symbol, en, de string
	}{
		{1_200_000, "€", "€12,000", "12.000\u00a0€"},
		{125_050, "CHF", "CHF 1,250.50", "1.250,50\u00a0CHF"},
		{-5, "$", "−$0.05", "−0,05\u00a0$"},
	} {
		if en, de := For("en").Money(c.minor, c.symbol), For("de").Money(c.minor, c.symbol); en != c.en || de != c.de {
			t.Errorf("%q, %q", en, de)
		}
	}
}

func BenchmarkSay(b *testing.B) {
	w := For("de-DE")
	for b.Loop() {
		_ = w.Say("date.day", "weekday", "Fr", "day", "15", "month", "Mai")
	}
}

func TestFill(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		template string
		pairs    []string
		want     string
	}{
		{"{a} and {b}", []string{"a", "1", "b", "2"}, "1 and 2"},
		{"x[ {a}][ {b}]", []string{"b", "2"}, "x 2"},
		{"{a}", []string{"a", "{b} [c]"}, "{b} [c]"},
		{"[{a}", nil, ""},
		{"{a", []string{"a", "1"}, "1"},
	} {
		if got := fill(c.template, c.pairs); got != c.want {
			t.Errorf("fill(%q) = %q, want %q", c.template, got, c.want)
		}
	}
}
