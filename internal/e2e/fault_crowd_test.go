package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// foundWith is a world with one bot and one more person in #sales.
func foundWith(t *testing.T, o options, more ...slacksim.Person) *world {
	t.Helper()
	t.Parallel()
	w := found(t, o)
	for _, p := range more {
		id, err := w.ws.AddPerson(p)
		check(t, err)
		check(t, w.ws.Join(id, w.ws.ChannelID("sales")))
	}
	w.join(o)
	return w
}

// Two managers, on one bot or on two, hand the same lead to different people at the same moment: one wins, and the other reads who.
func TestTwoManagersReassignAtOnce(t *testing.T) { byReplicas(t, twoManagersReassignAtOnce) }

func twoManagersReassignAtOnce(t *testing.T, more func(*world)) {
	w := foundWith(t, options{}, slacksim.Person{Name: "kim", RealName: "Kim Lund", Admin: true})
	more(w)
	kim := w.Person("kim")
	w.team()
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.berlin("2026-05-19 09:31")
	digest := w.ana.ExpectDM("Acme")
	summary := w.ExpectChannel("sales", "Follow-ups")

	open := func(manager *simtest.Person, to string) *simtest.Modal {
		summary.As(manager).Button("Reassign…").Click()
		return manager.ExpectModal("Hand leads over").Choose("Leads", "Acme").Choose("To", to)
	}
	sams, kims := open(w.sam, "max"), open(kim, "priya")
	var bySam, byKim *simtest.Submission
	atOnce(
		func() { bySam, _ = sams.TrySubmit() },
		func() { byKim, _ = kims.TrySubmit() },
	)
	w.wantNumber(1, eventsOf, "reassigned")
	if w.number(leadsOf, w.max.ID()) == 1 {
		bySam.ExpectClosed()
		byKim.ExpectError("To", "already done by Sam Okafor, 09:31 (handed to Max Weber (Ana Ruiz before))")
		w.sam.ExpectDM("Max Weber")
		kims.Close()
	} else {
		byKim.ExpectClosed()
		bySam.ExpectError("To", "already done by Kim Lund, 09:31 (handed to Priya Nair (Ana Ruiz before))")
		kim.ExpectDM("Priya Nair")
		sams.Close()
	}
	says(t, digest.ExpectUpdate("handed").Text(), "!1 done", "!1/1")
	summary.ExpectUpdate("Follow-ups")
	w.ExpectQuiet()
}

// A team of a hundred people, whose names are as long as Slack lets them be: its form, its summary and its leads stay readable.
func TestATeamOfAHundred(t *testing.T) {
	var all []slacksim.Person
	for i := range 95 {
		all = append(all, slacksim.Person{Name: fmt.Sprintf("rep%02d", i), RealName: fmt.Sprintf("%02d %s", i, strings.Repeat("Ä", 76))})
	}
	w := foundWith(t, options{patient: true}, all...)
	names := []string{"ana", "max", "priya", "sam"}
	for _, p := range all {
		names = append(names, p.Name)
	}
	w.sam.In("sales").Command("/followup team")
	w.sam.ExpectModal("Team").Fill("Team's name", longName).Choose("Members", names...).Submit().ExpectClosed()
	w.sam.ExpectEphemeral("99 people")
	w.sam.ExpectEphemeral("I'm in")
	for _, name := range names {
		w.Person(name).Command("/followup add " + quoted(name+" "+longName) + " €99,999,999").Expect("added")
	}
	w.max.In("sales").Command("/followup team")
	w.max.ExpectModal("Team").Close()

	w.berlin("2026-05-19 09:31")
	summary := w.ExpectChannel("sales", "99 leads overdue").As(w.sam)
	summary.Button("Open overdue").Click()
	w.sam.ExpectModal("Overdue leads").Close()
	summary.Button("Reassign…").Click()
	w.sam.ExpectModal("Hand leads over").Close()
	for _, name := range names {
		w.Person(name).ExpectDM("overdue")
	}
	w.wantQuickAcks()
	w.ExpectQuiet()
}
