package e2e

import (
	"testing"

	"github.com/followup-bot/followup/internal/slacksim"
)

func TestATeamIsMadeInItsChannelAndNotInADirectMessage(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup team").Expect("A team belongs to a channel")
	w.ana.In("#sales").Command("/followup team")
	form := w.ana.ExpectModal("Team")
	if form.Value("Manager") != w.ana.ID() || form.Value("Weekly summary on") != "Tuesday" || form.Value("Summary at") != "09:30" ||
		form.Value("Time zone") != "Europe/Berlin" || form.Value("Team's name") != "sales" {
		t.Errorf("the defaults:\n%s", form.Text())
	}
	form.Submit().ExpectError("Members", "required")
	form.Choose("Members", "ana", "gus").Submit().ExpectError("Members", "only active full members")
	form.Fill("Time zone", "Mars").Choose("Members", "ana", "max").Submit().ExpectError("Time zone", "I don't know the time zone")
	form.Fill("Time zone", "Asia/Kolkata").Choose("Weekly summary on", "Thursday").Fill("Summary at", "10:00").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("2 people").Text(), "every Thursday at 10:00, Kolkata time", "Thu 14 May")
	w.ana.ExpectEphemeral("I'm in.")

	w.to("2026-05-14 10:01", "Asia/Kolkata")
	w.ExpectChannel("#sales", "week 20")
	w.ExpectQuiet()
}

func TestOnlyTheManagerAndAdminsChangeATeam(t *testing.T) {
	w := begin(t, options{})
	w.sales("max", "ana", "max")
	w.ana.In("#sales").Command("/followup team")
	look := w.ana.ExpectModal("Team")
	says(t, look.Text(), "Max Weber", "Ana Ruiz", "Tuesday at 09:30")
	if _, err := look.TrySubmit(); err == nil {
		t.Error("a member could submit")
	}
	look.Close()
	w.max.In("#sales").Command("/followup team")
	form := w.max.ExpectModal("Team")
	form.Choose("Members", "ana", "max", "priya").Submit().ExpectClosed()
	w.max.ExpectEphemeral("3 people")
	w.max.ExpectEphemeral("I'm in.")
	w.ExpectQuiet()
}

func TestWhereTheBotIsNotInTheChannelItAsksForAnInvitation(t *testing.T) {
	w := begin(t, options{})
	_, err := w.ws.AddChannel(slacksim.Channel{Name: "secret", Private: true, Members: []string{w.ana.ID(), w.max.ID()}})
	check(t, err)
	w.ana.In("secret").Command("/followup team")
	form := w.ana.ExpectModal("Team")
	form.Choose("Members", "ana").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("The summary comes every Tuesday")
	w.ana.ExpectEphemeral("/invite @Followup")
	w.ExpectQuiet()
}

func TestAGuestIsToldWhoMayUseFollowup(t *testing.T) {
	w := begin(t, options{})
	for _, typed := range []string{"", " add Acme", " log acme call noanswer", " team", " settings"} {
		w.gus.Command("/followup" + typed).Expect("full members")
	}
	w.ExpectQuiet()
}

func TestATeammatesTouchAtNightIsToldInTheMorning(t *testing.T) {
	w := begin(t, options{at: "2026-05-15T18:30:00Z"}) // Friday evening in Berlin
	w.sales("max", "ana", "max")
	has(w.ana, "Acme", "Beta")
	onTheirs(w.max, "log acme call noanswer next 1 june", "Ana Ruiz")
	onTheirs(w.max, "log beta call noanswer next 1 june", "Ana Ruiz").Button("Undo").Click()
	w.berlin("2026-05-15 23:00")
	w.berlin("2026-05-16 12:00")
	w.ExpectQuiet()
	w.berlin("2026-05-18 08:30")
	w.ana.ExpectDM("Max Weber logged a touch on your lead") // and nothing of the one that was taken back
	w.ana.ExpectDM("Beta")
	w.ExpectQuiet()
}
