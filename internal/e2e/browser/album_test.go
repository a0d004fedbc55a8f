//go:build browser

package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// album collects pictures of one demo, in one window.
type album struct {
	t      *testing.T
	w      *window
	folder string
	size   string // wide or narrow, for the pictures' names
}

// TestScreenshots makes a picture of every surface, wide and narrow, in light and in dark colours: for the README, and to look at
// after a change. Without -screenshots nobody keeps them, but the way to each of them works.
func TestScreenshots(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]size{"wide": wide, "narrow": narrow} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := album{t: t, folder: *pictures, size: name}
			if a.folder == "" {
				a.folder = t.TempDir()
			}
			if err := os.MkdirAll(a.folder, 0o755); err != nil {
				t.Fatal(err)
			}
			d := startDemo(t, "--at", tuesday)
			a.w = openWindow(t, s)
			a.w.open(d.url)
			a.morning()
			a.lines()
			a.forms()
			a.leads()
			a.cadences()
			a.home()
			a.messages()
			a.manager()
			a.german()
		})
	}
}

// shoot takes a picture of the whole window, in light and in dark colours.
func (a album) shoot(surface string) {
	a.t.Helper()
	for scheme, dark := range map[string]bool{"light": false, "dark": true} {
		a.w.darken(dark)
		a.w.in("body").picture(filepath.Join(a.folder, strings.Join([]string{surface, a.size, scheme}, "_")+".png"))
	}
	a.w.darken(false)
}

// shut takes a picture of an open form, and closes it.
func (a album) shut(surface, title string) {
	a.t.Helper()
	form := a.w.form(title)
	a.shoot(surface)
	form.in(id("modal-x")).click()
	form.gone()
}

// open goes to another conversation, as somebody. A narrow window shows the list of them first.
func (a album) open(conversation string) {
	a.t.Helper()
	a.back()
	a.w.visit(conversation)
}

// become somebody else and open a conversation of theirs.
func (a album) become(name, conversation string) {
	a.t.Helper()
	a.back()
	a.w.become(name)
	a.w.visit(conversation)
}

func (a album) back() {
	a.t.Helper()
	if a.size == "narrow" {
		a.w.in(id("back")).click()
		a.w.in(id("me")).exists()
	}
}

// morning is Ana's digest and what hides behind its buttons.
func (a album) morning() {
	if a.size == "narrow" {
		a.w.in(id("conversation"), "Followup").exists()
		a.shoot("start")
		a.w.visit("Followup")
	}
	digest := a.w.message("Tue 12 May · 10 to do")
	digest.row("Acme Robotics").exists()
	digest.scroll("start")
	a.shoot("digest")
	digest.button("Open list").click()
	a.shut("list", "Your follow-ups")

	digest.row("Acme Robotics").button("Draft").click()
	a.shut("draft", "What to say")
	digest.row("Acme Robotics").button("Done…").click()
	form := a.w.form("Log a touch")
	form.ask("What came of it", "interested")
	form.says("When is the next step?")
	form.field("Note").in("textarea").fill("Board said yes to a pilot, 10 seats first")
	form.date("On", "2026-05-15")
	a.shoot("log")
	form.submit("Log it")
	digest = a.w.message("Tue 12 May · 9 to do")
	digest.row("Delta Logistics").more("No answer")
	digest = a.w.message("Tue 12 May · 8 to do")
	receipt := digest.in(id("block-section"), "Delta Logistics")
	receipt.says("no answer")
	receipt.scroll("center")
	a.shoot("receipts")
	receipt.next().button("Edit").click()
	a.shut("edit", "Edit")
}

// lines are what a command answers.
func (a album) lines() {
	a.w.command("")
	a.w.whisper("8 to do").scroll("start")
	a.shoot("due")
	a.w.command("log cobalt email sent val:data-protection-summary next call fri 14:00 !")
	a.w.whisper("Cobalt Health").says("promised")
	a.shoot("line")
	a.w.command("log cedar call noanswer next 03/04")
	a.w.whisper("can be read in more than one way").exists()
	a.shoot("question")
	a.w.command("help")
	a.w.whisper("/followup park").scroll("start")
	a.shoot("help")
}

// forms are those that a command opens.
func (a album) forms() {
	a.w.command("park evergreen")
	a.shut("park", "Park a lead")
	a.w.command("settings")
	a.shut("settings", "Your settings")
	a.w.command("log basil: call back in two weeks")
	form := a.w.form("Log a touch")
	form.says("the note says")
	a.shut("callback", "Log a touch")
	a.w.command("add")
	form = a.w.form("Add a lead")
	form.field("Name").in("input").fill("Doe, Jane")
	form.field("Company").in("input").fill("Acme Robotics GmbH")
	form.in(id("modal-submit"), "Add it").click()
	form.says("may be known already")
	a.shut("duplicates", "Add a lead")
	a.w.command("merge basil into cedar")
	a.shut("merge", "Merge leads")
}

