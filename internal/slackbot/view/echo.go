package view

import (
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// echoUntil says that nothing is to be done but to wait: "waiting for an answer to the break-up until Thu 21 May".
func (e eye) echoUntil(on calendar.Date) string {
	return e.Say("echo.until", "day", e.day(on, e.today())+e.zone)
}

// nextRecall says what a lead's recall is: "next: call Fri 15 May", or what is waited for.
func (e eye) nextRecall(r followup.Recall) string {
	if r.AwaitsEcho() {
		return e.recallWords(r)
	}
	return e.Say("event.next", "next", e.recallWords(r))
}

// kindMark tells promises from plans behind a date.
func (w View) kindMark(r followup.Recall) string {
	switch r.Kind {
	case followup.Promised:
		return w.Say("line.andPromised")
	case followup.Planned:
		return w.Say("line.andPlanned")
	default:
		return ""
	}
}

// restedLines say what a rule let rest since the last digest, each with the way back.
func (w View) restedLines(d digest.Day) []slack.Block {
	blocks := make([]slack.Block, 0, len(d.Rested))
	for _, r := range d.Rested[:min(len(d.Rested), maxRested)] {
		keep := w.onLead(r.Lead, button(ActUndo, w.Say("echo.keepWorking"), Value{Lead: r.Lead.ID, Event: r.Event}.Encode()))
		blocks = append(blocks, section(rowID("rested", r.Lead), w.restedWords(d, r), keep))
	}
	if more := len(d.Rested) - maxRested; more > 0 {
		blocks = append(blocks, aside("rested.more", w.Say("echo.moreRest", "n", strconv.Itoa(more))))
	}
	return blocks
}

func (w View) restedWords(d digest.Day, r digest.Rested) string {
	return w.Say("echo.rests", "lead", w.title(r.Lead), "day", w.day(r.Lead.Recall.Due, d.Date))
}

// maxRested is how many of them have a line.
const maxRested = 5

// echoing are the leads whose break-up is waited for.
func (w View) echoing(h digest.Home) []slack.Block {
	if len(h.Echoes) == 0 {
		return nil
	}
	e := w.dayEye(h.Day)
	blocks := []slack.Block{divider(), aside("echoes", w.Say("home.echoes"))}
	for _, l := range h.Echoes {
		blocks = append(blocks, section(rowID("echo", l), join(dot, w.title(l), e.echoUntil(l.Recall.Due)), w.openButton(l)))
	}
	if more := h.Waiting - len(h.Echoes); more > 0 {
		blocks = append(blocks, aside("echoes.more", w.Count("home.moreEchoes", more)))
	}
	return blocks
}

// echoWords say how many break-ups were answered, and how many are by the sources; a rate is never said without its number.
func (w View) echoWords(e digest.Echoes) string {
	if e.Of == 0 {
		return w.Say("summary.noEchoes")
	}
	return w.Say("summary.echoes", "answered", strconv.Itoa(e.Answered), "of", strconv.Itoa(e.Of), "percent", strconv.Itoa(e.Percent()))
}

// restsUntil says what became of a lead whose break-up nobody answered: it is back on a day, or goes on with another cadence.
func (e eye) restsUntil(d followup.Detail) string {
	if d.Next != nil && d.Next.Kind == followup.NextPark {
		return e.Say("event.backOn", "day", e.day(d.Next.On, e.today())+e.zone)
	}
	if d.Next == nil {
		return ""
	}
	return e.nextAfter(*d.Next)
}

// theyOwe says that an answer to what was sent last is theirs to give.
func (w View) theyOwe(l followup.Lead, last *followup.Touch) string {
	r := l.Recall
	if r == nil || l.State != followup.Active || r.ReplyOwed || r.AwaitsEcho() || last == nil || last.Outcome.Class() != followup.Reached {
		return ""
	}
	return w.Say("line.theyOwe")
}
