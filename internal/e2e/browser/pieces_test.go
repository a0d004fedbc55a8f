//go:build browser

package browser

import (
	"fmt"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// message is the last message that says so.
func (w *window) message(text string) spot {
	w.t.Helper()
	m := w.in(id("message"), text).last()
	m.exists()
	return m
}

// whisper is the last message that says so and that nobody else can see.
func (w *window) whisper(text string) spot {
	w.t.Helper()
	m := w.in(id("message")+"[data-ephemeral]", text).last()
	m.exists()
	return m
}

// become changes to another person.
func (w *window) become(name string) {
	w.t.Helper()
	w.in(id("me")).click()
	w.in(id("person"), name).click()
	w.in(id("me"), name).exists()
}

// visit opens a conversation.
func (w *window) visit(name string) {
	w.t.Helper()
	w.in(id("conversation"), name).click()
	w.in(id("title"), name).exists()
}

// tabTo presses Tab until the keys go to a place.
func (w *window) tabTo(s spot) {
	w.t.Helper()
	const enough = 40
	for range enough {
		if wait[struct{ Here bool }](s, "tab to", `(el) => el && { Here: el.contains(document.activeElement) }`).Here {
			return
		}
		w.keys(kb.Tab)
	}
	w.t.Fatalf("Tab does not reach %s", s)
}

// row is the line of buttons below a lead of a list.
func (s spot) row(lead string) spot { return s.in(id("block-rich_text"), lead).next() }

// button is a button with that label.
func (s spot) button(label string) spot { return s.in("button", label) }

// pick chooses from the menu with that label.
func (s spot) pick(menu, option string) {
	s.w.t.Helper()
	s.in(fmt.Sprintf("[placeholder=%q]", menu)).click()
	s.w.in(id("option"), option).click()
}

// more chooses from the menu with the three dots.
func (s spot) more(option string) {
	s.w.t.Helper()
	s.in(id("overflow")).click()
	s.w.in(id("option"), option).click()
}

// form is the open form with that title.
func (w *window) form(title string) spot {
	w.t.Helper()
	form := w.in(id("modal"))
	form.in(id("modal-title"), title).exists()
	return form
}

// field is the field of a form with that label.
func (s spot) field(label string) spot { return s.with(step{CSS: id("input"), Of: label}) }

// retype replaces what a text field holds.
func (s spot) retype(text string) {
	s.w.t.Helper()
	s.click()
	s.focused()
	s.w.press('a', chromedp.ModifierCtrl)
	s.w.keys(text)
}

// choose opens the select with that label, types the start of an option, and clicks it.
func (s spot) choose(label, option string) {
	s.w.t.Helper()
	box := s.field(label).in(id("combobox"))
	box.click()
	box.focused()
	s.w.keys(option)
	s.w.in(id("option"), option).click()
	s.w.in(id("option")).gone()
	box.says(option)
}

// ask chooses an option of a field to which the form answers by drawing itself anew, and waits for that.
func (s spot) ask(label, option string) {
	s.w.t.Helper()
	before := s.attribute("data-hash")
	s.choose(label, option)
	wait[bool](s, "see an answer of", fmt.Sprintf(`(el) => el && el.dataset.hash !== %q`, before))
}

// tick chooses one more option of a select that takes several.
func (s spot) tick(label, option string) {
	s.w.t.Helper()
	box := s.field(label).in(id("combobox"))
	box.click()
	s.w.in(id("option"), option).click()
	s.field(label).in(".chip", option).exists()
	s.w.keys(kb.Escape)
	s.w.in(id("option")).gone()
}

// submit sends a form and waits until it closes.
func (s spot) submit(label string) {
	s.w.t.Helper()
	s.in(id("modal-submit"), label).click()
	s.gone()
}

// date picks a day of the month that the calendar opens with.
func (s spot) date(label, day string) {
	s.w.t.Helper()
	s.field(label).in(id("datepicker")).click()
	s.w.in(fmt.Sprintf("[data-date=%q]", day)).click()
}

// command types a slash command with the completion, by keyboard only.
func (w *window) command(words string) {
	w.t.Helper()
	box := w.in(id("composer"))
	box.click()
	w.keys("/fol")
	w.in(id("completion"), "/followup").exists()
	w.keys(kb.Tab)
	box.says("/followup ")
	w.keys(words + kb.Enter)
}
