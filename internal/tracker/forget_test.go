package tracker_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// planting makes texts that stand nowhere by chance, and remembers them.
type planting struct{ texts []string }

func (p *planting) word(what string) string {
	text := fmt.Sprintf("zq%02d%s", len(p.texts), what)
	p.texts = append(p.texts, text)
	return text
}

func (p *planting) contact() followup.Contact {
	return followup.Contact{
		Name: p.word("person"), Email: p.word("mail") + "@" + p.word("domain") + ".example", LinkedIn: "https://www.linkedin.com/in/" + p.word("linked"),
		Phone: fmt.Sprintf("+49 30 1234%04d", len(p.texts)), Role: p.word("role"),
	}
}

func (p *planting) park() followup.Park {
	return followup.Park{Reason: p.word("parked"), Note: p.word("context"), FirstLine: p.word("line")}
}

// planted is a lead of Ann's with words wherever people can put any, in its history and in what was corrected.
func (d *desk) planted(p *planting) followup.Lead {
	d.Helper()
	ctx := d.Context()
	step := func(r digest.Receipt, err error) followup.Lead {
		d.Helper()
		d.clock.Advance(time.Minute)
		return d.must(r, err).Lead
	}
	first := recall(today)
	first.Goal = p.word("goal")
	lead := step(d.Add(ctx, d.as(ann), tracker.NewLead{
		Name: p.word("name"), Company: p.word("company"), Contact: p.contact(), Source: p.word("source"), Tags: []string{p.word("tag")},
		First: first, Note: p.word("note"), Value: &followup.Money{Minor: 100, Currency: "EUR"},
	}, true))
	id, target := lead.ID, tracker.Target{Lead: lead.ID}
	step(d.Log(ctx, d.as(bob), tracker.Log{
		Lead: id, Channel: followup.Call, Outcome: followup.Interested, Note: p.word("said"), Promised: p.word("promised"), Gave: p.word("gave"), Next: first,
	}))
	step(d.Move(ctx, d.as(ann), target, tracker.NewDate{On: today.AddDays(1), Note: p.word("why")}))
	step(d.Signal(ctx, d.as(bob), target, followup.PricingPage, p.word("seen")))
	step(d.Snooze(ctx, d.as(ann), target, d.clock.Now().Add(36*time.Hour), p.word("hidden")))
	step(d.Park(ctx, d.as(ann), target, p.park(), today.AddDays(30)))
	step(d.Close(ctx, d.as(ann), target, followup.NextStep{Kind: followup.NextLost, Reason: p.word("lost")}))
	reopened := step(d.Log(ctx, d.as(ann), tracker.Log{Lead: id, Channel: followup.Email, Outcome: followup.Sent, Note: p.word("again"), Next: recall(today)}))
	changed := reopened.Details()
	changed.Brief = followup.Brief{Hook: p.word("hook"), Questions: p.word("question"), Owes: p.word("owes")}
	changed.Name, changed.Source, changed.Tags = p.word("renamed"), p.word("from"), []string{p.word("tagged")}
	step(d.EditDetails(ctx, d.as(ann), id, reopened.Details().Version(), changed, p.word("corrected")))
	lead = step(d.AddContact(ctx, d.as(ann), id, p.contact()))
	edited := p.contact()
	edited.ID = lead.Contacts[1].ID
	step(d.EditContact(ctx, d.as(ann), id, edited))
	step(d.StartCadence(ctx, d.as(ann), target, warm21, calendar.Date{}))
	step(d.SkipStep(ctx, d.as(ann), target, p.word("skipped")))
	step(d.PauseCadence(ctx, d.as(ann), target, calendar.Date{}, p.word("paused")))
	step(d.Move(ctx, d.as(ann), target, tracker.NewDate{On: today, Note: p.word("back")}))
	d.ok(func() error {
		_, err := d.SaveDraft(ctx, tracker.Draft{Workspace: w, User: ann, Typed: "log " + changed.Name + ": " + p.word("typed")})
		return err
	}())
	return d.load(id)
}

// reached are the columns that hold words about leads. Whoever adds a column of text says whether people can put such words into it: then
// planted must do so, and Erase take them away.
var reached = []string{
	"contacts.email", "contacts.linkedin", "contacts.name", "contacts.role", "drafts.typed", "events.before", "events.detail", "lead_names.key", "lead_words.words",
	"leads.brief", "leads.company", "leads.enrolment", "leads.name", "leads.park_line", "leads.park_note", "leads.park_reason", "leads.source", "leads.tags", "nudges.line",
	"recalls.goal", "recalls.reasons", "touches.gave", "touches.note", "touches.promised",
}

