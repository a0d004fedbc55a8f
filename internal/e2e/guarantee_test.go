package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// orphans counts, by the nightly audit, open leads that nobody would ever be reminded of.
func (w *world) orphans() int {
	w.t.Helper()
	n, err := w.bots[0].TrackerAt(w.clock).Audit(w.t.Context())
	check(w.t, err)
	return n
}

// wantNoOrphans fails unless every open lead has one open recall, and a closed lead none.
func (w *world) wantNoOrphans() {
	w.t.Helper()
	if n := w.orphans(); n != 0 {
		w.t.Errorf("orphans: %d", n)
	}
	w.wantNumber(w.number(`select count(*) from leads where state in ('active', 'parked')`), openRecalls)
	w.wantNumber(0, `select count(*) from leads l join recalls r on r.lead_id = l.id and r.is_open where l.state not in ('active', 'parked')`)
}

func TestG1NoLeadIsLost(t *testing.T) {
	w := begin(t, options{})
	w.join(options{})
	for _, lead := range []string{"Acme", "Beta", "Gamma", "Delta"} {
		w.ana.Command("/followup add " + lead).Expect(lead)
	}
	for _, line := range []string{
		"log Acme call noanswer", "park Acme 3m", "reply Acme", "snooze Acme tmr", "move Acme fri", "won Acme €12k", "undo",
		"lost Beta", "undo", "dnc Beta", "undo", "breakup Beta email", "log Beta email bounced", "log Beta call interested next fri !",
		"park Gamma 5w", "log Gamma call noanswer", "undo", "undo", "lost Gamma", "log Gamma call connected next fri",
		"log Delta email remove me", "undo", "lost Delta",
	} {
		w.ana.Command("/followup " + line).Message()
		w.wantNoOrphans()
	}
	w.ExpectQuiet()
}

// Many hands on the same leads at once lose none.
func TestG1NoLeadIsLostInACrowd(t *testing.T) {
	w := begin(t, options{})
	w.join(options{})
	for i := range 5 {
		w.sam.Command(fmt.Sprintf("/followup add Lead-%d", i)).Expect("added")
	}
	lines := []string{"log Lead-%d call noanswer", "park Lead-%d 3m", "won Lead-%d", "lost Lead-%d", "move Lead-%d fri", "reply Lead-%d", "dnc Lead-%d", "undo"}
	hand := func(seed int) func() {
		return func() {
			for i := range 12 {
				line := lines[(seed*5+i*7)%len(lines)]
				if strings.Contains(line, "%d") {
					line = fmt.Sprintf(line, (seed+i)%5)
				}
				w.sam.Command("/followup " + line) // whatever comes of it
			}
		}
	}
	atOnce(hand(1), hand(2), hand(3), hand(4))
	w.wantNoOrphans()
	w.wantQuickAcks()
	w.wantManners()
}

func TestG5ParkedMeansQuiet(t *testing.T) {
	w := begin(t, options{at: "2026-05-11T05:00:00Z"})
	w.team()
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.ana.Command("/followup add Beta").Expect("Beta")
	w.ana.Command(`/followup park Acme 26 may "budget frozen"`).Expect("Tue 26 May")
	for _, at := range []string{"2026-05-12 08:31", "2026-05-12 09:31", "2026-05-15 08:31", "2026-05-22 08:31", "2026-05-25 08:31"} {
		w.berlin(at)
	}
	for _, p := range w.ws.Posts(func(p slacksim.Post) bool { return p.Bot && p.Reader == "" }) {
		if strings.Contains(p.Text, "Acme") || strings.Contains(fmt.Sprint(p.Blocks), "Acme") {
			t.Errorf("a parked lead in %s: %v", p.Name, p.Blocks)
		}
	}
	if list := w.ana.Command("/followup due").Text(); strings.Contains(list, "Acme") {
		t.Errorf("a parked lead is due: %s", list)
	}
	w.berlin("2026-05-26 08:31")
	last := w.digests(w.ana)
	if woken := fmt.Sprint(last[len(last)-1].Blocks); !strings.Contains(woken, "Acme") || !strings.Contains(woken, "budget frozen") {
		t.Errorf("it did not wake: %s", woken)
	}
	w.wantManners()
}

func TestG6APromiseIsOnlyMovedByAPerson(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.ana.Command("/followup log Acme call interested next fri 14:00 !").Expect("Fri 15 May")
	promised := `select count(*) from recalls where is_open and kind = 'promised' and due_on = '2026-05-15' and due_minute = 14 * 60`
	for _, line := range []string{"log Acme call noanswer", "log Acme email sent", "reply Acme", "snooze Acme tmr", "log Acme call voicemail"} {
		w.ana.Command("/followup " + line).Message()
		w.wantNumber(1, promised)
	}
	w.berlin("2026-05-15 08:31")
	w.ana.ExpectDM("promised")
	w.wantNumber(1, promised)
	w.ana.Command("/followup move Acme mon").Expect("Mon 18 May")
	w.wantNumber(0, promised)
	w.wantNumber(1, `select count(*) from recalls where is_open and kind = 'promised' and due_on = '2026-05-18'`)
	w.ExpectQuiet()
}

