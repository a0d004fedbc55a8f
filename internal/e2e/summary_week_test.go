package e2e

import (
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// late gives a person leads that fall due on dates, named after them.
func late(p *simtest.Person, leads ...string) {
	for _, lead := range leads {
		name, on, _ := strings.Cut(lead, " on ")
		has(p, name)
		p.Command("/followup move \"" + strings.Fields(name)[0] + "\" " + on).Expect("moved")
	}
}

func TestTheWeeklySummaryComesAlwaysZerosIncluded(t *testing.T) {
	w := begin(t, options{})
	w.sales("max", "ana", "max")
	w.berlin("2026-05-12 09:29")
	w.ExpectQuiet()
	w.berlin("2026-05-12 09:31")
	summary := w.ExpectChannel("#sales", "week 20")
	says(t, summary.Text(), "Ana Ruiz | 0 | 0 | – | 0", "Max Weber | 0 | 0 | – | 0", "0 leads overdue", "1–2 days: 0", "longer: 0", "none this week",
		"Nothing needs a decision", "[Open overdue]", "[Reassign…]")
	w.turn()
	w.berlin("2026-05-13 09:31") // nothing to tell on the other days
	w.berlin("2026-05-18 09:31")
	w.ExpectQuiet()
	w.berlin("2026-05-19 09:31")
	w.ExpectChannel("#sales", "week 21")
	w.ExpectQuiet()
}

func TestTheSummaryPutsTheWorstFirstAndAddsNoCurrencies(t *testing.T) {
	w := begin(t, options{at: "2026-04-21T10:00:00Z"})
	w.sales("sam", "ana", "max")
	late(w.ana, "Oldest €10k on 24.4.", "Older $5k on 30.4.", "Recent €2.5k on 5.5.", "Fresh on 8.5.", "Today on 12.5.", "Deal €12k on 13.5.")
	late(w.max, "Mine on 11.5.")
	has(w.max, "Promise")
	w.max.Command("/followup log promise call callback next 11 may !").Expect("promised")
	w.listOff(w.ana, w.max)
	w.berlin("2026-05-11 12:00") // after two weeks of silence a Monday's exceptions, and no summary of last week on the eve of the next
	says(t, w.ExpectChannel("#sales", "Needs a decision").Text(), "!week 20")
	w.ana.Command("/followup won deal").Expect("won")
	w.max.Command("/followup log mine call meetingset next 12 may 18:00").Expect("meeting set")

	w.berlin("2026-05-12 09:31")
	summary := w.ExpectChannel("#sales", "week 20")
	inOrder(t, summary.Text(), "Needs a decision: 1 overdue promise · 0 hot signals that waited over an hour · 2 leads more than 5 days overdue · 0 leads moved 3 times or more · 0 leads without an active owner",
		"Max Weber | 1 | 1 (1 day) | – | 1", "Ana Ruiz | 1 | 4 (11 days) | €12,500 + $5,000 | 0",
		"5 leads overdue · 1–2 days: 2 · 3–5 days: 1 · 6–10 days: 1 · longer: 1",
		"Wins: Deal closed on touch 0 (Ana Ruiz, €12,000) · 1 meeting set · 0 no-shows · no break-up ended in four weeks · no hot signals · 1 touch logged", "[Open overdue]", "[Reassign…]")

	summary.As(w.ana).Select("Open a lead…", "11 days · Ana Ruiz · Oldest")
	says(t, w.ana.ExpectModal("Lead").Text(), "Oldest · €10,000", "11 days overdue", "[Log a touch]")
	summary.As(w.priya).Select("Open a lead…", "Oldest")
	w.priya.ExpectEphemeral("That lead belongs to Ana Ruiz, whose leads you can't see")
	w.ExpectQuiet()
}

func TestAManagerOpensWhatIsOverdueAndHandsLeadsOver(t *testing.T) {
	w := begin(t, options{at: "2026-05-05T10:00:00Z"})
	w.sales("max", "ana", "max", "priya")
	hasMany(w.ana, 11)
	has(w.ana, "Promise")
	w.ana.Command("/followup log promise call callback next 6 may 15:00 !").Expect("promised")
	w.listOff(w.ana, w.priya)
	w.berlin("2026-05-12 09:31")
	summary := w.ExpectChannel("#sales", "week 20")

	for _, button := range []string{"Open overdue", "Reassign…"} {
		summary.As(w.ana).Button(button).Click()
		w.ana.ExpectEphemeral("Only Max Weber or an admin can do this")
		w.ana.ExpectNoModal()
	}
	summary.As(w.max).Button("Open overdue").Click()
	list := w.max.ExpectModal("Overdue leads")
	says(t, list.Text(), "page 1 of 2", "Lead 01 — Ana Ruiz · due Tue 5 May, 5 days overdue", "!Promise")
	list.Click("Next →").ExpectText("Promise — Ana Ruiz · promised for Wed 6 May, 4 days overdue")
	list.Row("Promise").Button("Open lead").Click()
	says(t, w.max.ExpectModal("Lead").Text(), "Promise", "owner: Ana Ruiz", "promised")
	w.max.ExpectModal("Lead").Close()
	list.Close()

	summary.As(w.max).Button("Reassign…").Click()
	form := w.max.ExpectModal("Hand leads over")
	form.Choose("From", "Ana Ruiz").ExpectText("Leads")
	form.Choose("Leads", "Lead 01", "Promise").Choose("To", "gus").Submit().ExpectError("To", "only active full members")
	form.Choose("To", "priya").Submit().ExpectClosed()
	w.max.ExpectDM("2 leads handed to Priya Nair")
	summary.ExpectUpdate("Priya Nair | 0 | 2")
	says(t, standing(w.priya, "promise"), "owner: you", "Wed 6 May 15:00, promised", "handed over by")
	w.ana.Command("/followup move promise fri").Expect("belongs to Priya Nair")

	summary.As(w.sam).Button("Reassign…").Click() // an admin may, too
	w.sam.ExpectModal("Hand leads over").Close()
	w.ExpectQuiet()
}

func TestADeactivatedRepsLeadsAreListedAndGivenAway(t *testing.T) {
	w := begin(t, options{})
	w.sales("max", "ana", "max")
	has(w.ana, "Acme €12k", "Beta")
	w.ana.Command("/followup park beta 3m").Expect("parked")
	check(t, w.ws.Deactivate(w.ana.ID()))
	w.max.ExpectDM("Ana Ruiz left: 2 open leads have no active owner") // Slack has told of it
	w.berlin("2026-05-12 08:31")
	w.ExpectQuiet()
	w.berlin("2026-05-12 09:31")
	summary := w.ExpectChannel("#sales", "week 20")
	says(t, summary.Text(), "2 leads without an active owner", "!Ana Ruiz | ")
	summary.As(w.max).Button("Open overdue").Click()
	list := w.max.ExpectModal("Overdue leads")
	says(t, list.Text(), "Acme — Ana Ruiz · no active owner", "Beta — Ana Ruiz · no active owner",
		"0 leads overdue", "2 leads without an active owner · 2 in all")
	list.Close()

	w.berlin("2026-05-13 09:31")
	daily := w.ExpectChannel("#sales", "Wed 13 May")
	says(t, daily.Text(), "2 leads without an active owner")
	daily.As(w.max).Button("Reassign…").Click()
	form := w.max.ExpectModal("Hand leads over")
	if form.Value("From") != "Without an active owner · 2 leads" || form.Value("Leads") == "" {
		t.Errorf("the form:\n%s", form.Text())
	}
	form.Choose("To", "max").Submit().ExpectClosed()
	w.max.ExpectDM("2 leads handed to Max Weber")
	says(t, standing(w.max, "beta"), "Parked until Wed 12 Aug")
	w.berlin("2026-05-15 08:31")
	says(t, w.max.ExpectDM("Acme").Text(), "!Beta")
	w.berlin("2026-05-15 09:31") // nothing to tell
	w.ExpectQuiet()
}

func TestTheDailySummaryComesOnlyWhenSomethingNeedsADecision(t *testing.T) {
	w := begin(t, options{at: "2026-05-12T10:00:00Z"})
	w.sales("max", "ana")
	late(w.ana, "Acme on 13.5.")
	has(w.ana, "Beta")
	w.ana.Command("/followup log beta call callback next 18 may !").Expect("promised")
	w.listOff(w.ana)
	w.berlin("2026-05-13 09:31")
	w.berlin("2026-05-15 09:31")
	w.berlin("2026-05-18 09:31")
	w.ExpectQuiet()
	w.berlin("2026-05-19 09:31")
	w.ExpectChannel("#sales", "week 21")
	w.berlin("2026-05-20 09:31")
	says(t, w.ExpectChannel("#sales", "Wed 20 May").Text(), "1 overdue promise", "Ana Ruiz | 0 | 2 (4 days) | – | 1", "!week", "!Wins")
	w.ana.ExpectDM("What was promised to Beta waits since Mon 18 May")
	w.ana.Command("/followup move beta 1 june").Expect("Mon 1 Jun")
	w.berlin("2026-05-21 09:31")
	w.ExpectQuiet()
	w.berlin("2026-05-22 09:31")
	says(t, w.ExpectChannel("#sales", "Fri 22 May").Text(), "1 lead more than 5 days overdue")
	w.ana.Command("/followup log acme call noanswer").Expect("no answer")
	w.berlin("2026-05-23 09:31") // nobody works
	w.berlin("2026-05-25 09:31") // as on Whit Monday
	w.ExpectQuiet()
}

// listOff switches the morning lists of people off, for stories that are about something else.
func (w *world) listOff(people ...*simtest.Person) {
	for _, p := range people {
		p.Command("/followup settings")
		p.ExpectModal("Your settings").Choose("Morning list").Submit().ExpectClosed()
		p.ExpectEphemeral("No morning list any more")
	}
}