// TestForgettingLeavesNoWord plants words in every text that people can write about a lead, in three leads that are merged and in one that
// was for a while, erases one, and searches every column of every table.
func TestForgettingLeavesNoWord(t *testing.T) {
	d := newDesk(t)
	var p planting
	lead := d.planted(&p)
	second, third := d.planted(&p), d.planted(&p)
	asleep := d.planted(&p)
	d.must(d.Park(t.Context(), d.as(ann), tracker.Target{Lead: asleep.ID}, p.park(), today.AddDays(60)))
	team, err := d.TeamsOf(t.Context(), d.as(mia))
	d.ok(err)
	_, err = d.Nudge(t.Context(), d.as(mia), tracker.NudgeWish{Team: team[0].ID, To: ann, Leads: []followup.LeadID{lead.ID, second.ID}, Line: p.word("nudge")})
	d.ok(err)
	d.must(d.Merge(t.Context(), d.as(ann), second.ID, third.ID))
	d.must(d.Merge(t.Context(), d.as(ann), lead.ID, second.ID))
	other := d.must(d.Add(t.Context(), d.as(bob), tracker.NewLead{Name: "Untouched AG", Contact: followup.Contact{Email: "kim@untouched.example"}, Note: "stays"}, true)).Lead
	d.must(d.Merge(t.Context(), d.as(mia), lead.ID, asleep.ID))
	met := d.must(d.Merge(t.Context(), d.as(mia), other.ID, lead.ID))
	d.must(d.Undo(t.Context(), d.as(mia), met.Event.ID))
	met = d.must(d.Merge(t.Context(), d.as(mia), lead.ID, other.ID))
	d.must(d.Undo(t.Context(), d.as(mia), met.Event.ID))
	d.must(d.Park(t.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, p.park(), today.AddDays(90)))

	found := d.raw.Holding(t, p.texts...)
	columns := []string{}
	for _, at := range found {
		column, _, _ := strings.Cut(at, ":")
		columns = append(columns, column)
	}
	slices.Sort(columns)
	d.same(slices.Compact(columns), reached)
	for _, text := range p.texts {
		if !slices.ContainsFunc(found, func(at string) bool { return strings.HasSuffix(at, text) }) {
			t.Errorf("%s was planted nowhere", text)
		}
	}
	numbers := `select count(*) * 1000 + count(distinct (channel, outcome, at, by_id, minutes)) from touches`
	before := d.count(numbers)
	expect, err := d.ToForget(t.Context(), d.as(mia), lead.ID)
	d.ok(err)
	d.same([]int{expect.Goes.Contacts, expect.Goes.Merged, expect.Goes.Touches}, []int{8, 3, 8})

	d.must(d.Forget(t.Context(), d.as(mia), lead.ID))
	if left := d.raw.Holding(t, p.texts...); len(left) > 0 {
		t.Errorf("still there:\n%s", strings.Join(left, "\n"))
	}
	d.same(d.count(numbers), before)
	d.same(d.load(other.ID).Contacts[0].Email, "kim@untouched.example")
	card, err := d.Card(t.Context(), d.as(bob), other.ID, 0)
	d.ok(err)
	d.same(card.Entries[len(card.Entries)-1].Event.Detail.Note, "stays")
	d.same(d.count(`select count(*) from recalls where is_open and lead_id <> $1`, other.ID), 0)
}

