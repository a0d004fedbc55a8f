package e2e

import (
	"fmt"
	"strings"
	"testing"
)

func TestTheDigestIsOrderedAndSaysWhy(t *testing.T) {
	w := begin(t, options{at: "2026-05-07T05:00:00Z"}) // the Thursday before
	has(w.ana, "Fresh", "Plan", "Broken", "Answer", "Promise", "Sleeper", `"Touched" tz:America/New_York €42k`)
	for _, typed := range []string{
		"move plan fri", "log broken call callback next fri !", "log promise call callback \"board meets\" next 12 may 09:30 !",
		"park sleeper 12 may \"frozen\" say:\"hello again\"", "log touched call callback next 12 may 15:00 !", "move fresh 12 may", "move answer 12 may",
	} {
		w.ana.Command("/followup " + typed).Expect("✅")
	}
	w.berlin("2026-05-08 08:31")
	friday := w.ana.ExpectDM("4 to do · 1 promised · 3 recaps owed")
	inOrder(t, friday.Text(), "PROMISED", "Broken", "RECAPS OWED", "Promise", "recap owed since Thu 7 May 08:00", "next: call Tue 12 May 09:30, promised",
		"Touched", "TODAY", "Plan")
	says(t, friday.Text(), "!Fresh")
	w.berlin("2026-05-11 08:31") // Plan and Broken again
	w.ana.ExpectDM("4 to do")
	w.berlin("2026-05-11 18:00")
	w.ana.Command("/followup reply answer").Expect("they replied")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("7 to do")
	inOrder(t, digest.Text(), "Tue 12 May · 7 to do · 3 promised · 3 recaps owed · 3 overdue", "0/7",
		"PROMISED", "Promise", "09:30", "“board meets”", "why: promised Thu 7 May by phone", "Touched", "15:00 (09:00 their time)", "€42,000",
		"THEY ANSWERED", "Answer", "you owe a reply", "OVERDUE (oldest 2 days)", "Broken", "promised for Fri 8 May, 2 days overdue",
		"Plan", "due Fri 8 May, 2 days overdue", "TODAY", "Fresh", "you moved it", "WAKING UP", "Sleeper", "frozen", "hello again")
	if digest.Notification() != "7 follow-ups today, first: Promise, 09:30 promised" {
		t.Errorf("the phone shows %q", digest.Notification())
	}
	w.ana.ExpectDM("What was promised to Broken waits since Fri 8 May")
	w.ExpectQuiet()
}

func TestTheDigestComesOnceAtTheRepsOwnMorning(t *testing.T) {
	w := begin(t, options{at: "2026-05-12T02:00:00Z"})
	has(w.ana, "Acme")
	has(w.priya, "Beta")
	w.to("2026-05-12 08:29", "Asia/Kolkata")
	w.to("2026-05-12 08:31", "Asia/Kolkata")
	w.priya.ExpectDM("Beta")
	w.berlin("2026-05-12 08:29")
	w.berlin("2026-05-12 08:31")
	w.ana.ExpectDM("Acme")
	w.turn()
	w.berlin("2026-05-12 13:00")
	w.berlin("2026-05-13 08:31")
	w.priya.ExpectDM("1 overdue")
	says(t, w.ana.ExpectDM("1 overdue").Text(), "Acme", "due Tue 12 May, 1 day overdue")
	w.berlin("2026-05-16 09:00") // Thursday and Friday merged into a Saturday: nothing
	w.ExpectQuiet()
}

func TestNothingDueIsNoMessage(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup move acme 20 may").Expect("Wed 20 May")
	for _, day := range []string{"12", "13", "14", "15", "18", "19"} {
		w.berlin("2026-05-" + day + " 08:31")
	}
	w.ExpectQuiet()
}

func TestAMissedMorningIsCaughtUpUntilTwoAndMergedLater(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.berlin("2026-05-12 13:55")
	w.ana.ExpectDM("Acme")
	w.berlin("2026-05-13 14:05") // too late for Wednesday
	w.ExpectQuiet()
	w.berlin("2026-05-14 08:31") // Ascension Day
	w.ExpectQuiet()
	w.berlin("2026-05-15 08:31")
	says(t, w.ana.ExpectDM("Acme").Text(), "2 days overdue")
	w.ExpectQuiet()
}

func TestOnADayOffOnlyAPromiseIsToldOf(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme", "Beta")
	w.ana.Command("/followup move acme fri").Expect("Fri 15 May")
	w.ana.Command("/followup log beta call callback next sun 10:00 !").Expect("Sun 17 May 10:00")
	w.berlin("2026-05-15 08:31")
	w.ana.ExpectDM("Acme")
	w.berlin("2026-05-16 08:31")
	w.berlin("2026-05-17 08:31")
	w.ana.ExpectDM("Beta")
	w.ExpectQuiet()
}

func TestSevenRowsStandOpenAndTheRestIsPaged(t *testing.T) {
	w := begin(t, options{})
	hasMany(w.ana, 25)
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("25 to do")
	says(t, digest.Text(), "Lead 07", "!Lead 08", "+18 more due today", "0/25")

	digest.Button("Open list").Click()
	list := w.ana.ExpectModal("Your follow-ups")
	says(t, list.Text(), "page 1 of 3", "Lead 10", "!Lead 11")
	list.Click("Next →").ExpectText("page 2 of 3")
	list.Click("Next →").ExpectText("page 3 of 3")
	says(t, list.Text(), "Lead 25", "!Lead 20")
	list.Row("Lead 25").Overflow("No answer")
	digest.ExpectUpdate("1/25")
	list.ExpectText("24 to do")
	says(t, list.Text(), "page 3 of 3", "✅ Lead 25", "!Lead 25   touch")
	list.Click("← Back").ExpectText("page 2 of 3")
	list.Close()

	digest.Row("Lead 01").Overflow("Voicemail")
	digest.ExpectUpdate("Lead 08") // the next hidden lead fills in
	says(t, digest.Text(), "2/25", "✅ Lead 01 · voicemail", "+16 more due today")
	w.ExpectQuiet()
}

func TestFifteenReceiptsFold(t *testing.T) {
	w := begin(t, options{})
	hasMany(w.ana, 16)
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("16 to do")
	for i := range 15 {
		digest.Row("touch 1").Overflow("No answer")
		digest.ExpectUpdate(fmt.Sprintf("%d/16", i+1))
	}
	says(t, digest.Text(), "15 done", "Lead 15", "Lead 16", "!✅ Lead 01")
	if n := strings.Count(digest.Text(), "[Undo]"); n != 1 {
		t.Errorf("%d ways back", n)
	}
	digest.Button("Undo").Click()
	digest.ExpectUpdate("14/16")
	w.ExpectQuiet()
}
