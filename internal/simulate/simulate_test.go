package simulate

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/followup-bot/followup/internal/pgtest"
)

// The strongest property test we have: a team lives through weeks, and every guarantee is looked at after every day. A seed that fails
// prints the story that led there; the command lives through it again, and through a year.
func TestTheGuaranteesHoldOnEveryDay(t *testing.T) {
	seeds := []uint64{4, 5, 8} // in each of them somebody asks not to be contacted
	reports := make([]*Report, len(seeds))
	t.Run("seeds", func(t *testing.T) {
		for i, seed := range seeds {
			lived(t, seed, &reports[i])
		}
	})
	for _, g := range guarantees {
		looks := 0
		for _, r := range reports {
			if r != nil {
				looks += r.book.looked[g.Of]
			}
		}
		if looks == 0 {
			t.Errorf("nobody looked whether %s", g.Says)
		}
	}
}

// lived is a test of a seed.
func lived(t *testing.T, seed uint64, into **Report) {
	t.Helper()
	t.Run(fmt.Sprintf("seed_%d", seed), func(t *testing.T) {
		t.Parallel()
		o := Options{Reps: 3, Leads: 40, Days: 20, Seed: seed, Database: pgtest.New(t).URL}
		r := simulated(t, o)
		*into = r
		if r.Broken {
			t.Fatal("a guarantee is broken")
		}
		if r.with.Leads != o.Leads || r.with.Touches < 120 || r.digests < 40 || r.with.Ended[won] == 0 {
			t.Error("too little happened to prove anything")
		}
	})
}

// The same seed is the same story, whoever of the team works first.
func TestTheSameSeedIsTheSameStory(t *testing.T) {
	t.Parallel()
	o := Options{Reps: 5, Leads: 25, Days: 8, Seed: 11, Database: pgtest.New(t).URL}
	one := simulated(t, o)
	o.Database = pgtest.New(t).URL
	two := simulated(t, o)
	o.Seed, o.Database = 12, pgtest.New(t).URL
	other := simulated(t, o)
	if one.Print != two.Print || one.Print == other.Print {
		t.Errorf("seed 11: %x and %x, seed 12: %x", one.Print, two.Print, other.Print)
	}
}

// simulated is what a simulation found. The test's log has its report.
func simulated(t *testing.T, o Options) *Report {
	t.Helper()
	r, err := Run(t.Context(), o)
	if err != nil {
		t.Fatalf("seed %d: %v", o.Seed, err)
	}
	var text bytes.Buffer
	r.Write(&text)
	t.Log(text.String())
	return r
}
