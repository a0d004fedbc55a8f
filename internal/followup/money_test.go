package followup_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
)

func money(minor int64, currency string) followup.Money {
	return followup.Money{Minor: minor, Currency: currency}
}

func TestMoneyIsWrittenWithItsSignOrCode(t *testing.T) {
	for want, m := range map[string]followup.Money{
		"€12,000": money(1_200_000, "EUR"), "$1,500": money(150_000, "USD"), "£0.05": money(5, "GBP"), "CHF 1,250.50": money(125_050, "CHF"),
		"€0": money(0, "EUR"), "€999": money(99_900, "EUR"), "€1,000": money(100_000, "EUR"), "€1,234,567.89": money(123_456_789, "EUR"), "−€5": money(-500, "EUR"),
	} {
		if got := m.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestSumPerCurrencyTheLargestFirst(t *testing.T) {
	got := followup.Sum(money(100, "EUR"), money(500, "USD"), money(300, "EUR"), money(400, "CHF"))
	want := []followup.Money{money(500, "USD"), money(400, "CHF"), money(400, "EUR")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := followup.Sum(); len(got) != 0 {
		t.Errorf("nothing sums up to %v", got)
	}
}
