package view

import (
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/playbook"
)

// Ping tells its owner what is owed now, with what helps to do it. Once that was done, moved or taken back it says so and asks for nothing;
// to whom the lead no longer belongs it says whose it is.
func (w View) Ping(p digest.Ping, to followup.UserID) Message {
	e := w.eyeOf(p.Owner.Person, p.Now)
	e.me, e.names = to, p.Names
	words := e.pingWords(p)
	if p.Cover == to && p.Owner.Away != nil {
		words = w.Say("away.ping", "words", words, "name", nameOr(firstName(p.Owner.Name), w.Say("who.teammate")), "until", e.day(p.Owner.Away.Until, e.today()))
	}
	switch {
	case p.Lead.Owner != to && p.Cover != to:
		return Say(join(dot, w.title(p.Lead), w.Say("ping.handedOver", "name", nameOr(p.Owner.Name, w.Say("who.teammate")))))
	case !p.Owed.Open():
		done := e.pingDone(p)
		return message(join(dot, done, e.hotDone(p)), section("done", join(dot, done, e.hotDone(p)), nil), aside("was", words))
	}
	blocks := []slack.Block{rich(rowID("ping", p.Lead),
		line(bold(words)),
		line(plain(e.signalTip(p.Signal.Kind))),
		line(plain(e.pingPast(p))),
	)}
	blocks = append(blocks, e.pingText(p)...)
	buttons := []slack.BlockElement{w.doneButton(p.Lead), w.sayButton(p.Lead), w.openButton(p.Lead)}
	switch p.Owed.Kind {
	case followup.Promise, followup.HotTouch:
		buttons = append(buttons, w.quickMenu(p.Lead))
	case followup.Recap, followup.Reminder:
		buttons = []slack.BlockElement{w.owedButton(p.Lead, p.Owed, true), w.sayButton(p.Lead), w.logButton(p.Lead), w.openButton(p.Lead)}
	}
	return message(words, append(blocks, actions(rowID("ping_do", p.Lead), buttons...))...)
}

// PingGone is a ping about a lead that was taken back.
func (w View) PingGone() Message { return Say(w.Say("ping.gone")) }

// pingWords is the sentence that a phone shows: "⏰ 14:00 (15:00 their time) · Acme · Jane Doe · you promised a call".
func (e eye) pingWords(p digest.Ping) string {
	o, l := p.Owed, p.Lead
	switch o.Kind {
	case followup.Recap:
		return e.Say("ping.recap", "lead", e.title(l), "owed", e.owedWords(o), "touch", e.heardWords(p))
	case followup.Reminder:
		return e.Say("ping.reminder", "lead", e.title(l), "when", e.meetingTime(l, o))
	case followup.HotTouch:
		return e.hotPing(p)
	case followup.Promise:
	}
	channel := ""
	if l.Recall != nil {
		channel = e.channel(l.Recall.Channel)
	}
	return e.Say("ping.promise", "time", e.meetingTime(l, o), "lead", e.title(l), "channel", channel)
}

// heardWords says which conversation a recap is of, where that stands.
func (e eye) heardWords(p digest.Ping) string {
	if p.Heard == nil {
		return ""
	}
	return e.touchKind(*p.Heard)
}

// meetingTime is the moment of a promise or a meeting, and what it is for them: "tomorrow, Fri 15 May 14:00 (15:00 their time)".
func (e eye) meetingTime(l followup.Lead, o followup.Obligation) string {
	at := o.For.In(e.now.Location())
	theirs := zoneOf(l)
	there := ""
	if theirs != nil {
		there = e.theirTime(calendar.DateOf(at), calendar.TimeOfDayOf(at), e.now.Location(), theirs)
	}
	when := calendar.TimeOfDayOf(at).String()
	if day := calendar.DateOf(at); day != e.today() {
		when = e.dayNear(day, e.today()) + " " + when
	}
	return when + around(" (", there, ")")
}

// pingPast is what we owe and what was said last.
func (e eye) pingPast(p digest.Ping) string {
	if p.Last == nil || p.Owed.Kind == followup.Recap {
		return ""
	}
	return join(dot,
		e.Say("line.youOwe", "what", oneLine(p.Last.Promised, maxShort)),
		e.Say("line.last", "touch", join(", ", e.touchWords(*p.Last), e.quoted(p.Last.Note, maxQuote))))
}

