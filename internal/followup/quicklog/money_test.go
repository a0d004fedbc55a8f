package quicklog_test

import (
	"errors"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

func money(minor int64, currency string) followup.Money {
	return followup.Money{Minor: minor, Currency: currency}
}

func TestParseMoney(t *testing.T) {
	for typed, want := range map[string]followup.Money{
		"€12k": money(1_200_000, "EUR"), "12k€": money(1_200_000, "EUR"), "12K €": money(1_200_000, "EUR"), "€ 12k": money(1_200_000, "EUR"), "€12kEUR": money(1_200_000, "EUR"),
		"$1.5k": money(150_000, "USD"), "$1,5k": money(150_000, "USD"), "12,000 EUR": money(1_200_000, "EUR"), "12.000 eur": money(1_200_000, "EUR"), "EUR 12000": money(1_200_000, "EUR"),
		"€1.200": money(120_000, "EUR"), "€1,200": money(120_000, "EUR"), "€1 200": money(120_000, "EUR"), "€1\u202f200": money(120_000, "EUR"), "CHF 1'200": money(120_000, "CHF"),
		"CHF 900": money(90_000, "CHF"), "900 chf": money(90_000, "CHF"), "£1,234.56": money(123_456, "GBP"), "1.234,56 €": money(123_456, "EUR"), "€1.20": money(120, "EUR"), "€1,2": money(120, "EUR"),
		"€1,200,000": money(120_000_000, "EUR"), "€1.2M": money(120_000_000, "EUR"), "1,2 Mio. €": money(120_000_000, "EUR"), "5 tsd €": money(500_000, "EUR"), "€0": money(0, "EUR"),
		"€1.200,-": money(120_000, "EUR"), "12 euros": money(1_200, "EUR"), "US$5": money(500, "USD"), "C$5": money(500, "CAD"), "12 MXN": money(1_200, "MXN"), "12m MXN": money(1_200_000_000, "MXN"),
		"5 zł": money(500, "PLN"), "5.000.000 HUF": money(500_000_000, "HUF"), "€1000000000000": money(100_000_000_000_000, "EUR"), "0.5k EUR": money(50_000, "EUR"), "€12000": money(1_200_000, "EUR"),
	} {
		got, err := quicklog.ParseMoney(typed)
		if err != nil || got != want {
			t.Errorf("%s: got %v (%v), want %v", typed, got, err, want)
		}
	}
}

func TestParseMoneyRefused(t *testing.T) {
	for typed, want := range map[string]quicklog.ProblemCode{
		"12": quicklog.NoCurrency, "12k": quicklog.NoCurrency, "12,000": quicklog.NoCurrency,
		"€1.20.3": quicklog.AmbiguousMoney, "€1,20,0": quicklog.AmbiguousMoney, "€1.200k": quicklog.AmbiguousMoney, "€0.500": quicklog.AmbiguousMoney,
		"€1234.567": quicklog.AmbiguousMoney, "€1,234.567": quicklog.AmbiguousMoney, "€1.2345": quicklog.AmbiguousMoney, "€12,34,567": quicklog.AmbiguousMoney,
		"": quicklog.BadMoney, "€": quicklog.BadMoney, "EUR": quicklog.BadMoney, "€-5": quicklog.BadMoney, "-€5": quicklog.BadMoney, "€12x": quicklog.BadMoney,
		"12 XYZ": quicklog.BadMoney, "€12 USD": quicklog.BadMoney, "5 kr": quicklog.BadMoney, "¥500": quicklog.BadMoney, "€1 20": quicklog.BadMoney,
		"€1000000000001": quicklog.BadMoney, "€99999999999999999999": quicklog.BadMoney, "€900000000m": quicklog.BadMoney, "twelve euros": quicklog.BadMoney,
	} {
		got, err := quicklog.ParseMoney(typed)
		var p quicklog.Problem
		if !errors.As(err, &p) || p.Code != want {
			t.Errorf("%s: got %v and %v, want %s", typed, got, err, want)
		}
	}
}

func TestMoneyIsReadBackAsItIsWritten(t *testing.T) {
	for _, m := range []followup.Money{money(0, "EUR"), money(1, "USD"), money(1_200_000, "EUR"), money(123_456, "CHF"), money(100_000_000_000_000, "GBP"), money(99_999, "SEK")} {
		if got, err := quicklog.ParseMoney(m.String()); err != nil || got != m {
			t.Errorf("%s reads as %v (%v)", m, got, err)
		}
	}
}
