package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slacksim/simtest"
	"github.com/followup-bot/followup/internal/tracker"
)

// The limits of what people can type: 3,000 characters into a field, 10,000 and more behind a command.
var (
	longName = strings.Repeat("Ä", 180) + " GmbH & Co. KG · 🦄"
	longNote = strings.Repeat("🦄", 1500) // 3,000 as Slack counts, 6,000 bytes
	longLine = strings.Repeat("what they said ", 600)
)

// monsters are names and notes that mean something to somebody else: Slack, PostgreSQL, a shell.
var monsters = []string{
	"<!channel> *bold* @everyone https://x.example 🦄",
	"<!here> <@U00000003> <#C00000006> <https://evil.example|click>",
	"@channel #general mailto:x@y.example www.evil.example",
	"```code``` `tick` _under_ ~strike~ > quote",
	"'; drop table leads; --",
	`%_\ \' "quoted" $1 {{.}} %s %d`,
	"&lt;!channel&gt; &amp;amp;",
	"\u202egnihtemos\u202c\u200b\u2066x\u2069",
	"a\u0301\u0302\u0303\u0304\u0305 \ufffd 名前 عربى",
	"=cmd|' /C calc'!A0",
}

// fields fills the log form's texts.
func fields(form *simtest.Modal, text string) {
	form.Fill("Note", text).Fill("You promised them", text).Fill("You gave them", text)
}

// quoted is a name as it is typed, so that it stays one name.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, "”") + `"` }

func TestG8TextOfPeopleIsOnlyText(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.team()
		check(t, w.ws.Rename(w.ana.ID(), monsters[0]))
		check(t, w.ws.Rename(w.max.ID(), monsters[1]))
		w.until("the bot knows their names", func() bool { return w.number(`select count(*) from people where name like '<!%'`) == 2 })
		for _, name := range monsters {
			w.ana.Command("/followup add")
			w.ana.ExpectModal("Add a lead").Fill("Name", name).Fill("Company", name).Fill("Contact's name", name).
				Fill("Role", name).Fill("Where from", name).Submit().ExpectClosed()
			w.ana.ExpectEphemeral("added")
		}
		w.everySurface(w.ana, len(monsters))
		for _, name := range monsters {
			w.wantNumber(1, `select count(*) from leads where name = $1 and company = $1`, name)
		}
		w.wantQuickAcks()
		w.ExpectQuiet()
	})
}

// everySurface shows a person's leads, n of them, wherever leads are shown, and acts on some with the same texts.
func (w *world) everySurface(p *simtest.Person, n int) {
	w.t.Helper()
	p.Command("/followup").Message()
	p.Command("/followup due").Message()
	p.OpenHome()
	w.until("Home is drawn", func() bool { return w.ws.Home(p.ID()) != nil })
	w.berlin("2026-05-12 08:31")
	digest := p.ExpectDM(fmt.Sprintf("%d to do", n))
	digest.Button("Open list").Click()
	p.ExpectModal("Your follow-ups").Close()
	digest.Button("Done…").Click()
	form := p.ExpectModal("Log a touch").Choose("How", "Call").ExpectText("Minutes")
	fields(form.Choose("What came of it", "Not now → park").ExpectText("First line"), monsters[0])
	form.Fill("First line to say", monsters[0]).Fill("Note for that day", monsters[1]).Submit().ExpectClosed()
	digest.ExpectUpdate(fmt.Sprintf("1/%d", n))
	digest.Overflow("Said no")
	digest.ExpectUpdate(fmt.Sprintf("2/%d", n))
	w.berlin("2026-05-12 09:31")
	summary := w.ExpectChannel("sales", "Follow-ups").As(w.sam)
	w.berlin("2026-05-13 08:31")
	p.ExpectDM("overdue")
	summary.Button("Open overdue").Click()
	w.sam.ExpectModal("Overdue leads").Close()
	summary.Button("Reassign…").Click()
	w.sam.ExpectModal("Hand leads over").Close()
}

