package view

import (
	"fmt"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

// maxChoices is how many leads or readings a question offers.
const maxChoices = 8

// Matches asks which lead was meant, or, of one that is somebody else's, whether it was; the answer carries on with the draft. many
// says that there are more than were found. now is in the viewer's zone.
func (w View) Matches(found []digest.Match, many bool, typed string, draft int64, now time.Time) Message {
	e := eye{View: w, now: now}
	question := w.Say("ask.whichLead", "typed", w.quoted(typed, maxTitle))
	if len(found) == 1 {
		question = w.Say("ask.theirs", "lead", w.title(found[0].Lead), "name", nameOr(found[0].OwnerName, w.Say("who.teammate")))
	}
	var hidden slack.Block
	if n := len(found) - maxChoices; n > 0 {
		key := "ask.moreMatches"
		if many {
			key = "ask.manyMatches"
		}
		hidden = aside("hidden", w.Say(key, "n", strconv.Itoa(n)))
	}
	return e.askLead(question, found, draft, hidden)
}

// DidYouMean offers the leads that are called nearly as was typed; the answer carries on with the draft. now is in the viewer's zone.
func (w View) DidYouMean(found []digest.Match, typed string, draft int64, now time.Time) Message {
	question := w.Say("ask.didYouMean", "typed", w.quoted(typed, maxTitle))
	if len(found) == 1 {
		question = w.Say("ask.didYouMeanOne", "typed", w.quoted(typed, maxTitle), "lead", w.title(found[0].Lead))
	}
	return eye{View: w, now: now}.askLead(question, found, draft, nil)
}

// askLead is a question with a row for each lead and the way to a new one; below the rows stands what else is to be said, if anything.
func (e eye) askLead(question string, found []digest.Match, draft int64, below slack.Block) Message {
	var leads []followup.Lead
	blocks := []slack.Block{section("question", question, nil)}
	for _, m := range found[:min(len(found), maxChoices)] {
		v := ValueOf(m.Lead)
		v.Draft = draft
		leads = append(leads, m.Lead)
		blocks = append(blocks, section(fmt.Sprintf("lead.%d", m.Lead.ID), e.leadLine(m), e.onLead(m.Lead, button(ActPickLead, e.Say("button.thisOne"), v.Encode()))))
	}
	if below != nil {
		blocks = append(blocks, below)
	}
	blocks = append(blocks, actions("none", button(ActAddForm, e.Say("button.addAsNew"), Value{Draft: draft}.Encode())))
	return message(e.naming(question, leads...), blocks...)
}

// AskUndo asks whether an older change, or a lead that has a history by now, is really to be taken back. now is in the viewer's zone.
func (w View) AskUndo(r digest.Receipt, removes bool, viewer followup.UserID, now time.Time) Message {
	e := w.receiptEye(r, viewer)
	e.now, e.zone = now.In(r.Owner.Location()), ""
	key, theirs := "ask.undoOn", "ask.undoOnTheirs"
	if calendar.DateOf(r.Event.At.In(now.Location())) == calendar.DateOf(now) {
		key, theirs = "ask.undoToday", "ask.undoTodayTheirs"
	}
	if r.Event.By != viewer {
		key = theirs
	}
	what, undo := join(dot, w.title(r.Lead), e.eventWords(r.Event), e.nextWords(r.Event)), w.undoIt(r)
	if r.Batch != nil {
		what = e.batchWords(r)
	}
	question := w.Say(key, "name", nameOr(r.By, w.Say("who.teammate")), "when", w.moment(r.Event.At, now, true), "what", what)
	if removes {
		question = join(" ", question, w.Say("ask.undoRemoves", "lead", w.title(r.Lead)))
	}
	return message(question, section("ask", question, undo))
}

// SnoozeTooLong offers to park a lead until a day that is too far away for a snooze; the answer carries on with the draft. now is in the
// viewer's zone.
func (w View) SnoozeTooLong(l followup.Lead, last, wake calendar.Date, typed string, draft int64, now time.Time) Message {
	sentence := w.SnoozeEnds(l, last, now)
	value := ValueOf(l)
	value.Draft = draft
	blocks := append([]slack.Block{section("problem", sentence, nil)}, typedBack(typed)...)
	park := w.Say("button.parkUntil", "day", w.day(wake, calendar.DateOf(now)))
	return message(sentence, append(blocks, actions("park", w.onLead(l, button(ActPickLead, park, value.Encode()))))...)
}

// Choice is one reading of what was typed.
type Choice struct {
	Label string
	Text  string // the whole text, corrected: what ActRerun runs
}

// Problem says what could not be read, gives it back, and offers the readings there are. A reading too long for a button is left out.
func Problem(sentence, typed string, choices []Choice) Message {
	blocks := []slack.Block{section("problem", sentence, nil)}
	blocks = append(blocks, typedBack(typed)...)
	for i, c := range choices[:min(len(choices), maxChoices)] {
		if units(c.Text) <= maxCarried {
			blocks = append(blocks, actions(fmt.Sprintf("choice.%d", i), button(ActRerun, c.Label, c.Text)))
		}
	}
	return message(sentence, blocks...)
}

// Misread is the Problem of a line that was refused. now is in the viewer's zone.
func (w View) Misread(p quicklog.Problem, now time.Time) Message {
	today := calendar.DateOf(now)
	choices := make([]Choice, 0, len(p.Choices))
	for _, c := range p.Choices {
		label := oneLine(quicklog.Unescape(c.Text), maxButton)
		if !c.Date.IsZero() {
			label = w.day(c.Date, today)
			if c.Date.Year == today.Year {
				label += " " + strconv.Itoa(c.Date.Year)
			}
		}
		choices = append(choices, Choice{Label: label, Text: c.Text})
	}
	return Problem(w.misread(p), p.Params["text"], choices)
}

// misread says in a sentence why a line was refused.
func (w View) misread(p quicklog.Problem) string {
	word := oneLine(p.Params["word"], maxTitle)
	if suggestion := p.Params["suggestion"]; suggestion != "" {
		return w.Say("problem.nearest_verb", "word", word, "suggestion", suggestion)
	}
	return w.Say("problem."+string(p.Code), "word", word, "like", p.Params["like"], "known", oneLine(p.Params["known"], maxSay))
}

// NotSaved says that nothing was read or changed, because the database is out of reach, and gives back what was typed.
func (w View) NotSaved(typed string) Message { return w.sorry(w.Say("ask.notSaved"), typed) }

// MaybeSaved says that nobody knows yet whether something was changed, and gives back what was typed.
func (w View) MaybeSaved(typed string) Message { return w.sorry(w.Say("ask.maybeSaved"), typed) }

// NotOpened says that Slack didn't show a form, and gives back what was typed.
func (w View) NotOpened(typed string) Message { return w.sorry(w.Say("ask.notOpened"), typed) }

func (w View) sorry(sentence, typed string) Message {
	if typed != "" {
		sentence = join(" ", sentence, w.Say("ask.copyBack"))
	}
	return message(sentence, append([]slack.Block{section("problem", sentence, nil)}, typedBack(typed)...)...)
}

// StaleLead is a lead that changed since a button or form showed it.
type StaleLead struct {
	Lead  followup.Lead
	Event followup.Event             // the change; zero where none is on record
	Names map[followup.UserID]string // of who did it, and of others it mentions
}

// Stale says that a click came too late, and what happened before: "Already done by Max, 09:12". now is in the viewer's zone.
func (w View) Stale(s StaleLead, viewer followup.UserID, now time.Time) Message {
	sentence := w.StaleSentence(s, viewer, now)
	return message(sentence, section("stale", sentence, nil),
		actions("look", w.openButton(s.Lead)))
}

// StaleForm is Stale for a form that stays open: with the way on.
func (w View) StaleForm(s StaleLead, viewer followup.UserID, now time.Time) string {
	return w.StaleSentence(s, viewer, now) + " " + w.Say("ask.staleForm", "lead", w.title(s.Lead))
}

// StaleSentence is Stale in a sentence.
func (w View) StaleSentence(s StaleLead, viewer followup.UserID, now time.Time) string {
	if s.Event.Kind == "" {
		return w.Say("ask.changed", "lead", w.title(s.Lead))
	}
	e := eye{View: w, now: now, me: viewer, names: s.Names}
	time, what := w.moment(s.Event.At, now, true), join(dot, e.eventWords(s.Event), e.nextWords(s.Event))
	if s.Event.By == viewer {
		return w.Say("ask.youDid", "lead", w.title(s.Lead), "time", time, "what", what)
	}
	return w.Say("ask.alreadyDone", "lead", w.title(s.Lead), "name", e.who(string(s.Event.By)), "time", time, "what", what)
}

// Passed says that an undo came too late, and what was done before: that it was taken back, or something newer. now is in the viewer's
// zone.
func (w View) Passed(s StaleLead, back bool, viewer followup.UserID, now time.Time) Message {
	e := eye{View: w, now: now, me: viewer, names: s.Names}
	what := join(dot, e.eventWords(s.Event), e.nextWords(s.Event))
	key, yours := "ask.newer", "ask.newerYours"
	if back {
		key, yours = "ask.takenBack", "ask.takenBackYours"
	}
	if s.Event.By == viewer {
		key = yours
	}
	sentence := w.Say(key, "lead", w.title(s.Lead), "name", e.who(string(s.Event.By)), "time", w.moment(s.Event.At, now, true), "what", what)
	return message(sentence, section("stale", sentence, nil), actions("look", w.openButton(s.Lead)))
}

// OpenForm offers to open the form for a draft, where it can't open by itself.
func (w View) OpenForm(draft int64) Message {
	sentence := w.Say("message.openForm")
	return message(sentence, section("ask", sentence, primary(ActOpenTyped, w.Say("button.openForm"), Value{Draft: draft}.Encode())))
}

// Welcomed puts a welcome above the first answer to somebody who writes to the bot.
func (w View) Welcomed(m Message) Message {
	return Message{Text: m.Text, Blocks: append([]slack.Block{aside("welcome", w.Say("message.welcome"))}, m.Blocks...)}
}

// Say is a message of one paragraph.
func Say(sentence string) Message { return message(sentence, section("say", sentence, nil)) }

// RefusedForm says in place of a form that asks nothing why it can't be, for no field of it can show that; false: it has fields.
func (w View) RefusedForm(callback, sentence string) (slack.ModalViewRequest, bool) {
	title, ok := map[string]string{
		FormMigrate: "cadence.migrateTitle", FormSpread: "load.spreadTitle", FormSnoozeAll: "load.snoozeTitle",
	}[callback]
	if !ok {
		return slack.ModalViewRequest{}, false
	}
	return w.NoticeModal(w.Say(title), sentence), true
}

// NoticeModal says one sentence where a form could not be opened.
func (w View) NoticeModal(title, sentence string) slack.ModalViewRequest {
	return modal(FormNotice, title, "", w.Say("button.close"), Meta{}, []slack.Block{section("say", sentence, nil)})
}