func TestG7DoNotContactHolds(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme jane@acme.example").Expect("Acme")
	w.ana.Command("/followup dnc Acme").Expect("never")
	for _, line := range []string{"log Acme call noanswer", "park Acme 3m", "reply Acme", "move Acme fri", "snooze Acme tmr", "won Acme"} {
		w.ana.Command("/followup " + line).Expect("asked not to be contacted")
	}
	w.wantNumber(0, openRecalls)
	w.ana.Command("/followup add Again jane@acme.example").Expect("asked on Tue 12 May not to be contacted")
	w.wantNumber(1, leadsOf, w.ana.ID())
	for _, at := range []string{"2026-05-12 08:31", "2026-05-13 08:31", "2026-06-12 08:31"} {
		w.berlin(at)
	}
	w.wantDigests(w.ana, 0)
	w.ExpectQuiet()
}

func TestG9EveryMoveHasAReason(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("first contact")
	for line, why := range map[string]string{
		"log Acme call noanswer":              "nobody reached",
		"move Acme fri":                       "you moved it",
		"log Acme email sent next sat":        "moved to a working day",
		"log Acme call interested next sat !": "promised on a day off",
		"reply Acme":                          "they replied",
	} {
		w.ana.Command("/followup " + line).Expect(why)
		w.wantNumber(0, `select count(*) from recalls where is_open and jsonb_array_length(reasons) = 0`)
		w.ana.Command("/followup undo").Message()
	}
	w.ExpectQuiet()
}

func TestG10EverythingCanBeTakenBack(t *testing.T) {
	w := begin(t, options{})
	w.team()
	w.ana.Command("/followup add Acme €1k").Expect("Acme")
	state := func() string {
		var s string
		check(t, w.db.GetContext(t.Context(), &s, `select concat_ws(' ', l.state, l.owner_id, l.value_minor, l.touches, l.park_reason,
r.kind, r.due_on, r.due_minute, r.channel, r.moves, r.snoozed_until) from leads l left join recalls r on r.id = l.open_recall_id`))
		return s
	}
	for _, line := range []string{
		"log Acme call noanswer", `log Acme call interested "note" next fri 14:00 !`, `park Acme 3m "no budget"`, "move Acme fri",
		"snooze Acme tmr", "won Acme €12k", "lost Acme", "dnc Acme", "reply Acme", "breakup Acme email", "log Acme email remove me",
	} {
		before := state()
		changed := w.ana.Command("/followup " + line).Message()
		if state() == before {
			t.Errorf("%q changed nothing: %s", line, changed.Text())
		}
		if slices.Contains([]string{"move Acme fri", "dnc Acme"}, line) { // by the receipt's button, the others by the command
			changed.Button("Undo").Click()
			changed.ExpectUpdate("taken back")
		} else {
			w.ana.Command("/followup undo").Expect("taken back")
		}
		if after := state(); after != before {
			t.Errorf("%q taken back: %s, was %s", line, after, before)
		}
	}
	w.wantNumber(0, touchesMade)

	removes := w.ana.Command("/followup undo").Expect("Acme would be gone, with its whole history") // adding it
	removes.Button("Undo it").Click()
	removes.ExpectUpdate("gone again")
	w.ana.Command("/followup undo").Expect("nothing to undo")
	w.wantNumber(0, leadsOf, w.ana.ID())
	w.ExpectQuiet()
}

// A guest may nothing, and a colleague of no team nothing with somebody else's lead.
func TestAGuestAndAStrangerGetNothing(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	receipt := w.ana.Command("/followup log Acme call noanswer").Expect("no answer")
	lines := []string{
		"", "due", "next", "lead Acme", "log Acme call noanswer", "park Acme 3m", "snooze Acme tmr", "move Acme fri", "reply Acme", "won Acme",
		"lost Acme", "dnc Acme", "breakup Acme email", "undo",
	}
	for _, line := range append(lines, "add Beta", "settings", "team", "help") {
		w.gus.Command("/followup " + line).Expect("full members")
	}
	for _, line := range lines {
		answer := w.max.Command("/followup " + line)
		if strings.Contains(line, " Acme call") || strings.HasPrefix(line, "breakup") { // a name that Max knows nobody by opens the form for a new lead
			w.max.ExpectModal("Log a touch").Close()
			continue
		}
		if text := answer.Text(); strings.Contains(text, "Ana") || strings.Contains(text, "no answer") || strings.Contains(text, "✅") {
			t.Errorf("Max typed %q and read: %s", line, text)
		}
	}
	for _, p := range []*simtest.Person{w.gus, w.max} {
		if err := receipt.As(p).Button("Undo").TryClick(); err == nil {
			t.Error("somebody else's receipt was used")
		}
	}
	w.gus.Say("hello")
	w.gus.ExpectDM("full members")
	w.gus.OpenHome()
	w.gus.ExpectHome("full members")
	w.wantNumber(1, touchesMade)
	w.wantNumber(1, `select count(*) from leads`)
	w.wantNumber(0, `select count(*) from reps where user_id = $1`, w.gus.ID())
	w.wantQuickAcks()
	w.wantDigests(w.gus, 1)
	w.wantManners()
}
