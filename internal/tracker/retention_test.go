package tracker_test

import (
	"errors"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestOldClosedLeadsAreErased(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	lead := func(name string, kind followup.NextKind) followup.Lead {
		l := d.must(d.Add(ctx, d.as(ann), tracker.NewLead{Name: name, Company: "Old", Contact: followup.Contact{Email: name + "@old.example"}}, true)).Lead
		if kind != "" {
			d.must(d.Close(ctx, d.as(ann), tracker.Target{Lead: l.ID}, followup.NextStep{Kind: kind, Reason: "because " + name}))
		}
		return l
	}
	won, lost, stop, open := lead("zqwon", followup.NextWon), lead("zqlost", followup.NextLost), lead("zqstop", followup.NextStop), lead("zqopen", "")
	d.clock.Advance(200 * 24 * time.Hour)
	young := lead("zqyoung", followup.NextLost)
	erase := func(want int) {
		t.Helper()
		n, err := d.EraseOld(ctx, 6)
		d.ok(err)
		d.same(n, want)
	}
	erase(3)
	erase(0)
	d.same(d.raw.Holding(t, "zqwon", "zqlost", "zqstop"), []string(nil))
	d.same([]followup.State{d.load(won.ID).State, d.load(lost.ID).State, d.load(stop.ID).State}, []followup.State{followup.Won, followup.Lost, followup.DoNotContact})
	d.same([]bool{d.load(open.ID).Erased, d.load(young.ID).Erased}, []bool{false, false})
	_, err := d.Card(ctx, d.as(ann), won.ID, 0)
	by, _ := errors.AsType[tracker.ErasedError](err)
	d.same(by, tracker.ErasedError{On: d.clock.Now()})
	_, err = d.UndoLead(ctx, d.as(ann), lost.ID)
	d.is(err, tracker.ErrErased)
	d.must(d.Add(ctx, d.as(ann), tracker.NewLead{Name: "zqlost", Contact: followup.Contact{Email: "zqlost@old.example"}}, true))
	_, err = d.Add(ctx, d.as(ann), tracker.NewLead{Name: "other", Contact: followup.Contact{Email: "zqstop@old.example"}}, true)
	d.is(err, tracker.ErrDoNotContact)
}

func TestALeadThatCannotBeErasedKeepsNoOtherOne(t *testing.T) {
	d := newDesk(t)
	for _, name := range []string{"One", "Two", "Three"} {
		l := d.lead(ann, name, today)
		d.must(d.Close(t.Context(), d.as(ann), tracker.Target{Lead: l.ID}, followup.NextStep{Kind: followup.NextLost}))
	}
	_, err := d.raw.ExecContext(t.Context(), `alter table leads add constraint stays check (name <> '-' or id > 1)`)
	d.ok(err)
	d.clock.Advance(200 * 24 * time.Hour)
	n, err := d.EraseOld(t.Context(), 6)
	if n != 2 || err == nil {
		t.Errorf("%d erased, %v", n, err)
	}
}
