//go:build browser

package browser

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestEveryElement fills in every element Slack has, with mouse and keyboard, and looks at what an app gets of it.
func TestEveryElement(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--sim-only", "--manifest", "testdata/kit.yml", "--at", tuesday)
	app := startKitApp(t, d)
	w := openWindow(t, wide)
	w.open(d.url)
	d.control("message", `{"as":"`+d.state("").Me+`","text":"Is this *all* of it? :eyes:"}`)
	w.message("Is this all of it").exists()
	w.in(id("composer")).click()
	w.keys("/try kit" + kb.Enter)
	form := w.form("Every element")

	// A list stays open, with what was typed, when its form is drawn anew in that very moment.
	static := form.field("Static").in(id("combobox"))
	static.click()
	w.keys("lt")
	w.in(id("option"), "Delta").exists()
	app.redraw()
	w.in(id("option"), "Delta").click()
	static.says("Delta")

	form.field("Text").in("input").fill("Short")
	form.field("Lines").in("textarea").fill("One" + kb.Enter + "Two")
	rich := form.field("Rich").in(".rich-editor")
	rich.click()
	w.press('b', chromedp.ModifierCtrl)
	w.keys("Bold")
	w.press('b', chromedp.ModifierCtrl)
	w.keys(" plain")
	form.field("Number").in("input").fill("7")
	form.field("Mail").in("input").fill("ana@acme.example")
	form.field("Link").in("input").fill("https://acme.example")
	form.choose("External", "x")
	form.choose("Person", "Max Weber")
	form.choose("Conversation", "#sales")
	form.choose("Channel", "#sales")
	form.tick("Several", "Beta")
	form.tick("People", "Priya Nair")
	form.date("Date", "2026-05-15")
	form.choose("Time", "09:30")
	form.field("Radio").in(id("choice") + "[data-value=Beta]").click()
	form.field("Checks").in(id("choice") + "[data-value=Gamma]").click()
	form.in(id("modal-submit")).click()
	form.gone()

	values, _ := app.next("view_submission")["view"].(object)["state"].(object)["values"].(object)
	got := map[string]string{}
	for label, held := range values {
		it, _ := held.(object)["it"].(object)
		delete(it, "type")
		text, _ := json.Marshal(it)
		got[label] = string(text)
	}
	for label, want := range map[string]string{
		"Text": `"Short"`, "Lines": `"One\nTwo"`, "Number": `"7"`, "Mail": `"ana@acme.example"`, "Link": `"https://acme.example"`,
		"Rich":   `{"elements":[{"elements":[{"style":{"bold":true},"text":"Bold","type":"text"},{"text":" plain","type":"text"}],"type":"rich_text_section"}],"type":"rich_text"}`,
		"Static": `"Delta"`, "External": `"found"`, "Several": `"Beta"`, "Date": `"2026-05-15"`, "Time": `"09:30"`, "Radio": `"Beta"`, "Checks": `"Gamma"`,
		"Files": `{"files":[]}`, "Moment": `{"selected_date_time":null}`,
	} {
		if !strings.Contains(got[label], want) {
			t.Errorf("%s: %s, want %s", label, got[label], want)
		}
	}
}

// TestPicturesOfTheWorkspace makes the pictures of docs/simulator.md: every block, every element, a thread and the drawer.
func TestPicturesOfTheWorkspace(t *testing.T) {
	t.Parallel()
	folder := *pictures
	if folder == "" {
		folder = t.TempDir()
	}
	folder = filepath.Join(folder, "simulator")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	d := startDemo(t, "--sim-only", "--manifest", "testdata/kit.yml", "--at", tuesday)
	app := startKitApp(t, d)
	sales := d.talk(app)
	for name, s := range map[string]size{"wide": wide, "narrow": narrow} {
		w := openWindow(t, s)
		w.open(d.url + "?c=" + sales)
		whole := w.in("body")
		picture := func(what string) {
			t.Helper()
			for scheme, dark := range map[string]bool{"light": false, "dark": true} {
				w.darken(dark)
				whole.picture(filepath.Join(folder, strings.Join([]string{what, name, scheme}, "_")+".png"))
			}
			w.darken(false)
		}
		w.message("Kitchen sink").in(id("block-table")).scroll("center")
		picture("blocks")
		w.in(id("thread-link")).last().click()
		w.in(id("thread-messages"), "Noted").exists()
		picture("thread")
		w.in(id("thread-close")).click()
		w.in(id("composer")).click()
		w.keys("/try kit" + kb.Enter)
		form := w.form("Every element")
		picture("form")
		form.field("Radio").in(id("choice") + "[data-value=Beta]").click()
		picture("form_end")
		form.in(id("modal-x")).click()
		form.gone()
		w.open(d.url + "?c=" + sales + "&dev=faults")
		w.in(id("fault-bad-day")).click()
		w.in(id("fault"), "duplicate").exists()
		w.in(id("fault-state")).hover() // the mouse is over no field
		picture("faults")
		w.in(id("fault-clear")).click()
		w.in(id("fault")).gone()
	}
}

// talk fills the channel with a message of every block and a thread, and answers the channel's id.
func (d *demo) talk(app *kitApp) string {
	d.t.Helper()
	s := d.state("")
	var sales, max string
	for _, c := range s.Conversations {
		if c.Name == "sales" {
			sales = c.ID
		}
	}
	for _, p := range s.People {
		if p.Name == "max" {
			max = p.ID
		}
	}
	app.call("chat.postMessage", d.botToken, object{"channel": sales, "text": "Kitchen sink", "blocks": app.blocks})
	said := d.control("message", `{"as":"`+s.Me+`","channel":"`+sales+`","text":"Who calls Acme today? :telephone_receiver:"}`)
	ts, _ := said["ts"].(string)
	d.control("message", `{"as":"`+max+`","channel":"`+sales+`","text":"I do, at 14:00","thread_ts":"`+ts+`"}`)
	app.call("chat.postMessage", d.botToken, object{"channel": sales, "text": "Noted: *14:00*, Max calls Acme.", "thread_ts": ts})
	return sales
}
