package view

import (
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// NudgeForm asks whom a manager nudges, about which leads, and what to say.
type NudgeForm struct {
	Meta    Meta
	Summary digest.Summary
	Viewer  followup.UserID
	To      followup.UserID // whose leads are listed; empty: nobody has any
	Leads   []digest.OverdueLead
}

// NudgeInput is what the nudge form says.
type NudgeInput struct {
	To    followup.UserID
	Leads []followup.LeadID
	Line  string
}

// maxLine is how much a manager may say beside the leads.
const maxLine = 200

// NudgeModal asks whom to nudge; all their overdue leads are chosen until somebody chooses others.
func (w View) NudgeModal(f NudgeForm) slack.ModalViewRequest {
	options := make([]*slack.OptionBlockObject, 0, len(f.Leads))
	for _, l := range f.Leads[:min(len(f.Leads), maxPicked)] {
		options = append(options, option(strconv.FormatInt(int64(l.Lead.ID), 10), w.reassignOption(l)))
	}
	if len(options) == 0 {
		return modal(FormNudge, w.Say("nudge.title"), "", w.Say("button.close"), f.Meta, []slack.Block{section("none", w.Say("nudge.nobody"), nil)})
	}
	leads := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, text(w.Say("hint.leads"), maxHeader), actInput, options...)
	leads.InitialOptions = slices.Clone(options)
	line := textInput("", w.Say("nudge.lineHint")).WithMaxLength(maxLine)
	return modal(FormNudge, w.Say("nudge.title"), w.Say("nudge.send"), w.Say("button.cancel"), f.Meta, []slack.Block{
		input(BlockTo, w.Say("nudge.to"), choice(ActNudgeRep, w.Say("hint.from"), string(f.To), w.nudgeOptions(f))).WithDispatchAction(true),
		input(versioned(BlockLeads, string(f.To)), w.Say("field.leads"), leads),
		optional(BlockNote, w.Say("nudge.line"), line),
	})
}

// nudgeOptions lists who has overdue leads, worst first; not who asks.
func (w View) nudgeOptions(f NudgeForm) []*slack.OptionBlockObject {
	var options []*slack.OptionBlockObject
	for _, r := range f.Summary.Reps {
		if r.Overdue == 0 || r.Rep.ID == f.Viewer || len(options) == maxPicked {
			continue
		}
		label := join(dot, cut(nameOr(r.Rep.Name, w.Say("who.noName")), 40), w.some(r.Overdue, "day.overdue"))
		options = append(options, option(string(r.Rep.ID), label))
	}
	return options
}

// ReadNudge reads a nudge form.
func ReadNudge(state *slack.ViewState) NudgeInput {
	f := fields{state}
	in := NudgeInput{To: followup.UserID(f.chosen(BlockTo)), Line: f.text(BlockNote)}
	for _, o := range f.get(BlockLeads).SelectedOptions {
		if id, err := strconv.ParseInt(o.Value, 10, 64); err == nil {
			in.Leads = append(in.Leads, followup.LeadID(id))
		}
	}
	return in
}

// maxNudged is how many leads a nudge shows with their buttons; the rest stand in the list.
const maxNudged = 10

// Nudge tells a rep, in the bot's voice, about which leads the manager asks. What was dealt with since loses its buttons.
func (w View) Nudge(n digest.Nudge) Message {
	from := nameOr(n.From, w.Say("nudge.manager"))
	words := w.Count("nudge.asks", max(len(n.Open), 1), "name", from, "line", oneLine(n.Line, maxLine))
	if len(n.Open) == 0 {
		words = w.Say("nudge.done", "name", from)
	}
	blocks := []slack.Block{section("nudge", words, nil)}
	shown := n.Open[:min(len(n.Open), maxNudged)]
	var leads []followup.Lead
	for _, l := range shown {
		leads = append(leads, l.Lead)
		blocks = append(blocks, divider())
		blocks = append(blocks, w.nudgedRow(l, n)...)
	}
	if hidden := len(n.Open) - len(shown); hidden > 0 {
		blocks = append(blocks, aside("hidden", w.Count("nudge.more", hidden)), actions("list", button(ActList, w.Say("button.openList"), Value{}.Encode())))
	}
	if len(n.Settled) > 0 {
		names := make([]string, 0, len(n.Settled))
		for _, l := range n.Settled[:min(len(n.Settled), maxNudged)] {
			names = append(names, w.title(l))
		}
		blocks = append(blocks, aside("settled", "✅ "+join(", ", names...)))
	}
	return message(w.naming(words, leads...), blocks...)
}

func (w View) nudgedRow(l digest.OverdueLead, n digest.Nudge) []slack.Block {
	today := calendar.Today(n.Now, n.To.Location())
	facts := join(dot, w.promiseDue(digest.Row{Lead: l.Lead, OverdueDays: l.Days}), w.overdueWords(digest.Row{Lead: l.Lead, OverdueDays: l.Days}, today), w.channel(l.Lead.Recall.Channel), w.money(l.Lead.Value))
	return []slack.Block{
		rich(rowID("nudged", l.Lead), line(bold(w.title(l.Lead)), plain(around("   ", facts, "")))),
		actions(rowID("nudged_do", l.Lead),
			w.doneButton(l.Lead),
			w.openButton(l.Lead),
			w.quickMenu(l.Lead),
		),
	}
}

// NudgeSent tells the manager, and nobody else, what becomes of the nudge.
func (w View) NudgeSent(r digest.NudgeReceipt) Message {
	name := nameOr(r.To.Name, w.Say("who.teammate"))
	if !r.At.After(r.Now) {
		words := w.Count("nudge.sent", r.Leads, "name", name)
		return message(words, section("sent", words, nil))
	}
	local := r.At.In(r.To.Location())
	at := calendar.TimeOfDayOf(local)
	words := w.Count("nudge.later", r.Leads, "name", name, "city", city(r.To.Location()),
		"when", w.dayAt(calendar.DateOf(local), &at, calendar.Today(r.Now, r.To.Location())))
	return message(words, section("sent", words, nil))
}

// NudgedBefore refuses a second nudge on a day.
func (w View) NudgedBefore(to followup.Rep, on, today calendar.Date) string {
	return w.Say("nudge.before", "name", nameOr(to.Name, w.Say("who.teammate")), "day", w.dayNear(on, today))
}

// NothingLeft says that what a form is about was dealt with meanwhile.
func (w View) NothingLeft() string { return w.Say("nudge.nothingLeft") }
