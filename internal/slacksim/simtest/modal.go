package simtest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/followup-bot/followup/internal/slacksim"
)

// Modal is an open modal. What a person typed stays when the app updates it, where block and action ids stay, as at Slack.
type Modal struct {
	Part
	id      string
	offered map[string][]object // the last suggestions, by action id
}

func newModal(p *Person, id, title string) *Modal {
	m := &Modal{id: id, offered: map[string][]object{}}
	m.Part = Part{p: p, what: fmt.Sprintf("the modal %q", title), values: slacksim.Values{}, at: slacksim.Container{Type: "view", ViewID: id}}
	m.fetch = func() ([]any, bool) {
		v, ok := m.view()
		return v.Blocks, ok
	}
	return m
}

func (m *Modal) view() (slacksim.StateView, bool) {
	for _, v := range m.p.w.ws.Modals(m.p.id) {
		if v.ID == m.id {
			return v, true
		}
	}
	return slacksim.StateView{}, false
}

// Fill types into an input, found by its label or block id. Dates are 2026-05-12, times 09:30, date and time unix seconds.
func (m *Modal) Fill(label, value string) *Modal {
	m.p.w.t.Helper()
	u := m.control(label)
	var v any = value
	if typeOf(u.element) == "datetimepicker" {
		seconds, err := strconv.ParseFloat(value, 64)
		if err != nil {
			m.p.w.t.Fatalf("%q is no date and time in unix seconds", value)
		}
		v = seconds
	}
	if typeOf(u.element) == "rich_text_input" {
		line := object{"type": "rich_text_section", "elements": []any{object{"type": "text", "text": value}}}
		v = object{"type": "rich_text", "elements": []any{line}}
	}
	m.put(u, v)
	return m
}

// Choose chooses options by their texts; people by handle or name; channels by name. An external select is typed into first.
func (m *Modal) Choose(label string, optionTexts ...string) *Modal {
	m.p.w.t.Helper()
	u := m.control(label)
	if len(optionTexts) == 0 { // nothing at all is chosen
		m.put(u, nil)
		return m
	}
	m.put(u, m.chosen(u, optionTexts))
	return m
}

// put changes an input and tells the app where the input dispatches.
func (m *Modal) put(u use, value any) {
	m.p.w.t.Helper()
	m.set(u, value)
	if typeOf(u.block) != "input" || u.block["dispatch_action"] == true {
		m.act(u, value)
	}
}

// TypeAhead types into an external select and answers the texts that the app offers.
func (m *Modal) TypeAhead(label, query string) []string {
	m.p.w.t.Helper()
	u := m.control(label)
	options := m.offers(u, query)
	m.offered[str(u.element, "action_id")] = options
	texts := make([]string, 0, len(options))
	for _, option := range options {
		texts = append(texts, m.p.w.render().text(option["text"]))
	}
	return texts
}

// Pick picks from what the last TypeAhead offered.
func (m *Modal) Pick(label, optionText string) *Modal {
	m.p.w.t.Helper()
	u := m.control(label)
	for _, option := range m.offered[str(u.element, "action_id")] {
		if strings.Contains(m.p.w.render().text(option["text"]), optionText) {
			m.put(u, option)
			return m
		}
	}
	m.p.w.fail("%q was not offered in %s", optionText, label)
	return m
}

// Click clicks a button of the modal.
func (m *Modal) Click(buttonText string) *Modal {
	m.p.w.t.Helper()
	m.Button(buttonText).Click()
	return m
}

// Value is what an input holds: what was typed, or else what the app put there. Options show their texts, people and channels
// their ids; several are joined with a comma.
func (m *Modal) Value(label string) string {
	m.p.w.t.Helper()
	u := m.control(label)
	held, touched := m.values[str(u.block, "block_id")][str(u.element, "action_id")]
	if !touched {
		for key, v := range u.element {
			if strings.HasPrefix(key, "initial_") {
				held = v
			}
		}
	}
	return m.words(u.element, held)
}

func (m *Modal) words(element object, held any) string {
	switch v := held.(type) {
	case nil:
		return ""
	case []any:
		parts := make([]string, 0, len(v))
		for _, one := range v {
			parts = append(parts, m.words(element, one))
		}
		return strings.Join(parts, ", ")
	case object:
		return m.p.w.render().text(v["text"])
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	for _, option := range optionsOf(element) {
		if option["value"] == held {
			return m.p.w.render().text(option["text"])
		}
	}
	return fmt.Sprint(held)
}

// ExpectText waits until the modal shows the text, as after an update by the app.
func (m *Modal) ExpectText(contains string) *Modal {
	m.p.w.t.Helper()
	m.p.w.wait(fmt.Sprintf("text %q in %s", contains, m.what), func() bool { return strings.Contains(m.Text(), contains) })
	return m
}

// Close closes the modal with its close button.
func (m *Modal) Close() {
	m.p.w.t.Helper()
	if err := m.p.w.ws.CloseView(m.p.w.t.Context(), m.p.id, m.id, false); err != nil {
		m.p.w.fail("%s closed %s: %v", m.p.name, m.what, err)
	}
}

// Submit presses the submit button and waits for the answer.
func (m *Modal) Submit() *Submission {
	m.p.w.t.Helper()
	done, err := m.TrySubmit()
	if err != nil {
		m.p.w.fail("%s submitted %s: %v", m.p.name, m.what, err)
	}
	return done
}

// TrySubmit is Submit for submissions that may fail.
func (m *Modal) TrySubmit() (*Submission, error) {
	done, err := m.p.w.ws.SubmitView(m.p.w.t.Context(), m.p.id, m.id, m.values)
	if err != nil {
		return nil, err
	}
	return &Submission{m: m, done: done}, nil
}

// Submission is what came of a submit.
type Submission struct {
	m    *Modal
	done slacksim.Submitted
}

func (s *Submission) expect(responses ...string) {
	s.m.p.w.t.Helper()
	if slices.Contains(responses, s.done.Response) {
		return
	}
	s.m.p.w.fail("submitting %s was answered with %s %v, not with %s", s.m.what, s.done.Response, s.done.Errors, responses[0])
}

// ExpectClosed fails unless the modal closed.
func (s *Submission) ExpectClosed() {
	s.m.p.w.t.Helper()
	s.expect("closed", "cleared")
}

// ExpectError fails unless the input with this label, or block id, shows an error that contains the text. It answers the modal, to go on.
func (s *Submission) ExpectError(label, contains string) *Modal {
	s.m.p.w.t.Helper()
	s.expect("errors")
	id := str(s.m.control(label).block, "block_id")
	if text, ok := s.done.Errors[id]; !ok || !strings.Contains(text, contains) {
		s.m.p.w.fail("no error at %q with %q, but %v", label, contains, s.done.Errors)
	}
	return s.m
}

// ExpectPushed fails unless another modal with this title came on top.
func (s *Submission) ExpectPushed(title string) *Modal {
	s.m.p.w.t.Helper()
	s.expect("pushed")
	return s.m.p.ExpectModal(title)
}

// ExpectUpdated fails unless the modal now has this title. What was typed stays where the ids stay.
func (s *Submission) ExpectUpdated(title string) *Modal {
	s.m.p.w.t.Helper()
	s.expect("updated")
	next := s.m.p.ExpectModal(title)
	next.values = s.m.values
	return next
}