// Every text column there is holds words about leads, or is known to hold none.
func TestEveryTextColumnIsKnown(t *testing.T) {
	d := newDesk(t)
	wordless := []string{
		"absences", "beats", "cadences", "days_off", "deliveries", "digest_rows", "forgotten", "goose_db_version", "lanes", "mark_keys", "obligations", "offers", "people", "reps", "requests", "team_members", "teams", "templates",
		"contacts.phone", "contacts.phone_key", "contacts.preferred", "contacts.zone", "drafts.response_url", "drafts.user_id", "events.by_id", "events.kind",
		"events.source", "leads.country", "leads.owner_id", "leads.state", "leads.value_currency", "nudges.from_id", "nudges.to_id", "recalls.channel", "recalls.kind",
		"recalls.owner_id", "recalls.park", "touches.by_id", "touches.channel", "touches.outcome",
		"pieces", // the team's own
	}
	var columns []string
	d.ok(d.raw.SelectContext(t.Context(), &columns, `
select table_name || '.' || column_name
from information_schema.columns
where table_schema = current_schema()
and data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea', 'xml')
and column_name <> 'workspace_id'
and not (data_type = 'ARRAY' and udt_name = '_int8')`))
	for _, c := range columns {
		table, _, _ := strings.Cut(c, ".")
		if !slices.Contains(reached, c) && !slices.Contains(wordless, c) && !slices.Contains(wordless, table) {
			t.Errorf("%s: can people write about a lead there? Then plant a word in it and have Erase take it away (reached), else name it here", c)
		}
	}
}

func TestForgettingHappensOnceAndForGood(t *testing.T) {
	d := newDesk(t)
	lead := d.must(d.Add(t.Context(), d.as(ann), tracker.NewLead{Name: "Jane Doe", Company: "Acme", Contact: followup.Contact{Email: "jane@acme.example"}}, false)).Lead
	logged := d.log(bob, lead.ID, "", 0)
	ctx := t.Context()
	for _, who := range []followup.UserID{ann, bob, zoe} {
		if _, err := d.Forget(ctx, d.as(who), lead.ID); err == nil {
			t.Errorf("%s erased a lead", who)
		}
	}
	_, err := d.ToForget(ctx, d.as(ann), lead.ID)
	refused, ok := errors.AsType[tracker.Refused](err)
	d.same([]any{ok, refused.Name}, []any{true, "Name of UMIA"})

	a := d.as(mia)
	gone := d.must(d.Forget(ctx, a, lead.ID))
	d.same([]any{gone.Lead.Erased, gone.Lead.State, gone.Lead.Recall == nil, gone.Lead.Touches}, []any{true, followup.DoNotContact, true, 1})
	d.same(d.must(d.Forget(ctx, a, lead.ID)).Repeated, true)
	d.clock.Advance(time.Hour)
	_, err = d.Forget(ctx, d.as(admin), lead.ID)
	already, _ := errors.AsType[tracker.ErasedError](err)
	d.same(already, tracker.ErasedError{On: gone.Event.At, By: "Name of UMIA"})

	target := tracker.Target{Lead: lead.ID}
	for name, do := range map[string]func(tracker.Actor) error{
		"undo":      func(a tracker.Actor) error { _, err := d.Undo(ctx, a, 0); return err },
		"undo it":   func(a tracker.Actor) error { _, err := d.Undo(ctx, a, gone.Event.ID); return err },
		"undo lead": func(a tracker.Actor) error { _, err := d.UndoLead(ctx, a, lead.ID); return err },
		"undo log":  func(a tracker.Actor) error { _, err := d.Undo(ctx, a, logged.Event.ID); return err },
		"log": func(a tracker.Actor) error {
			_, err := d.Log(ctx, a, tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer, Note: "Jane"})
			return err
		},
		"move": func(a tracker.Actor) error { _, err := d.Move(ctx, a, target, tracker.NewDate{On: today}); return err },
		"contact": func(a tracker.Actor) error {
			_, err := d.AddContact(ctx, a, lead.ID, followup.Contact{Name: "Jane"})
			return err
		},
		"hand over": func(a tracker.Actor) error {
			_, err := d.Reassign(ctx, a, []tracker.Target{target}, bob)
			return err
		},
		"card": func(a tracker.Actor) error { _, err := d.Card(ctx, a, lead.ID, 0); return err },
		"form": func(a tracker.Actor) error { _, _, err := d.LeadFor(ctx, a, lead.ID); return err },
	} {
		if err := do(d.as(mia)); !errors.Is(err, tracker.ErrErased) {
			t.Errorf("%s: %v", name, err)
		}
	}
	earlier := d.lead(bob, "Beta", today)
	last := d.must(d.Add(ctx, d.as(ann), tracker.NewLead{Name: "Gamma"}, true))
	d.must(d.Log(ctx, d.as(bob), tracker.Log{Lead: earlier.ID, Channel: followup.Call, Outcome: followup.NoAnswer}))
	d.must(d.Log(ctx, d.as(bob), tracker.Log{Lead: last.Lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer}))
	d.must(d.Forget(ctx, d.as(mia), last.Lead.ID))
	d.same(d.must(d.Undo(ctx, d.as(bob), 0)).Lead.ID, earlier.ID) // what went with an erased lead stands in nobody's way
	found, err := d.Find(ctx, d.as(admin), "", 10)
	d.ok(err)
	d.same(len(found), 0)
	for _, typed := range []string{"-", "jane", "acme"} {
		found, err := d.Find(ctx, d.as(ann), typed, 10)
		d.ok(err)
		d.same(len(found), 0)
	}
}

