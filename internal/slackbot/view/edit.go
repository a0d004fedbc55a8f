package view

import (
	"fmt"
	"hash/fnv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// editButton opens the form that corrects an event.
func (w View) editButton(l followup.Lead, e followup.EventID) *slack.ButtonBlockElement {
	return w.onLead(l, button(ActEdit, w.Say("button.edit"), Value{Lead: l.ID, Event: e}.Encode()))
}

// receiptRow is what happened to a lead, with the ways back: undo, correct, and the date that the note asks for.
func (w View) receiptRow(id string, r digest.Receipt, words string) []slack.Block {
	if r.Deleted || r.Event.Kind == followup.Undone || r.Event.Kind == followup.Forgot {
		return []slack.Block{section(id, words, nil)}
	}
	return w.receiptWith(id, r, words, w.undoOf(r))
}

func (w View) receiptWith(id string, r digest.Receipt, words string, undo *slack.ButtonBlockElement) []slack.Block {
	if !digest.Editable(r.Event.Kind) || r.Batch != nil { // each lead of several is corrected by itself
		return []slack.Block{section(id, words, undo)}
	}
	buttons := []slack.BlockElement{undo, w.editButton(r.Lead, r.Event.ID)}
	if answerable(r) {
		buttons = append(buttons, w.replyButton(r.Lead, r.Event.Detail.Touch))
	}
	if r.Instead != nil {
		buttons = append(buttons, w.insteadButton(r))
	}
	if r.Event.Kind == followup.Logged && maySay(r.Lead) {
		buttons = append(buttons, w.sayButton(r.Lead))
	}
	buttons = append(buttons, w.gaveButton(r)...)
	return []slack.Block{section(id, words, nil), actions(id+".do", buttons...)}
}

// maxAsked is how much of a note a button quotes.
const maxAsked = 30

// insteadButton offers what the note asks for: "Use Tue 26 May instead (“call back in two weeks”)".
func (w View) insteadButton(r digest.Receipt) slack.BlockElement {
	e := w.eyeOf(r.Owner.Person, r.Event.At)
	key := "edit.useInstead"
	if r.Instead.Next.Kind == followup.NextPark {
		key = "edit.parkInstead"
	}
	label := w.Say(key, "day", e.dayAt(r.Instead.Next.On, r.Instead.Next.At, e.today()), "words", oneLine(r.Instead.Words, maxAsked))
	return w.onLead(r.Lead, button(ActUseNote, label, Value{Lead: r.Lead.ID, Event: r.Event.ID}.Encode()))
}

// titles are a form's title and the words on its button, which are others where it corrects something.
func (w View) titles(m Meta, title, submit string) (string, string) {
	if m.Edit != 0 {
		return w.Say("edit.title"), w.Say("button.save")
	}
	return w.Say(title), w.Say(submit)
}

// heard is a text field that tells of what is typed into it while it is.
func heard(e *slack.PlainTextInputBlockElement) *slack.PlainTextInputBlockElement {
	e.ActionID = ActNote
	return e.WithDispatchActionConfig(&slack.DispatchActionConfig{TriggerActionsOn: []string{"on_character_entered"}})
}

// askedVersion makes the fields of the next step show a new suggestion when the note asks for another date.
func (f LogForm) askedVersion() []string {
	if f.Meta.Asked == "" {
		return nil
	}
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(f.Meta.Shown + f.Meta.Asked)) // a hash never fails
	return []string{fmt.Sprintf("%08x", sum.Sum32())}
}

// StepKey says which next step a form suggests, as its metadata carries it.
func StepKey(n followup.NextStep) string {
	return suggestedInput(n).key()
}

// key is what makes two next steps the same for a person who looks at the form.
func (n NextInput) key() string {
	at := ""
	if n.At != nil {
		at = n.At.String()
	}
	return fmt.Sprintf("%s|%s|%s|%t", n.Kind, n.On, at, n.Promised)
}

// Untouched reports whether the next step that was read from a form is still the suggested one, so that a new suggestion may take its
// place.
func (n NextInput) Untouched(shown string) bool {
	if n.Kind == followup.NextPark && n.Wake == string(followup.WakeInFiveWeeks) && n.Park.Same(followup.Park{}) {
		return shown == NextInput{Kind: followup.NextPark}.key()
	}
	n.Promised = n.Promised && n.Kind == followup.NextRecall
	return n.Kind == "" || n.key() == shown
}

// StoredNext fills the fields in with a next step that is stored.
func StoredNext(n followup.NextStep) NextInput {
	in := suggestedInput(n)
	if n.Kind == followup.NextPark {
		in.Wake = WakeOnDate
	}
	return in
}
