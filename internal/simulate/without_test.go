package simulate

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The team without the bot gives up as the sources say such teams do, wins less than its prospects would give, and is the same each time.
func TestWithoutTheBotTeamsGiveUpEarly(t *testing.T) {
	o := Options{Reps: 10, Leads: 2000, Days: 250, Seed: 3}
	one := without(o)
	if diff := cmp.Diff(one, without(o)); diff != "" {
		t.Errorf("the second time: %s", diff)
	}
	would := 0
	for n := range o.Leads {
		if somebodyNew(o.Seed, n, o.Days).fate == buys {
			would++
		}
	}
	if got := one.Ended[won]; got == 0 || 2*got > would {
		t.Errorf("won %d of the %d who would buy", got, would)
	}
	if one.perLead() > 4 || one.givenUpEarly() < .5 || one.Leads != o.Leads {
		t.Errorf("%d leads, %.1f touches each, %.2f given up early", one.Leads, one.perLead(), one.givenUpEarly())
	}
}

// Who is asked first changes nothing for anybody else.
func TestAProspectsLuckIsTheirOwn(t *testing.T) {
	alone := somebodyNew(7, 5, 100)
	for n := range 5 {
		somebodyNew(7, n, 100)
	}
	again := somebodyNew(7, 5, 100)
	try := tried{n: 1, channel: "call", at: workingDay(1, alone.zone)}
	if diff := cmp.Diff(alone.answer(try), again.answer(try), cmp.AllowUnexported(answer{}, reply{})); diff != "" {
		t.Error(diff)
	}
}

// Of those who would buy, the sources' curve says when: half of them not before the sixth touch.
func TestBuyersDecideAsTheSourcesSay(t *testing.T) {
	early, late := 0, 0
	for n := range 5000 {
		p := somebodyNew(1, n, 250)
		switch {
		case p.fate != buys:
		case p.decides < 5:
			early++
		default:
			late++
		}
	}
	if got := part(late, early+late); got < .76 || got > .84 {
		t.Errorf("%.2f decide between the fifth and the twelfth touch, the sources say .80", got)
	}
}
