//go:build browser

package browser

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// jobWords are what a newcomer reads and chooses, in one language.
type jobWords struct {
	person, hello                                          string
	addLead, addTitle, name, company, value, addIt         string
	added, noAnswer, nextCall, undo, taken                 string
	parkTitle, lead, wake, wakeIn, parkNote, parkIt        string
	parked                                                 string
	team, members, save, summaryComes                      string
	monday, afterwards, done, logTitle, outcome, how, call string
	voicemail, suggested, note, logIt, settled             string
	oneTap, settledTap                                     string
	summary, summaryLine, openOverdue, overdueTitle        string
}

// TestTheWholeJobFromNothing is a newcomer's first days in an empty workspace, by mouse and by keyboard, in each language: leads, a
// touch in a line, a park, a team; the digest and its buttons on Monday; the day after the summary in the channel.
func TestTheWholeJobFromNothing(t *testing.T) {
	t.Parallel()
	for language, l := range map[string]jobWords{
		"English": {
			person: "Ana Ruiz", hello: "Hi Ana, I'm Followup",
			addLead: "Add a lead", addTitle: "Add a lead", name: "Name", company: "Company", value: "Deal value", addIt: "Add it",
			added: "added", noAnswer: "no answer", nextCall: "next: call Tue 12 May, your time (Berlin)", undo: "Undo", taken: "taken back: the touch",
			parkTitle: "Park a lead", lead: "Lead", wake: "Wake it", wakeIn: "3 months", parkNote: "Note for that day", parkIt: "Park it",
			parked: "parked until Mon 10 Aug",
			team:   "Team", members: "Members", save: "Save", summaryComes: "every Tuesday at 09:30",
			monday: "Mon 11 May · 2 to do · 2 overdue", afterwards: "Mon 11 May · 1 to do", done: "Done…", logTitle: "Log a touch", how: "How", call: "Call", outcome: "What came of it", voicemail: "Voicemail",
			suggested: "Suggested: call Wed 13 May", note: "Note", logIt: "Log it", settled: "voicemail", oneTap: "No answer", settledTap: "no answer",
			summary: "Follow-ups · sales · week 20", summaryLine: "1 lead overdue", openOverdue: "Open overdue", overdueTitle: "Overdue leads",
		},
		"German": {
			person: "Max Weber", hello: "Hallo Max, ich bin Followup",
			addLead: "Lead anlegen", addTitle: "Lead anlegen", name: "Name", company: "Firma", value: "Auftragswert", addIt: "Anlegen",
			added: "angelegt", noAnswer: "nicht erreicht", nextCall: "als Nächstes: Anruf Di 12. Mai, deine Zeit (Berlin)", undo: "Rückgängig", taken: "zurückgenommen",
			parkTitle: "Lead parken", lead: "Lead", wake: "Wecken", wakeIn: "3 Monate", parkNote: "Notiz für diesen Tag", parkIt: "Parken",
			parked: "geparkt bis Mo 10. Aug",
			team:   "Team", members: "Mitglieder", save: "Speichern", summaryComes: "09:30",
			monday: "Mo 11. Mai · 2 zu tun · 2 überfällig", afterwards: "Mo 11. Mai · 1 zu tun", done: "Erledigt…", logTitle: "Kontakt notieren", how: "Wie", call: "Anruf", outcome: "Was kam dabei heraus", voicemail: "Mailbox",
			suggested: "Anruf Mi 13. Mai", note: "Notiz", logIt: "Notieren", settled: "Mailbox", oneTap: "Nicht erreicht", settledTap: "nicht erreicht",
			summary: "Follow-ups · sales · Woche 20", summaryLine: "1 Lead überfällig", openOverdue: "Überfällige öffnen", overdueTitle: "Überfällige Leads",
		},
	} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			d := startDemo(t, "--empty", "--at", "2026-05-08T09:40")
			w := openWindow(t, wide)
			w.open(d.url)
			w.become(l.person)
			w.visit("Followup")
			w.firstDay(l)
			w.onMonday(l)
		})
	}
}

func (w *window) firstDay(l jobWords) {
	w.command("")
	welcome := w.whisper(l.hello)
	welcome.button(l.addLead).click()
	form := w.form(l.addTitle)
	form.field(l.name).in("input").fill("Jane Doe")
	w.tabTo(form.field(l.company))
	w.keys("Acme Robotics")
	w.tabTo(form.field(l.value))
	w.keys("€42k")
	w.tabTo(form.in(id("modal-submit")))
	w.keys(kb.Enter)
	form.gone()
	w.whisper("Acme Robotics · Jane Doe · " + l.added).exists()
	w.command(`add "Müller GmbH / Eva Berg" eva@mueller.example`)
	w.whisper("Müller GmbH · Eva Berg · " + l.added).exists()

	w.command(`add "Beta Bank"`)
	w.whisper("Beta Bank · " + l.added).exists()

	w.command("log acme call noanswer")
	receipt := w.whisper("Acme Robotics · Jane Doe · " + l.noAnswer)
	receipt.says(l.nextCall)
	receipt.button(l.undo).click()
	w.whisper(l.taken).exists()

	w.command("park müller")
	form = w.form(l.parkTitle)
	form.choose(l.wake, l.wakeIn)
	form.field(l.parkNote).in("textarea").fill("Budget: Q3")
	form.submit(l.parkIt)
	w.whisper("Müller GmbH · Eva Berg · " + l.parked).exists()

	w.visit("sales")
	w.command("team")
	form = w.form(l.team)
	form.tick(l.members, l.person)
	form.submit(l.save)
	w.whisper(l.summaryComes).exists()
}

func (w *window) onMonday(l jobWords) {
	w.in(id("clock-next_monday")).click()
	w.visit("Followup")
	digest := w.message(l.monday)
	digest.row("Acme Robotics").button(l.done).click()
	form := w.form(l.logTitle)
	form.ask(l.how, l.call)
	form.ask(l.outcome, l.voicemail)
	form.says(l.suggested)
	form.field(l.note).in("textarea").fill("called twice")
	form.submit(l.logIt)
	digest = w.message(l.afterwards)
	settled := digest.in(id("block-section"), "Acme Robotics")
	settled.says(l.settled)
	settled.next().button(l.undo).click()
	digest = w.message(l.monday)
	digest.row("Acme Robotics").more(l.oneTap)
	w.message(l.afterwards).in(id("block-section"), "Acme Robotics").says(l.settledTap)

	w.in(id("clock-next_morning")).click()
	w.in(id("clock-+1h")).click()
	w.visit("sales")
	summary := w.message(l.summary)
	summary.says(l.person, l.summaryLine)
	summary.button(l.openOverdue).click()
	w.form(l.overdueTitle).says("Beta Bank")
}