func TestWhoWasErasedIsNotAddedAgain(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	add := func(n tracker.NewLead) error {
		_, err := d.Add(ctx, d.as(bob), n, true)
		return err
	}
	jane := followup.Contact{Name: "Jane Doe", Email: "jane@acme.example", Phone: "030 7654321", LinkedIn: "https://de.linkedin.com/in/Jane-Doe/?trk=x"}
	lead := d.must(d.Add(ctx, d.as(ann), tracker.NewLead{Name: "Jane Doe", Company: "Acme GmbH", Contact: jane}, false)).Lead
	asked := d.clock.Now()
	d.must(d.Log(ctx, d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Email, Outcome: followup.RemoveMe}))
	again := map[string]tracker.NewLead{
		"email":            {Name: "J.", Contact: followup.Contact{Email: "JANE@acme.example "}},
		"phone":            {Name: "J.", Contact: followup.Contact{Phone: "+49 (30) 765-4321"}},
		"linkedin":         {Name: "J.", Contact: followup.Contact{LinkedIn: "linkedin.com/in/jane-doe"}},
		"name and company": {Name: "Jane Doe", Company: "ACME"},
	}
	refusals := func() {
		t.Helper()
		for name, n := range again {
			stopped, ok := errors.AsType[tracker.StoppedError](add(n))
			if !ok || !stopped.On.Equal(asked) {
				t.Errorf("%s: %v, %v", name, ok, stopped.On)
			}
		}
		beta := d.must(d.Add(ctx, d.as(bob), tracker.NewLead{Name: "Beta"}, true)).Lead
		for _, c := range []followup.Contact{again["email"].Contact, again["phone"].Contact, again["linkedin"].Contact} {
			c.Name = "J."
			_, err := d.AddContact(ctx, d.as(bob), beta.ID, c)
			d.is(err, tracker.ErrDoNotContact)
		}
		d.ok(add(tracker.NewLead{Name: "Max", Company: "Acme GmbH", Contact: followup.Contact{Email: "max@acme.example"}}))
	}
	refusals()
	d.clock.Advance(48 * time.Hour)
	early, err := d.ToForget(ctx, d.as(mia), lead.ID)
	d.ok(err)
	d.same([]any{early.Asked.Equal(asked), early.Known, len(early.Also)}, []any{true, 4, 0})
	d.must(d.Forget(ctx, d.as(mia), lead.ID))
	refusals()
	if held := d.raw.Holding(t, "jane"); len(held) > 0 {
		t.Error(held)
	}
}

// However many leads of one name there are, the one that asked not to be contacted is found.
func TestOneOfManyNamesakesAskedToBeLeftAlone(t *testing.T) {
	d := newDesk(t)
	n := tracker.NewLead{Name: "Jane Doe", Company: "Acme", Contact: followup.Contact{Email: "jane@acme.example"}}
	first := d.must(d.Add(t.Context(), d.as(ann), n, true)).Lead
	for range 8 {
		d.must(d.Add(t.Context(), d.as(ann), n, true))
	}
	d.must(d.Close(t.Context(), d.as(ann), tracker.Target{Lead: first.ID}, followup.NextStep{Kind: followup.NextStop}))
	also, err := d.ToForget(t.Context(), d.as(mia), first.ID)
	d.ok(err)
	d.same(len(also.Also), 8) // they are other leads, and stay
	_, err = d.Add(t.Context(), d.as(ann), n, true)
	d.is(err, tracker.ErrDoNotContact)
	n.Contact = followup.Contact{}
	_, err = d.Add(t.Context(), d.as(ann), n, true)
	d.is(err, tracker.ErrDoNotContact)
}

func TestTheStricterOfTwoMergedLeadsWins(t *testing.T) {
	for _, keep := range []int{0, 1} {
		t.Run(fmt.Sprint(keep), func(t *testing.T) { stricterWins(newDesk(t), keep) })
	}
}

