//go:build browser

package browser

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// tuesday is a morning on which everything is there: Ana's digest of 08:30 and the team's weekly summary of 09:30.
const tuesday = "2026-05-12T09:40"

// TestNewcomer plays Ana's day as the demo's welcome suggests it: no address parameters, nothing known of the product.
func TestNewcomer(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--at", tuesday)
	w := openWindow(t, wide)
	w.open(d.url)
	w.in(id("me"), "Ana Ruiz").exists()
	digest := w.message("Tue 12 May · 10 to do · 2 promised · 6 overdue")
	digest.button("Log touch").inView()
	digest.says("0/10", "Acme Robotics · Jane Doe", "you owe: pricing for 40 seats")

	t.Log("Done… asks what happened; another outcome suggests another next step and loses nothing")
	digest.row("Delta Logistics").button("Done…").click()
	form := w.form("Log a touch")
	form.says("Delta Logistics · Piet de Vries")
	form.ask("What came of it", "No answer")
	form.says("Suggested: call Fri 15 May")
	form.field("Note").in("textarea").fill("wants a quote")
	form.ask("What came of it", "interested")
	form.says("When is the next step? Choose the day you agreed on.")
	form.field("Note").in("textarea").says("wants a quote")
	form.in(id("modal-submit")).click()
	form.field("On").in(id("error")).says("Please complete this required field.")
	form.date("On", "2026-05-15")
	form.submit("Log it")
	digest = w.message("Tue 12 May · 9 to do")
	digest.says("1/10")
	settled := digest.in(id("block-section"), "Delta Logistics")
	settled.says("interested", "next: call Fri 15 May")
	digest.in(id("block-rich_text"), "Delta Logistics").gone()

	t.Log("Undo brings the row back")
	digest.button("Undo").click() // below its receipt, beside Edit
	digest = w.message("Tue 12 May · 10 to do")
	digest.says("0/10")
	digest.row("Delta Logistics").exists()

	t.Log("Snooze takes it out of sight")
	digest.row("Cedar Works").pick("Snooze", "Tomorrow Wed 13 May")
	digest = w.message("Tue 12 May · 9 to do")
	digest.in(id("block-section"), "Cedar Works").says("snoozed until", "Wed 13 May")

	t.Log("one tap for what happens most")
	digest.row("Basil Works").more("No answer")
	digest = w.message("Tue 12 May · 8 to do")
	digest.in(id("block-section"), "Basil Works").says("no answer", "next: call Fri 15 May")

	t.Log("one line says it all; the completion is taken by keyboard")
	w.command("log acme call noanswer")
	w.whisper("Acme Robotics · Jane Doe · no answer").says("Only visible to you", "next: call Fri 15 May, your time (Berlin)", "Undo")
	w.in(id("new")).last().next().says("09:20") // the list or the ping of the morning: the answer to what one types is not marked as new
	w.command(`park evergreen 3m "budget frozen" say:"new budget year"`)
	w.whisper("Evergreen Foods · Laura Chen · parked until").says("Wed 12 Aug", "budget frozen")

	t.Log("what the line lacks, the form asks")
	w.command("log glasswing call")
	form = w.form("Log a touch")
	form.says("Glasswing Studio · Tom Baker")
	form.field("How").in(id("combobox")).says("Call")
	form.ask("What came of it", "Voicemail")
	form.says("Suggested: ")
	form.submit("Log it")
	w.whisper("Glasswing Studio · Tom Baker · voicemail").exists()

	t.Log("a new lead, first with an amount nobody can read")
	w.command("add")
	form = w.form("Add a lead")
	form.field("Name").in("input").fill("Kim Park")
	form.field("Company").in("input").fill("Zenith Works")
	form.field("Deal value").in("input").fill("plenty")
	form.in(id("modal-submit"), "Add it").click()
	form.field("Deal value").in(id("error")).says("Try €12k")
	form.field("Name").in("input").says("Kim Park")
	form.field("Deal value").in("input").retype("€18k")
	form.submit("Add it")
	w.whisper("Zenith Works · Kim Park · added").exists()

	t.Log("reload keeps everything")
	w.reload()
	w.in(id("me"), "Ana Ruiz").exists()
	w.message("Tue 12 May · 6 to do").says("5/11", "Basil Works · Dina Jensen · no answer")
	w.whisper("Zenith Works · Kim Park · added").exists()

	t.Log("the next morning brings the next digest")
	w.in(id("clock-next_morning")).click()
	w.in(id("clock"), "Wed 13 May").exists()
	digest = w.message("Wed 13 May · ")
	digest.says("Cedar Works · Lea Lopez", "0/")
	digest.button("Log touch").inView() // a long message is read from its beginning
	digest.in(id("block-rich_text"), "Evergreen Foods").gone()
}

// TestByKeyboard logs a touch without a mouse.
func TestByKeyboard(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--at", tuesday)
	w := openWindow(t, wide)
	w.open(d.url)
	w.message("10 to do")
	w.in(id("composer")).focused() // as at Slack, one can type at once
	w.keys("/fo" + kb.Tab + "log" + kb.Enter)
	form := w.form("Log a touch")
	form.field("Lead").focused()
	w.keys("iris")
	w.in(id("option"), "Iris Optics · Ben Novak").exists()
	w.keys(kb.Enter)
	form.field("Lead").in(id("combobox")).says("Iris Optics")
	w.tabTo(form.field("How"))
	w.keys("cal" + kb.Enter)
	form.field("Minutes").exists() // only a call has them: the form has answered
	form.field("How").in(id("combobox")).says("Call")
	form.field("How").focused()
	w.tabTo(form.field("What came of it"))
	w.keys(kb.ArrowDown)
	w.in(id("option"), "No answer").exists()
	w.keys(kb.Enter)
	form.says("Suggested: ")
	form.field("What came of it").focused()
	w.tabTo(form.field("Note"))
	w.keys("by keyboard")
	w.tabTo(form.in(id("modal-submit")))
	w.keys(kb.Enter)
	form.gone()
	w.whisper("Iris Optics · Ben Novak · no answer").exists()
	w.in(id("composer")).focused()

	w.keys("/followup park" + kb.Enter)
	form = w.form("Park a lead")
	w.keys(kb.Escape)
	form.gone()
}
