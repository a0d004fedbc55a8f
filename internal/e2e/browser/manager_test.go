//go:build browser

package browser

import "testing"

// TestManager is Sam's side: the summary in the channel, what hides behind its buttons, and leads handed over.
func TestManager(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--at", tuesday)
	w := openWindow(t, wide)
	w.open(d.url)
	w.become("Sam Okafor")
	w.visit("sales")
	summary := w.message("Follow-ups · Sales · week 20")
	summary.says("Needs a decision: ", "Max Weber", "Diego Torres", "Overdue (oldest)", "Wins: ")

	t.Log("a lead's card")
	summary.pick("Open a lead…", "Maple Bank")
	card := w.form("Lead")
	card.says("Maple Bank · Greta Lind", "owner: Max Weber", "€95,000", "answers to the security questions")
	card.in(id("modal-close")).click()
	card.gone()

	t.Log("the overdue leads")
	summary.button("Open overdue").click()
	overdue := w.form("Overdue leads")
	overdue.says("Maple Bank · Greta Lind — Max Weber", "Nimbus Cloud")
	overdue.in(id("block-section"), "Nimbus Cloud").button("Open lead").click()
	w.in(id("modal"), "owner: Max Weber").says("Nimbus Cloud · Raj Patel")
	w.in(id("modal-back")).click()
	w.form("Overdue leads").in(id("modal-close")).click()
	overdue.gone()

	t.Log("hand a lead over")
	summary.button("Reassign…").click()
	form := w.form("Hand leads over")
	form.ask("From", "Max Weber")
	form.tick("Leads", "Nimbus Cloud")
	form.choose("To", "Diego Torres")
	form.submit("Hand over")
	w.visit("Followup")
	w.in(id("message"), "Nimbus Cloud").says("Diego Torres")

	t.Log("Diego finds it in his list")
	w.become("Diego Torres")
	w.visit("Followup")
	w.command("lead nimbus")
	w.whisper("Nimbus Cloud · Raj Patel").says("owner: you")
}

// TestGuest is turned away kindly.
func TestGuest(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--at", tuesday)
	w := openWindow(t, wide)
	w.open(d.url)
	w.become("Gus Berg")
	w.visit("Followup")
	w.command("log acme call noanswer")
	w.whisper("Followup is for full members of this workspace. Ask a teammate to log it for you.").exists()
}
