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
func Matches(found []digest.Match, many bool, typed string, draft int64, now time.Time) Message {
	e := eye{now: now}
	question := fill(wordWhichLead, "typed", quoted(typed, maxTitle))
	if len(found) == 1 {
		question = fill(wordTheirs, "lead", title(found[0].Lead), "name", nameOr(found[0].OwnerName, wordTeammate))
	}
	blocks := []slack.Block{section("question", question, nil)}
	for _, m := range found[:min(len(found), maxChoices)] {
		v := ValueOf(m.Lead)
		v.Draft = draft
		blocks = append(blocks, section(fmt.Sprintf("lead.%d", m.Lead.ID), e.leadLine(m), button(ActPickLead, labelThisOne, v.Encode())))
	}
	if hidden := len(found) - maxChoices; hidden > 0 {
		template := wordMoreMatches
		if many {
			template = wordManyMatches
		}
		blocks = append(blocks, aside("hidden", fill(template, "n", strconv.Itoa(hidden))))
	}
	blocks = append(blocks, actions("none", button(ActAddForm, labelAddAsNew, Value{Draft: draft}.Encode())))
	return message(question, blocks...)
}

// Duplicates asks whether to add a lead although its e-mail or phone is known. A stranger's lead shows owner and date, never notes.
func Duplicates(known []digest.Duplicate, draft int64, now time.Time) Message {
	blocks := []slack.Block{section("question", wordKnownAlready, nil)}
	for _, d := range known[:min(len(known), maxChoices)] {
		var open *slack.ButtonBlockElement
		if d.Mine {
			open = button(ActCard, labelOpenLead, ValueOf(d.Lead).Encode())
		}
		blocks = append(blocks, section(fmt.Sprintf("lead.%d", d.Lead.ID), duplicateLine(d, now), open))
	}
	blocks = append(blocks, actions("anyway", button(ActAddAnyway, labelAddAnyway, Value{Draft: draft}.Encode())))
	return message(wordKnownAlready, blocks...)
}

// duplicateLine says whose a known lead is and when it was last touched.
func duplicateLine(d digest.Duplicate, now time.Time) string {
	owner, last := wordYours, wordNoTouch
	if !d.Mine {
		owner = fill(wordSomeones, "name", nameOr(d.OwnerName, wordTeammate))
	}
	if !d.LastTouch.IsZero() {
		last = fill(wordLast, "touch", moment(d.LastTouch, now, false))
	}
	return fmt.Sprintf("%s — %s", title(d.Lead), join(dot, owner, openWords(d.Lead), last))
}

// AskUndo asks whether an older change, or a lead that has a history by now, is really to be taken back. now is in the viewer's zone.
func AskUndo(r digest.Receipt, removes bool, viewer followup.UserID, now time.Time) Message {
	e := receiptEye(r, viewer)
	e.now, e.zone = now.In(r.Owner.Location()), ""
	when := fill(wordOnDay, "day", moment(r.Event.At, now, true))
	if calendar.DateOf(r.Event.At.In(now.Location())) == calendar.DateOf(now) {
		when = fill(wordTodayAt, "time", moment(r.Event.At, now, true))
	}
	question := fill(wordAskUndo, "when", when, "what", join(dot, title(r.Lead), e.eventWords(r.Event), e.nextWords(r.Event)))
	if removes {
		question = join(" ", question, fill(wordUndoRemoves, "lead", title(r.Lead)))
	}
	return message(question, section("ask", question, button(ActUndo, labelUndoIt, Value{Lead: r.Lead.ID, Event: r.Event.ID}.Encode())))
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
func Misread(p quicklog.Problem, now time.Time) Message {
	today := calendar.DateOf(now)
	choices := make([]Choice, 0, len(p.Choices))
	for _, c := range p.Choices {
		label := oneLine(quicklog.Unescape(c.Text), maxButton)
		if !c.Date.IsZero() {
			label = day(c.Date, today)
			if c.Date.Year == today.Year {
				label += " " + strconv.Itoa(c.Date.Year)
			}
		}
		choices = append(choices, Choice{Label: label, Text: c.Text})
	}
	return Problem(p.Error(), p.Params["text"], choices)
}

// NotSaved says that nothing was stored, and gives back what was typed.
func NotSaved(typed string) Message {
	sentence := wordNotSaved
	if typed != "" {
		sentence = join(" ", wordNotSaved, wordCopyBack)
	}
	return message(sentence, append([]slack.Block{section("problem", sentence, nil)}, typedBack(typed)...)...)
}

// Stale says that a click came too late, and what happened before: "Already done by Max, 09:12". now is in the viewer's zone.
func Stale(l followup.Lead, event followup.Event, by string, now time.Time) Message {
	sentence := StaleSentence(l, event, by, now)
	return message(sentence, section("stale", sentence, nil),
		actions("look", button(ActCard, labelOpenLead, ValueOf(l).Encode())))
}

// StaleSentence is Stale in a sentence, for a form.
func StaleSentence(l followup.Lead, event followup.Event, by string, now time.Time) string {
	if event.Kind == "" {
		return fill(wordChanged, "lead", title(l))
	}
	e := eye{now: now}
	return fill(wordAlreadyDone, "lead", title(l), "name", nameOr(by, wordTeammate), "time", moment(event.At, now, true),
		"what", join(dot, e.eventWords(event), e.nextWords(event)))
}

// OpenForm offers to open the log form for a draft, where a form can't open by itself.
func OpenForm(sentence string, draft int64) Message {
	return message(sentence, section("ask", sentence, nil),
		actions("open", primary(ActLogForm, labelOpenForm, Value{Draft: draft}.Encode())))
}

// Say is a message of one paragraph.
func Say(sentence string) Message { return message(sentence, section("say", sentence, nil)) }

// NoticeModal says one sentence where a form could not be opened.
func NoticeModal(title, sentence string) slack.ModalViewRequest {
	return modal(FormNotice, title, "", labelClose, Meta{}, []slack.Block{section("say", sentence, nil)})
}