// leads is the card of one, its details, and its contacts.
func (a album) leads() {
	a.w.command("lead acme")
	card := a.w.whisper("LAST TOUCHES")
	card.scroll("start")
	a.shoot("card")
	card.in(id("block-actions")).more("Edit details…")
	a.shut("details", "Edit details")
	card.button("Add contact").click()
	form := a.w.form("Add a contact")
	form.field("Name").in("input").fill("Max Moor")
	form.field("Role").in("input").fill("CTO")
	a.shoot("contact")
	form.in(id("modal-submit")).click()
	form.gone()
	a.w.command("prep evergreen")
	a.shut("prep", "Before you reach out")
	a.w.command("value")
	a.w.whisper("7 things of value").scroll("start")
	a.shoot("library")
}

// cadences are their list, one of them, and the forms that start and change one.
func (a album) cadences() {
	a.w.command("cadence")
	list := a.w.whisper("You have 6 cadences")
	list.scroll("start")
	a.shoot("cadences")
	a.w.command("cadence show warm-21")
	a.w.whisper("First contact").scroll("start")
	a.shoot("cadence")
	a.w.command("lead evergreen")
	card := a.w.whisper("warm-21: call 5 of 8")
	card.scroll("start")
	a.shoot("card_cadence")
	card.in(id("block-actions")).more("Cadence…")
	a.shut("course", "Cadence of a lead")
	a.w.command("cadence glasswing")
	a.w.whisper("I suggest").scroll("center")
	a.shoot("cadence_suggested")
	a.w.command("help cadence")
	a.w.whisper("A cadence is a list").scroll("start")
	a.shoot("help_cadence")
}

func (a album) home() {
	a.w.in(id("tab-home")).click()
	a.w.in(id("home"), "Cobalt Health").exists()
	a.w.in(id("home")).button("Log a touch").scroll("center")
	a.shoot("home")
	a.w.in(id("home")).button("Change").scroll("end")
	a.shoot("home_end")
	a.w.in(id("tab-messages")).click()
}

// messages are what is written to the bot, and what is made of somebody's message.
func (a album) messages() {
	a.w.in(id("composer")).fill("log iris call" + kb.Enter)
	a.w.message("For that I need a form").exists()
	a.shoot("message")
	a.open("sales")
	a.w.in(id("composer")).fill("Jane of Acme Robotics wants a second demo" + kb.Enter)
	said := a.w.message("wants a second demo")
	said.hover()
	said.in(id("message-more")).click()
	a.w.in(id("shortcut"), "Log touch from message").exists()
	a.shoot("shortcut")
	a.w.in(id("shortcut"), "Log touch from message").click()
	a.w.form("Log a touch").field("Lead").in(id("combobox")).says("Acme Robotics")
	a.shut("shortcut_form", "Log a touch")
}

// manager is Sam's side, and what a rep gets to read from there.
func (a album) manager() {
	a.become("Sam Okafor", "sales")
	summary := a.w.message("Follow-ups · Sales · week 20")
	summary.scroll("start")
	a.shoot("summary")
	summary.pick("Open a lead…", "Maple Bank")
	a.shut("card_form", "Lead")
	summary.button("Open overdue").click()
	a.shut("overdue", "Overdue leads")
	summary.button("Reassign…").click()
	form := a.w.form("Hand leads over")
	form.ask("From", "Max Weber")
	form.tick("Leads", "Nimbus Cloud")
	a.shut("reassign", "Hand leads over")
	summary.button("Nudge privately…").click()
	form = a.w.form("Nudge privately")
	form.ask("Whom", "Ana Ruiz")
	form.field("One line from you").in("input").fill("The fair is next week")
	a.shoot("nudge")
	form.in(id("modal-submit")).click()
	form.gone()
	a.w.command("team")
	a.shut("team", "Team")
	a.w.command("cadence new our-21")
	form = a.w.form("Steps of a cadence")
	form.field("Steps, one a line").in("textarea").fill("D1 call: First contact | clarify the need\nD4 email: Just checking in\nD6 call: Recall | the proposal")
	form.in(id("modal-submit"), "Save").click()
	form.says("must be mended")
	a.shut("cadence_edit", "Steps of a cadence")
	a.w.command("playbook")
	playbook := a.w.whisper("Your playbook has")
	playbook.scroll("start")
	a.shoot("playbook")
	playbook.button("Show").click()
	a.shut("page", "Playbook")
	a.w.command("settings")
	a.shut("settings_admin", "Your settings")
	a.open("Followup")
	a.w.command("")
	a.w.whisper("Followup").exists()
	a.shoot("welcome")
	a.become("Ana Ruiz", "Followup")
	a.w.message("Sam Okafor asks you to look at").scroll("start")
	a.shoot("nudged")
}

// german is Max's morning.
func (a album) german() {
	a.become("Max Weber", "Followup")
	digest := a.w.message("Di 12. Mai")
	digest.scroll("start")
	a.shoot("digest_german")
	a.w.command("log maple anruf")
	a.shut("log_german", "Kontakt notieren")
	a.w.in(id("tab-home")).click()
	a.w.in(id("home"), "Maple Bank").exists()
	a.shoot("home_german")
}