// pingDone says what settled it.
func (e eye) pingDone(p digest.Ping) string {
	if p.By == nil {
		return "✅ " + join(dot, e.title(p.Lead), e.Say("ping.settled"))
	}
	return e.eventLine(*p.By, p.Lead)
}

// pingText is the text to send, ready to copy; nil for a promise.
func (e eye) pingText(p digest.Ping) []slack.Block {
	if p.Say == nil {
		return nil
	}
	return copyable("copy", p.Say.Draft(e.Language(), playbook.Short).Text())
}

// owedWords says since when something is owed, or by when: "recap owed since 11:20".
func (e eye) owedWords(o followup.Obligation) string {
	if o.Kind == followup.HotTouch {
		return "⚡ " + e.hotWords(o)
	}
	when := e.moment(o.Due, e.now, true)
	if o.Kind == followup.Reminder {
		if o.Late(e.now) == followup.InTime {
			return e.Say("owed.reminderBy", "when", when)
		}
		return e.Say("owed.reminder", "when", when)
	}
	switch o.Late(e.now) {
	case followup.InTime:
		return e.Say("owed.recapBy", "when", when)
	case followup.Warned:
		return e.Say("owed.recapDay", "when", when)
	case followup.Breach:
		return e.Say("owed.recapLate", "when", when)
	case followup.Owing:
	}
	return e.Say("owed.recap", "when", when)
}

// allOwed says everything that is owed on a lead.
func (e eye) allOwed(owed []followup.Obligation) string {
	words := ""
	for _, o := range owed {
		words = join(dot, words, e.owedWords(o))
	}
	return words
}

// owedButton says that what is owed went out.
func (w View) owedButton(l followup.Lead, o followup.Obligation, first bool) *slack.ButtonBlockElement {
	label := w.Say("button.recapSent")
	if o.Kind == followup.Reminder {
		label = w.Say("button.reminderSent")
	}
	b := button(ActOwed, label, Value{Lead: l.ID, Owed: o.ID}.Encode())
	if first {
		b = b.WithStyle(slack.StylePrimary)
	}
	return w.onLead(l, b)
}

// logButton opens the form for a touch where something else comes first.
func (w View) logButton(l followup.Lead) *slack.ButtonBlockElement {
	return w.onLead(l, button(ActDone, w.Say("button.done"), ValueOf(l).Encode()))
}

// owedButtons are for what is owed on a lead. Two of a kind would share an id: the oldest of each stands for it.
func (w View) owedButtons(l followup.Lead, owed []followup.Obligation, first bool) []slack.BlockElement {
	var buttons []slack.BlockElement
	for _, o := range owed {
		if o.Kind != followup.HotTouch && len(buttons) == 0 { // a touch settles that
			buttons = append(buttons, w.owedButton(l, o, first))
		}
	}
	return buttons
}

// owedRow is a lead that is in the day for what is owed alone: its recall comes later.
func (w View) owedRow(r digest.Row, day digest.Day) []slack.Block {
	e := w.dayEye(day)
	return []slack.Block{
		rich(rowID("row", r.Lead),
			line(bold(w.title(r.Lead)), plain(around("   ", join(dot, e.forWords(r), e.allOwed(r.Owed)), ""))),
			line(plain(e.rowPast(r))),
			line(plain(e.rowWhy(r))),
			line(plain(e.nextRecall(*r.Lead.Recall))),
		),
		actions(rowID(blockTodo, r.Lead), append(w.owedButtons(r.Lead, r.Owed, true), w.sayButton(r.Lead), w.logButton(r.Lead), w.openButton(r.Lead))...),
	}
}

// promisedMark tells a promise from a plan where no heading does.
func (w View) promisedMark(r followup.Recall) string {
	if r.Kind != followup.Promised {
		return ""
	}
	return w.Say("day.hintPromised")
}

// rebookButton offers a new meeting to those who did not come.
func (w View) rebookButton(l followup.Lead) *slack.ButtonBlockElement {
	return w.onLead(l, button(ActRebook, w.Say("button.rebook"), ValueOf(l).Encode()))
}

// toRebook reports whether a lead waits for a new meeting: the last one was a no-show.
func toRebook(l followup.Lead, last *followup.Touch) bool {
	return l.State.Open() && last != nil && last.Outcome == followup.NoShow
}

// keptWords says how many promises were kept, never without of how many.
func (w View) keptWords(key, none string, k digest.Kept) string {
	if k.Of == 0 {
		return w.Say(none)
	}
	return w.Count(key, k.Of, "percent", w.Number(k.Percent()), "kept", w.Number(k.Kept))
}
