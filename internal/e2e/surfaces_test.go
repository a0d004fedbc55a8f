package e2e

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// surfaces are the ways to do something: each of them with the lead that is called like it.
var surfaces = []string{"Command", "Modal", "Digest", "Home", "Shortcut", "Message"}

// way does something with a lead on one surface. digest and home are in front of Ana.
type way func(w *world, digest *simtest.Message, home *simtest.Home, lead string)

// typed types a line, with the lead in place of LEAD.
func typed(before, after string) map[string]way {
	return map[string]way{
		"Command": func(w *world, _ *simtest.Message, _ *simtest.Home, lead string) {
			w.ana.Command("/followup " + before + " " + lead + " " + after).Expect(lead)
		},
		"Message": func(w *world, _ *simtest.Message, _ *simtest.Home, lead string) {
			w.ana.Say(before + " " + lead + " " + after)
			w.ana.ExpectDM(lead)
		},
	}
}

// onRows presses something in the lead's row, of the digest and of Home.
func onRows(press func(row *simtest.Part)) map[string]way {
	return map[string]way{
		"Digest": func(_ *world, digest *simtest.Message, _ *simtest.Home, lead string) { press(digest.Row(lead)) },
		"Home":   func(_ *world, _ *simtest.Message, home *simtest.Home, lead string) { press(home.Row(lead)) },
	}
}

// inForms fills in the log form, however it was opened.
func inForms(fill func(*simtest.Modal)) map[string]way {
	logForm := func(w *world) { fill(w.ana.ExpectModal("Log a touch")) }
	return map[string]way{
		"Modal": func(w *world, _ *simtest.Message, _ *simtest.Home, lead string) {
			w.ana.Command("/followup log " + lead)
			logForm(w)
			w.ana.ExpectEphemeral(lead)
		},
		"Shortcut": func(w *world, _ *simtest.Message, _ *simtest.Home, lead string) {
			w.ana.Shortcut(view.ShortcutLog)
			form := w.ana.ExpectModal("Log a touch")
			form.TypeAhead("Lead", lead)
			form.Pick("Lead", lead)
			w.until("the lead is chosen", func() bool { return form.Value("Lead") != "" })
			fill(form)
			w.ana.ExpectDM(lead)
		},
		"Digest": func(w *world, digest *simtest.Message, _ *simtest.Home, lead string) {
			digest.Row(lead).Button("Done…").Click()
			logForm(w)
		},
		"Home": func(w *world, _ *simtest.Message, home *simtest.Home, lead string) {
			home.Row(lead).Button("Done…").Click()
			logForm(w)
		},
	}
}

// inParkForms fills in the park form, however it was opened.
func inParkForms(fill func(*simtest.Modal)) map[string]way {
	press := func(w *world, row *simtest.Part) {
		row.Overflow("Not now → park…")
		fill(w.ana.ExpectModal("Park a lead"))
	}
	return map[string]way{
		"Modal": func(w *world, _ *simtest.Message, _ *simtest.Home, lead string) {
			w.ana.Command("/followup park " + lead)
			fill(w.ana.ExpectModal("Park a lead"))
			w.ana.ExpectEphemeral(lead)
		},
		"Digest": func(w *world, digest *simtest.Message, _ *simtest.Home, lead string) { press(w, digest.Row(lead)) },
		"Home":   func(w *world, _ *simtest.Message, home *simtest.Home, lead string) { press(w, home.Row(lead)) },
	}
}

func ways(all ...map[string]way) map[string]way {
	merged := map[string]way{}
	for _, some := range all {
		maps.Copy(merged, some)
	}
	return merged
}

