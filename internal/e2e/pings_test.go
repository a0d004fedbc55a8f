package e2e

import (
	"testing"
	"time"
)

func TestAPromisePingsOnceAtAnyHour(t *testing.T) {
	onReplicas(t, options{at: nine}, func(t *testing.T, w *world) {
		w.listOff(w.ana)
		has(w.ana, "Acme")
		w.ana.Command(`/followup log acme call callback "call me on Saturday night" next call sat 23:30 !`).Expect("promised")
		w.berlin("2026-05-12 09:05")
		w.ana.Command("/followup log acme email sent").Expect("the promise stands") // no recap is owed any more
		w.berlin("2026-05-16 23:19")
		w.ExpectQuiet()
		w.berlin("2026-05-16 23:20")
		ping := w.ana.ExpectDM("⏰ 23:30 · Acme · promised: call")
		w.turn()
		w.turn()
		w.ExpectQuiet()
		ping.Row("Acme").Overflow("No answer")
		ping.ExpectUpdate("✅ Acme · no answer")
		w.berlin("2026-05-16 23:45")
		w.ExpectQuiet()
		w.ana.Command("/followup undo").Expect("taken back")
		ping.ExpectUpdate("⏰ 23:30 · Acme · promised: call")
		w.ExpectQuiet()
	})
}

func TestAPromiseThatWasKeptBeforePingsNobody(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme", "Beta")
	w.ana.Command("/followup move acme today 14:00 !").Expect("promised")
	w.ana.Command("/followup move beta today 14:30 !").Expect("promised")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("2 promised")
	w.ana.Command("/followup log acme call noanswer next fri").Expect("no answer")
	w.ana.Command("/followup move beta fri").Expect("moved")
	digest.ExpectUpdate("all done")
	w.berlin("2026-05-12 13:50")
	w.berlin("2026-05-12 14:20")
	w.ExpectQuiet()
}

func TestAPingThatIsTooLateIsLeftToTheList(t *testing.T) {
	w := begin(t, options{at: nine})
	w.listOff(w.ana)
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call interested next call today 14:00 !").Expect("promised")
	w.clock.Advance(5*time.Hour + 10*time.Minute) // the bot was away until 14:10
	w.turn()
	w.ExpectQuiet()
	says(t, w.ana.Command("/followup").Text(), "Acme", "recap owed since 10:00", "14:00 promised")
}

func TestARecapIsOwedUntilItsEmailIsLogged(t *testing.T) {
	w := begin(t, options{at: nine})
	w.listOff(w.ana)
	has(w.ana, "Acme")
	w.ana.Command(`/followup log acme call interested "wants pricing" next call fri 14:00 !`).Expect("promised")
	says(t, w.ana.Command("/followup lead acme").Text(), "Recap owed by 10:00", "[Recap sent]")
	w.berlin("2026-05-12 10:00")
	ping := w.ana.ExpectDM("Acme · recap owed since 10:00 (call, interested)")
	says(t, ping.Text(), "thank you for our call today", "What you told me: wants pricing", "a call on Friday, 15 May at 14:00", "[what you promised]", "[one thing for them]")
	says(t, w.ana.Command("/followup").Text(), "RECAPS OWED", "Acme", "recap owed since 10:00")
	w.berlin("2026-05-13 09:00")
	ping.ExpectUpdate("for more than a day")
	w.berlin("2026-05-14 09:00")
	ping.ExpectUpdate("for more than two days")
	w.ana.Command("/followup log acme email sent").Expect("the promise stands")
	ping.ExpectUpdate("✅ Acme · email sent")
	says(t, w.ana.Command("/followup").Text(), "!recap owed")
	w.ana.Command("/followup undo").Expect("taken back")
	ping.ExpectUpdate("for more than two days")
	ping.Button("Recap sent").Click()
	ping.ExpectUpdate("✅ Acme · recap sent")
	says(t, w.ana.Command("/followup lead acme").Text(), "recap sent", "!recap owed")
	w.ExpectQuiet()
}

