package e2e

import "testing"

func TestATouchThatATeammateTakesBackSaysWhoDidSo(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme")
	onTheirs(w.max, "log acme call noanswer", "Ana Ruiz")
	told := w.ana.ExpectDM("Max Weber logged a touch on your lead")
	w.max.Command("/followup undo").Expect("taken back")
	told.ExpectUpdate("Max Weber took back a touch on your lead.")
	says(t, told.Text(), "↩️ Acme · taken back: the touch · as before: follow up Tue 12 May, your time (Berlin)", "!stored before")
	w.ExpectQuiet()
}

func TestAnUndoThatComesTooLateSaysWhoWasFirstAndWhen(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme")
	mine := w.ana.Command("/followup log acme call noanswer").Expect("Fri 15 May")
	w.berlin("2026-05-12 09:12")
	onTheirs(w.max, "log acme email sent", "Ana Ruiz")
	told := w.ana.ExpectDM("Max Weber logged a touch on your lead")
	mine.Button("Undo").Click()
	late := w.ana.ExpectEphemeral("Too late to undo: Max Weber changed Acme after it, 09:12 (email sent · next: email Mon 18 May, planned).")
	says(t, late.Text(), "[Open lead]", "!Undo that first")

	w.max.Command("/followup undo").Expect("taken back")
	told.ExpectUpdate("Max Weber took back a touch on your lead.")
	w.berlin("2026-05-12 09:20")
	again := w.max.Command("/followup undo")
	says(t, again.Text(), "nothing to undo")
	w.ExpectQuiet()
}

func TestWhatATeammateTookBackIsSaidToWhoUndoesItToo(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme")
	theirs := onTheirs(w.max, "log acme email sent", "Ana Ruiz")
	told := w.ana.ExpectDM("Max Weber logged a touch on your lead")
	w.berlin("2026-05-12 09:12")
	told.Button("Undo").Click()
	told.ExpectUpdate("taken back")
	says(t, told.Text(), "!Max Weber")
	theirs.Button("Undo").Click()
	w.max.ExpectEphemeral("Acme: already taken back by Ana Ruiz, 09:12.")
	w.ExpectQuiet()
}
