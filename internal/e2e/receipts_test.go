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
