package followup_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup"
)

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		typed, company, name string
		slips                int // -1: something else
	}{
		{"acme", "Acme", "Jane Doe", 0},
		{"acem", "Acme", "Jane Doe", 1},
		{"acmee", "Acme", "", 1},
		{"amce", "Acme GmbH", "", 1},
		{"jnae doe", "Acme", "Jane Doe", 1},
		{"acme jane deo", "Acme", "Jane Doe", 1},
		{"Acme / Jnae", "Acme", "Jane Doe", 1},
		{"mueller", "", "Karl Müller", 1},
		{"muller", "", "Karl Müller", 0},
		{"MÜLER", "", "Karl Mueller", 2},
		{"strasse", "Straße & Söhne", "", 0},
		{"soehne", "Straße & Söhne", "", 1},
		{"citroen", "Citroën", "", 0},
		{"citroe\u0308n", "Citroën", "", 0},
		{"hendersen", "Henderson Brothers", "", 1},
		{"hendrs", "Henderson Brothers", "", 2}, // a letter is missing and the word is only begun
		{"гаспром", "Газпром", "", 1},
		{"beta", "Acme", "Jane Doe", -1},
		{"max", "", "Maria Mark", -1},
		{"jd", "", "JD", -1},
		{"", "Acme", "", -1},
		{"acme", "", "", -1},
		{"!!!", "Acme", "", -1},
		{strings.Repeat("acme corporation ", 200), "Acme Corporation", "", -1}, // a whole note
		{"globex corporation", "Globex Corporaton", "", 1},
		{"globex corporation", "Acme Corporation", "", -1},
	} {
		t.Run(c.typed+"_"+c.company+c.name, func(t *testing.T) {
			got, ok := followup.Misspelt(c.typed).Slips(c.company, c.name)
			if !ok {
				got = -1
			}
			if got != c.slips {
				t.Errorf("%d slips, want %d", got, c.slips)
			}
		})
	}
}

// TestSlipsAreCountedAsByHand holds the quick count against the whole table.
func TestSlipsAreCountedAsByHand(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[abc]{3,9}`)
		typed, name := word.Draw(t, "typed"), word.Draw(t, "name")
		limit := map[bool]int{true: 1, false: 2}[len(typed) <= 4]
		if len(typed) > 8 {
			limit = 3
		}
		want := limit + 1
		for end := range len(name) + 1 {
			d := distance(typed, name[:end])
			if end < len(name) {
				d++
			}
			want = min(want, d)
		}
		got, ok := followup.Misspelt(typed).Slips("", name)
		if got != want || ok != (want <= limit) {
			t.Fatalf("%d slips, want %d", got, want)
		}
	})
}

func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = 1 + min(d[i-1][j-1], d[i-1][j], d[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// BenchmarkSlips holds one misspelt name against 50,000.
func BenchmarkSlips(b *testing.B) {
	names := make([]string, 50_000)
	for i := range names {
		names[i] = fmt.Sprintf("Person %d", i)
	}
	for b.Loop() {
		s := followup.Misspelt("Persn 49.999")
		found := 0
		for i, name := range names {
			if _, ok := s.Slips("Company Number "+names[len(names)-1-i], name); ok {
				found++
			}
		}
		if found == 0 {
			b.Fatal("not found")
		}
	}
}