// TestTheSameActionLeavesTheSameRowsFromEverySurface: but for where it came from, nobody can tell later how a lead was worked on.
func TestTheSameActionLeavesTheSameRowsFromEverySurface(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sources int // how many there are to be told apart
		ways    map[string]way
	}{
		"nobody_answered": {6, ways(typed("log", "call noanswer"), inForms(func(form *simtest.Modal) {
			form.Choose("How", "Call").ExpectText("Minutes").Choose("What came of it", "No answer").ExpectText("Suggested").Submit().ExpectClosed()
		}), onRows(func(row *simtest.Part) { row.Overflow("No answer") }))},
		"a_promise": {5, ways(typed("log", `call interested 12m "wants pricing" gave:"case study" next email fri 14:00 !`),
			inForms(func(form *simtest.Modal) {
				form.Choose("How", "Call").ExpectText("Minutes").Choose("What came of it", "Talked: interested").ExpectText("What's next")
				form.Fill("Note", "wants pricing").Fill("You gave them", "case study").Fill("Minutes", "12")
				form.Fill("On", "2026-05-15").Fill("At", "14:00").Choose("By", "Email").Submit().ExpectClosed()
			}))},
		"snoozed": {4, ways(typed("snooze", "tmr"), onRows(func(row *simtest.Part) { row.Select("Snooze", "Tomorrow Wed 13 May") }))},
		"parked": {4, ways(typed("park", `2026-08-12 "frozen" say:"new budget"`), inParkForms(func(form *simtest.Modal) {
			form.Choose("Wake it", "On a date…").ExpectText("On:").Fill("On", "2026-08-12").Fill("Why", "frozen")
			form.Fill("First line to say", "new budget").Submit().ExpectClosed()
		}))},
	} {
		t.Run(name, func(t *testing.T) {
			w := begin(t, options{})
			has(w.ana, surfaces...)
			w.berlin("2026-05-12 08:31")
			digest := w.ana.ExpectDM("6 to do")
			home := w.homeOf(w.ana, "6 to do")
			want, from := "", ""
			sources := map[string]bool{}
			for _, surface := range surfaces {
				do, ok := c.ways[surface]
				if !ok {
					continue
				}
				do(w, digest, home, surface)
				w.until(surface+" was worked on", func() bool { return w.events(surface) == 2 })
				var source string
				check(t, w.db.GetContext(t.Context(), &source, `select e.source from events e join leads l on l.id = e.lead_id
					where l.name = $1 order by e.id desc limit 1`, surface))
				sources[source] = true
				got := w.rowsOf(surface)
				if want == "" {
					want, from = got, surface
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-) and %s (+) leave other rows:\n%s", from, surface, diff)
				}
			}
			if len(sources) != c.sources {
				t.Errorf("the sources are %v", sources)
			}
		})
	}
}

func (w *world) events(lead string) int {
	return w.number(`select count(*) from events e join leads l on l.id = e.lead_id where l.name = $1`, lead)
}

// rowsOf is all that is stored about a lead, but for numbers, its name and the source.
func (w *world) rowsOf(lead string) string {
	w.t.Helper()
	var rows []byte
	check(w.t, w.db.GetContext(w.t.Context(), &rows, `
select jsonb_build_object(
    'lead', to_jsonb(l) - '{id,name,open_recall_id}'::text[],
    'recalls', (select jsonb_agg(to_jsonb(r) - '{id,lead_id,open_id}'::text[] order by r.id) from recalls r where r.lead_id = l.id),
    'contacts', (select jsonb_agg(to_jsonb(c) - '{id,lead_id,name}'::text[] order by c.position) from contacts c where c.lead_id = l.id),
    'touches', (
        select jsonb_agg(to_jsonb(t) - '{id,lead_id,event_id,contact_id}'::text[] || jsonb_build_object('contact', c.position) order by t.id)
        from touches t
        left join contacts c on c.workspace_id = t.workspace_id and c.id = t.contact_id
        where t.lead_id = l.id
    ),
    'events', (
        select jsonb_agg(to_jsonb(e) - '{id,lead_id,recall_id,source}'::text[] #- '{before,name}' #- '{before,recall,id}' order by e.id)
        from events e
        where e.lead_id = l.id
    )
)
from leads l
where l.name = $1`, lead))
	var tree any
	check(w.t, json.Unmarshal(rows, &tree))
	text, err := json.MarshalIndent(tree, "", "  ")
	check(w.t, err)
	return string(text)
}
