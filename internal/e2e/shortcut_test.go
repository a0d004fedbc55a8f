package e2e

import (
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/slackbot/view"
)

func TestATouchIsLoggedFromAMessage(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme jane@acme.example").Expect("added")
	has(w.ana, "Beta")
	w.berlin("2026-05-12 07:50")
	w.max.In("#sales").Say("@ana Jane (jane@acme.example) likes the *offer* & asks for https://x.example/terms")
	w.berlin("2026-05-12 08:10")
	w.ana.In("#sales").ShortcutOn(view.ShortcutMessage, "likes the")
	form := w.ana.ExpectModal("Log a touch")
	note := form.Value("Note")
	says(t, note, "@Ana Ruiz Jane (jane@acme.example) likes the *offer* & asks for https://x.example/terms", ".slack.com/archives/C")
	says(t, form.Text(), "Lead: <Acme>")
	form.Choose("How", "Email").ExpectText("How: <Email>").Choose("What came of it", "They replied").ExpectText("What's next").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("✅ Acme · email, they replied")
	w.wantNumber(1, `select count(*) from touches where note = $1 and at = '2026-05-12T05:50:00Z'`, note)
	w.wantNumber(1, `select count(*) from events where source = 'shortcut' and kind = 'logged'`)
	w.wantQuickAcks()
	w.ExpectQuiet()
}

func TestAShortcutOnAMessageNeverGuessesBetweenTwo(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme", "Beta")
	long := "Nobody you know: " + strings.TrimSpace(strings.Repeat("very long ", 350))
	w.max.In("#sales").Say(long)
	w.ana.In("#sales").ShortcutOn(view.ShortcutMessage, "Nobody")
	form := w.ana.ExpectModal("Log a touch").ExpectText("longer than this field holds")
	form.TypeAhead("Lead", "beta")
	form.Pick("Lead", "Beta").Choose("How", "Call").ExpectText("Minutes")
	form.Choose("What came of it", "No answer").ExpectText("Suggested").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("✅ Beta · no answer")
	w.wantNumber(1, `select count(*) from touches where note like $1 || '%/archives/C%'`, long) // the whole of it
	w.ExpectQuiet()
}

func TestTheShortcutLogsFromAnywhere(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Shortcut(view.ShortcutLog)
	form := w.ana.ExpectModal("Log a touch")
	form.TypeAhead("Lead", "acme")
	form.Pick("Lead", "Acme").Choose("How", "Call").ExpectText("Minutes")
	form.Choose("What came of it", "No answer").ExpectText("Suggested").Submit().ExpectClosed()
	w.ana.ExpectDM("✅ Acme · no answer") // there is no conversation it began in
	w.wantNumber(1, `select count(*) from events where source = 'shortcut'`)

	w.gus.Shortcut(view.ShortcutLog)
	w.gus.ExpectModal("Followup").ExpectText("full members").Close()
	w.max.In("#sales").Say("hello Acme")
	w.gus.In("#sales").ShortcutOn(view.ShortcutMessage, "hello")
	w.gus.ExpectModal("Followup").ExpectText("full members").Close()
	w.wantQuickAcks()
	w.ExpectQuiet()
}