func TestTextAtEveryLimit(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{patient: true}, func(t *testing.T, w *world) {
		w.team()
		const many = 40
		for i := range many {
			w.ana.Command(fmt.Sprintf("/followup add %s €99,999,999,999", quoted(fmt.Sprintf("%02d %s", i, longName)))).Expect("added")
		}
		w.everySurface(w.ana, many)

		w.ana.Command("/followup log 07 call")
		form := w.ana.ExpectModal("Log a touch")
		form.Choose("What came of it", "No answer").ExpectText("Suggested")
		fields(form, longNote)
		form.Submit().ExpectClosed()
		w.ana.ExpectEphemeral("no answer")
		w.wantNumber(1, `select count(*) from touches where note = $1 and promised = $1 and gave = $1`, longNote)
		w.ana.Command("/followup lead 07").Expect("no answer")

		w.ana.Command("/followup log 08 call noanswer " + quoted(longLine)).Expect("no answer")
		w.wantNumber(1, touchesOf, strings.TrimSpace(longLine))
		w.ana.Command("/followup log 09 call " + quoted(longLine))
		form = w.ana.ExpectModal("Log a touch").ExpectText("longer than this field holds")
		form.Choose("What came of it", "No answer").ExpectText("Suggested").Submit().ExpectClosed()
		w.ana.ExpectEphemeral("no answer")
		w.wantNumber(2, touchesOf, strings.TrimSpace(longLine)) // all of it was kept
		w.ana.Command("/followup log nobody " + longLine)
		w.ana.ExpectModal("Log a touch").Close()
		w.wantQuickAcks()
		w.ExpectQuiet()
	})
}

// A rep with two hundred leads, and a message of forty thousand characters, the most that Slack lets anybody write: the list is paged, the
// count is right, and what can't be read is said.
func TestTwoHundredLeadsAndAMessageOfFortyThousandCharacters(t *testing.T) {
	t.Parallel()
	const many = 200
	byReplicas(t, func(t *testing.T, more func(*world)) {
		t.Parallel()
		w := found(t, options{patient: true})
		bot := w.join(w.o)
		more(w)
		use := bot.TrackerAt(w.clock)
		for i := range many {
			who := tracker.Actor{
				Workspace: bot.Workspace(), User: followup.UserID(w.ana.ID()), Source: followup.FromCommand, Request: fmt.Sprintf("add/%d", i),
			}
			_, err := use.Add(t.Context(), who, tracker.NewLead{Name: fmt.Sprintf("%03d %s", i, longName)}, true)
			check(t, err)
		}
		w.berlin("2026-05-12 08:31")
		digest := w.ana.ExpectDM(fmt.Sprintf("%d to do", many))
		digest.Button("Open list").Click()
		w.ana.ExpectModal("Your follow-ups").ExpectText("007 ").Close()
		w.ana.Command("/followup due").Expect(fmt.Sprintf("%d to do", many))

		w.ana.Say("log 007 call noanswer " + quoted(strings.Repeat("x", 39_000)))
		w.ana.ExpectDM("007")
		w.ana.Say(strings.Repeat("what ", 8000))
		w.until("it is answered", func() bool { return len(w.digests(w.ana)) == 3 })
		w.wantNumber(1, `select count(*) from touches where length(note) = 39000`)
		w.wantQuickAcks()
		w.wantManners()
	})
}

// What the database can't hold is refused in words, and given back.
func TestTextThatCantBeStored(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.ana.Command("/followup add Acme").Expect("Acme")
		w.ana.Command("/followup log Acme call noanswer \"a\x00b\"").Expect("character")
		w.ana.Command("/followup add \"a\x00b\"").Expect("character")
		w.ana.Command("/followup lead a\x00b").Message()
		w.ana.Command("/followup log Acme call")
		form := w.ana.ExpectModal("Log a touch")
		form.Choose("What came of it", "No answer").ExpectText("Suggested").Fill("Note", "a\x00b").Submit().ExpectError("Note", "character")
		form.Fill("Note", "a\ufffdb").Submit().ExpectClosed()
		w.ana.ExpectEphemeral("no answer")
		w.wantNumber(1, touchesMade)
		w.wantNumber(1, touchesOf, "a\ufffdb")
		w.wantQuickAcks()
		w.ExpectQuiet()
	})
}

// A contact that is known already is asked about in the same form, however long what was typed is.
func TestALongFormThatIsAskedAboutStaysOpen(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme jane@acme.example").Expect("Acme")
	w.ana.Command("/followup add")
	form := w.ana.ExpectModal("Add a lead")
	long := []string{"Name", "Company", "Contact's name", "Role", "Where from", "LinkedIn"}
	for _, label := range long {
		form.Fill(label, longNote)
	}
	form.Fill("E-mail", "jane@acme.example").Submit().ExpectError("E-mail", "known already").ExpectText("Send the form again")
	for _, label := range long {
		if form.Value(label) != longNote {
			t.Errorf("%s got lost", label)
		}
	}
	form.Submit().ExpectClosed()
	w.ana.ExpectEphemeral("added")
	w.wantNumber(2, leadsOf, w.ana.ID())
	w.ExpectQuiet()
}