func stricterWins(d *desk, keep int) {
	leads := []followup.Lead{d.lead(ann, "Acme", today), d.lead(ann, "Beta", today)}
	d.must(d.Close(d.Context(), d.as(ann), tracker.Target{Lead: leads[0].ID}, followup.NextStep{Kind: followup.NextStop}))
	merged := d.must(d.Merge(d.Context(), d.as(ann), leads[keep].ID, leads[1-keep].ID))
	d.same([]any{merged.Lead.State, merged.Lead.Recall == nil}, []any{followup.DoNotContact, true})
	d.must(d.Forget(d.Context(), d.as(admin), merged.Lead.ID))
	for _, other := range []followup.LeadID{leads[0].ID, leads[1].ID} {
		_, err := d.Merge(d.Context(), d.as(admin), d.lead(ann, "Gamma", today).ID, other)
		d.is(err, tracker.ErrErased)
		_, err = d.Undo(d.Context(), d.as(ann), merged.Event.ID)
		d.is(err, tracker.ErrErased)
	}
}

// Several people erase one lead at once, while others work on it: it is erased once, and no word arrives after that.
func TestForgettingWhileOthersWorkOnTheLead(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	lead := d.lead(ann, "Zqacme", today)
	var wg sync.WaitGroup
	erasedBy := make([]error, 4)
	for i := range erasedBy {
		a, b, c := d.as(mia), d.as(ann), d.as(ann)
		wg.Go(func() { _, erasedBy[i] = d.Forget(ctx, a, lead.ID) })
		wg.Go(func() {
			_, _ = d.Log(ctx, b, tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer, Note: "zqnote"}) // may come first or too late
		})
		wg.Go(func() { _, _ = d.AddContact(ctx, c, lead.ID, followup.Contact{Name: fmt.Sprint("zqperson", i)}) })
	}
	wg.Wait()
	won := 0
	for _, err := range erasedBy {
		switch {
		case err == nil:
			won++
		case !errors.Is(err, tracker.ErrErased):
			t.Error(err)
		}
	}
	d.same(won, 1)
	if held := d.raw.Holding(t, "zqacme", "zqnote", "zqperson"); len(held) > 0 {
		t.Error(held)
	}
}

func TestAPingIsDrawnAgainWhenItsLeadIsErased(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	lead := d.lead(ann, "Acme", today)
	d.heard(lead)
	d.at(berlin(5, 12, 11, 0))
	posted := func() {
		_, err := d.raw.ExecContext(t.Context(), `update deliveries set channel = 'D1', ts = id::text, shown = wanted where kind = 'ping'`)
		d.ok(err)
	}
	toDraw := func() int { return d.count(`select count(*) from deliveries where kind = 'ping' and shown < wanted`) }
	posted()
	d.mailed(lead)
	d.must(d.Close(t.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, followup.NextStep{Kind: followup.NextStop}))
	posted()
	d.same([]int{d.pings(), toDraw()}, []int{1, 0}) // it says what settled it, with names
	d.must(d.Forget(t.Context(), d.as(mia), lead.ID))
	d.same(toDraw(), 1)
}

// What was said to those who cover, decide or were asked is drawn again, too: the lead's name and what was seen of it stand there.
func TestForgettingHasAllThatWasSaidDrawnAgain(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 9, 0))
	lead := d.promised(ann, "Zqacme", today, 9)
	d.must(d.Signal(t.Context(), d.as(bob), tracker.Target{Lead: lead.ID}, followup.Funding, "zqseen"))
	d.at(berlin(5, 12, 9, 30))
	d.at(berlin(5, 12, 13, 1))
	_, err := d.SayAway(t.Context(), d.as(ann), twoWeeks)
	d.ok(err)
	d.at(berlin(5, 13, 9, 0))
	_, err = d.raw.ExecContext(t.Context(), `update deliveries set channel = 'D1', ts = id::text, shown = wanted`)
	d.ok(err)
	d.must(d.Forget(t.Context(), d.as(mia), lead.ID))
	again := []string{}
	d.ok(d.raw.SelectContext(t.Context(), &again, `
select distinct kind
from deliveries
where wanted > shown
and kind in ('touch', 'offer', 'cover')
order by kind`))
	d.same(again, []string{"cover", "offer", "touch"})
}