func TestARecapOwedAtNightWaitsForTheMorningList(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.berlin("2026-05-12 08:31")
	tuesdays := w.ana.ExpectDM("Acme")
	w.berlin("2026-05-12 17:30")
	w.ana.Command(`/followup log acme call interested next call fri 14:00 !`).Expect("promised")
	tuesdays.ExpectUpdate("all done")
	w.berlin("2026-05-12 18:30")
	tuesdays.ExpectUpdate("recap owed since 18:30")
	w.berlin("2026-05-12 22:00")
	w.ExpectQuiet()
	w.berlin("2026-05-13 08:30")
	digest := w.ana.ExpectDM("RECAPS OWED")
	says(t, digest.Text(), "1 to do · 1 recap owed", "Acme", "recap owed since Tue 12 May 18:30")
	digest.Row("Acme").Button("Recap sent").Click()
	digest.ExpectUpdate("✅ Acme · recap sent")
	w.ExpectQuiet()
}

func TestAMeetingIsRemindedOfOnTheWorkingDayBefore(t *testing.T) {
	w := begin(t, options{at: nine})
	w.listOff(w.ana)
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call meetingset next meeting 2026-05-18 14:00 !").Expect("meeting")
	w.berlin("2026-05-15 15:59")
	w.ExpectQuiet()
	w.berlin("2026-05-15 16:00")
	ping := w.ana.ExpectDM("your meeting is Mon 18 May 14:00: remind them")
	says(t, ping.Text(), "Subject: Our meeting on Monday, 18 May at 14:00")
	ping.Button("Reminder sent").Click()
	ping.ExpectUpdate("✅ Acme · reminder sent")
	w.berlin("2026-05-16 16:00")
	w.berlin("2026-05-17 16:00")
	w.ExpectQuiet()
	w.berlin("2026-05-18 13:50")
	w.ana.ExpectDM("14:00 · Acme · promised: meeting")
	w.berlin("2026-05-18 14:40")
	receipt := w.ana.Command("/followup log acme meeting noshow").Expect("no-show")
	says(t, receipt.Text(), "no-show", "[Rebook…]")
	receipt.Button("Rebook…").Click()
	form := w.ana.ExpectModal("Log a touch")
	if got := form.Value("What came of it"); got != "Meeting set" {
		t.Errorf("it asks for %q", got)
	}
	form.Close()
}

func TestARepChoosesTheirPings(t *testing.T) {
	w := begin(t, options{at: nine})
	w.listOff(w.ana)
	has(w.ana, "Acme")
	w.ana.Command("/followup settings")
	w.ana.ExpectModal("Your settings").Choose("Ping me", "at 16:00 on the working day before a meeting").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("No morning list")
	w.ana.Command("/followup log acme call interested next call today 14:00 !").Expect("promised")
	w.berlin("2026-05-12 10:00")
	w.berlin("2026-05-12 13:50")
	w.ExpectQuiet()
	says(t, w.ana.Command("/followup").Text(), "recap owed since 10:00")
}

func TestWhatWasPromisedAndKeptIsCounted(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("max", "ana", "max")
	has(w.ana, "Acme", "Beta")
	w.listOff(w.ana)
	w.ana.Command("/followup move acme wed !").Expect("promised")
	w.ana.Command("/followup move beta wed !").Expect("promised")
	w.berlin("2026-05-13 11:00")
	w.ana.Command("/followup log acme call noanswer next +9d").Expect("no answer")
	w.berlin("2026-05-15 09:31")
	w.ExpectChannel("#sales", "promises kept 50% (1 of 2)")
	w.homeOf(w.ana, "Promises kept in four weeks: 1 of 2 (50%)")
}

func TestAPingSaysNothingOfAnErasedLead(t *testing.T) {
	w := begin(t, options{at: nine})
	w.listOff(w.ana)
	w.sales("max", "ana", "max")
	has(w.ana, "Zqacme")
	w.ana.Command(`/followup log zqacme call interested "zqpricing" next call fri 14:00 !`).Expect("promised")
	w.berlin("2026-05-12 10:00")
	ping := w.ana.ExpectDM("Zqacme · recap owed since 10:00")
	w.ana.Command("/followup log zqacme email sent").Expect("the promise stands")
	w.turn()
	ping.ExpectUpdate("✅ Zqacme")
	question := w.max.Command("/followup forget zqacme").Expect("Is that the one you mean?")
	question.Button("This one").Click()
	w.max.ExpectModal("Erase for good").Choose("No way back", "I know that this can't be undone").Submit().ExpectClosed()
	w.turn()
	says(t, ping.ExpectUpdate("This lead's data was erased for good.").Text(), "!Zq", "!zq")
}
