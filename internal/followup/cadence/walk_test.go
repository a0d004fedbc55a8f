package cadence_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

var update = flag.Bool("update", false, "write the tables in testdata as they are now")

// A rep in Berlin, who has German holidays off, and somebody in New York.
var (
	ana = followup.Rep{
		Person: followup.Person{ID: "UANA", Zone: "Europe/Berlin"}, Week: calendar.MondayToFriday, DigestAt: followup.DefaultDigestAt, Country: "DE",
	}
	jane     = followup.Contact{ID: 1, Name: "Jane", Email: "jane@acme.example", Phone: "+1 212 555 0100", LinkedIn: "in/jane", Zone: "America/New_York"}
	thursday = calendar.On(2026, 4, 2) // before Good Friday; Easter Monday is the 6th
)

// walk does what a cadence says, step by step, and writes down each day, channel and reason. Nobody ever answers. late is how many days
// after it is due the third step is done.
type walk struct {
	s    followup.Situation
	rows []string
	days []calendar.Date
}

func newWalk() *walk {
	w := &walk{s: followup.Situation{Today: thursday, Time: calendar.Clock(16, 30), Owner: ana}}
	w.s.Lead = followup.Lead{ID: 1, Name: "Jane", Company: "Acme", State: followup.Active, Contacts: []followup.Contact{jane}}
	w.s.Prospect = followup.ProspectOf(w.s.Lead, ana)
	return w
}

// plan settles what follows, as it is stored.
func (w *walk) plan(t *testing.T, next followup.NextStep, why []followup.Reason) followup.NextStep {
	t.Helper()
	next, shifts, err := next.Settle(w.s.Today, w.s.Owner, w.s.Prospect)
	if err != nil {
		t.Fatalf("%s: %+v: %v", w.s.Today, next, err)
	}
	row := fmt.Sprintf("%s  %-8s", next.On.Format("Mon 02 Jan 2006"), next.Channel)
	if next.Kind == followup.NextPark {
		row = fmt.Sprintf("%s  %-8s", next.On.Format("Mon 02 Jan 2006"), "parked")
	}
	if next.At != nil {
		row += " " + next.At.String()
	}
	w.rows = append(w.rows, strings.TrimRight(row+"  "+told(append(why, shifts...)), " "))
	w.days = append(w.days, next.On)
	w.s.Lead.Recall = &followup.Recall{Kind: followup.Planned, Due: next.On, Channel: next.Channel, At: next.At}
	return next
}

func told(why []followup.Reason) string {
	words := make([]string, 0, len(why))
	for _, r := range why {
		text := string(r.Code)
		for _, name := range slices.Sorted(maps.Keys(r.Params)) {
			if name != "cadence" {
				text += " " + name + "=" + r.Params[name]
			}
		}
		words = append(words, text)
	}
	return strings.Join(words, "; ")
}

// outcomeOf is how a touch ends that nobody answers.
func (w *walk) outcomeOf(c followup.Channel) followup.Outcome {
	step, _ := w.s.Lead.Enrolment.Due()
	switch {
	case step.Closing:
		return followup.BreakUpSent
	case c != followup.Call:
		return followup.Sent
	case cadence.VoicemailAt(w.s.Lead.Enrolment.Calls + 1):
		return followup.Voicemail
	default:
		return followup.NoAnswer
	}
}

func (w *walk) through(t *testing.T, c *followup.Cadence, late int) {
	t.Helper()
	e, next, why := cadence.Start(c, w.s.Today, w.s)
	w.s.Lead.Enrolment = &e
	next = w.plan(t, next, why)
	for range 40 {
		w.s.Today, w.s.Channel = next.On, next.Channel
		if e := w.s.Lead.Enrolment; e.Step == 2 && len(e.Made) == 0 {
			w.s.Today = w.s.Today.AddDays(late)
		}
		g := cadence.Suggest(w.outcomeOf(next.Channel), w.s)
		if g.Switch != "" {
			to, _ := cadence.Preset(g.Switch, c.Variant)
			w.rows = append(w.rows, "→ "+g.Switch)
			g = g.Enrol(to, w.s)
			w.s.Lead.Enrolment = g.After
			w.plan(t, g.Next, g.Why)
			return
		}
		w.s.Lead.Enrolment = g.After
		next = w.plan(t, g.Next, g.Why)
		if g.Ended {
			return
		}
		if g.Why[len(g.Why)-1].Code == followup.AwaitEcho {
			w.s.Today = next.On
			g = cadence.Silence(w.s)
			w.plan(t, g.Next, g.Why)
			return
		}
	}
	t.Fatal("it never ends")
}

// TestEveryPresetFromTheThursdayBeforeEaster: the exact day, channel and reasons of each step, for each preset and variant: when all is
// done on time, and when the third step is done four days late.
func TestEveryPresetFromTheThursdayBeforeEaster(t *testing.T) {
	t.Parallel()
	for _, key := range cadence.Keys() {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			var table strings.Builder
			for _, v := range []followup.Variant{followup.Standard, followup.Small, followup.Large, followup.Strategic} {
				c, ok := cadence.Preset(key, v)
				if !ok {
					t.Fatalf("no %s %s", key, v)
				}
				for _, late := range []int{0, 4} {
					w := newWalk()
					w.through(t, c, late)
					head := "on time"
					if late > 0 {
						head = "the third step four days late"
					}
					fmt.Fprintf(&table, "# %s, %s\n%s\n\n", c.Label(), head, strings.Join(w.rows, "\n"))
				}
			}
			golden(t, filepath.Join("testdata", key+".txt"), table.String())
		})
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}
