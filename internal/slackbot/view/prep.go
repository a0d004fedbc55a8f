package view

import (
	"slices"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// PrepModal is what to know before the next touch, to be read on a phone in ten seconds. What is not known has no line, but for what only the
// team can find out: there it says how to note it.
func (w View) PrepModal(p digest.Prep, meta Meta) slack.ModalViewRequest {
	c := p.Card
	e := w.cardEye(c)
	blocks := []slack.Block{rich("prep",
		line(bold(w.title(c.Lead)), plain(around(dot, w.money(c.Lead.Value), ""))),
		line(plain(e.prepGoal(p))),
		line(plain(e.prepHot(p))),
		line(plain(e.prepLast(p))),
		line(plain(e.prepSaid(p))),
		line(plain(w.knownLine("prep.questions", "prep.noQuestions", c.Lead.Brief.Questions))),
		line(plain(e.prepPromised(p))),
		line(plain(w.Say("prep.owes", "what", oneLine(c.Lead.Brief.Owes, maxQuote)))),
		line(plain(e.prepTime(p))),
		line(plain(w.prepVoicemail(c.Stand))),
		line(plain(w.knownLine("prep.hook", "prep.noHook", c.Lead.Brief.Hook))),
		line(plain(w.prepGive(c.Giving))),
		line(plain(w.prepLink(c.Giving))),
	)}
	return modal(FormPrep, w.Say("prep.title"), "", w.Say("button.close"), meta, append(blocks, w.prepActions(p)...))
}

// knownLine is a line about something, or how to note it where nothing is.
func (w View) knownLine(key, none, text string) string {
	if text == "" {
		return w.Say(none)
	}
	return w.Say(key, "what", oneLine(text, maxQuote))
}

// prepGoal says in one line what the next touch is for: what was set with it, or what its cadence says, and by which channel it is made.
func (e eye) prepGoal(p digest.Prep) string {
	c := p.Card
	r := c.Lead.Recall
	if r == nil {
		return ""
	}
	goal := oneLine(r.Goal, maxQuote)
	if at := c.Stand.Progress; goal == "" && at != nil && at.Paused == nil && r.Kind == followup.Planned {
		goal = e.stepWhat(at.Step)
	}
	if c.Lead.Park != nil {
		goal = join(dot, goal, e.firstLine(c.Lead))
	}
	personal := ""
	if at := c.Stand.Progress; at != nil && at.Paused == nil && at.Step.Personal {
		personal = e.Say("prep.personal")
	}
	return e.Say("prep.goal", "what", join(dot, capital(e.recallWords(*r)), e.oweWords(*r), goal, personal))
}

// prepLast says what was tried last, and by whom.
func (e eye) prepLast(p digest.Prep) string {
	if p.Last == nil {
		return e.Say("prep.noTouch")
	}
	by := ""
	if p.Last.By != e.me {
		by = e.Say("line.lastBy", "name", e.who(string(p.Last.By)))
	}
	return e.Say("prep.last", "what", e.touchWords(*p.Last)+by)
}

// prepSaid says what they cared about, and when they said so where that was not last.
func (e eye) prepSaid(p digest.Prep) string {
	if p.Heard == nil {
		return ""
	}
	day := ""
	if p.Last == nil || p.Last.ID != p.Heard.ID {
		day = e.day(calendar.DateOf(p.Heard.At.In(e.now.Location())), e.today())
	}
	return e.Say("prep.said", "what", join(dot, e.quoted(p.Heard.Note, maxSay), day))
}

// prepHot says until when a hot signal wants its touch: nobody promised it.
func (e eye) prepHot(p digest.Prep) string {
	return e.allOwed(slices.DeleteFunc(slices.Clone(p.Card.Owed), func(o followup.Obligation) bool { return !isHot(o) }))
}

func isHot(o followup.Obligation) bool { return o.Kind == followup.HotTouch }

// prepPromised says what we owe them.
func (e eye) prepPromised(p digest.Prep) string {
	words := ""
	for _, t := range p.Promised[:min(len(p.Promised), maxPassed)] {
		words = join("; ", words, oneLine(t.Promised, maxShort))
	}
	return e.Say("prep.promised", "what", join(dot, words, e.allOwed(slices.DeleteFunc(slices.Clone(p.Card.Owed), isHot))))
}

// prepTime says what time it is for them, and whether a call is welcome now or when it is.
func (e eye) prepTime(p digest.Prep) string {
	at := p.Card.Stand.Prospect
	if at.Zone == nil {
		return ""
	}
	clock := clockOf(e.now.In(at.Zone))
	apart := e.apart(e.now, e.now.Location(), at.Zone)
	if at.Assumed {
		apart = join("; ", apart, e.placeWords(at))
	}
	when := e.Say("prep.noHours")
	if p.Hours != nil {
		from, to := p.Hours.From.In(at.Zone), p.Hours.To.In(at.Zone)
		day := ""
		if d := calendar.DateOf(from); d != calendar.DateOf(e.now.In(at.Zone)) {
			day = e.day(d, e.today())
		}
		when = e.Say("prep.wait", "day", day, "from", clockOf(from), "until", clockOf(to))
		if p.Good {
			when = e.Say("prep.good", "until", clockOf(to))
		}
	}
	return e.Say("prep.time", "time", clock, "apart", apart, "when", when)
}

func (w View) prepVoicemail(s digest.Stand) string {
	return w.Say("prep.voicemail", "what", w.voicemailWords(s))
}

// prepGive says what to give them next, or that two touches had nothing for them.
func (w View) prepGive(g digest.Giving) string {
	return w.Say("prep.give", "what", join(dot, w.offerWords(g.Offer), w.some(atLeast(g.Dry, followup.DryWarns), "prep.dry")))
}

func (w View) prepLink(g digest.Giving) string {
	if g.Offer == nil {
		return ""
	}
	return oneLine(g.Offer.Piece.Link, maxSay)
}

// atLeast is n, or nothing where it is less than the least that matters.
func atLeast(n, least int) int {
	if n < least {
		return 0
	}
	return n
}

// prepActions is what follows from having read it: at most one form more, for Slack stacks three.
func (w View) prepActions(p digest.Prep) []slack.Block {
	l := p.Card.Lead
	buttons := []slack.BlockElement{w.onLead(l, primary(ActDone, w.Say("button.logATouch"), ValueOf(l).Encode()))}
	if maySay(l) {
		buttons = append(buttons, w.sayButton(l))
	}
	if p.Card.Mine || p.Card.MayDecide {
		edit := w.detailsOption(l)
		buttons = append(buttons, w.onLead(l, button(ActCardMenu, edit.Text.Text, edit.Value)))
	}
	return []slack.Block{actions(rowID("prep_do", l), buttons...)}
}

// prepButton opens what to know before the next touch; there is none for a lead that is closed.
func (w View) prepButton(l followup.Lead) []slack.BlockElement {
	if !l.State.Open() {
		return nil
	}
	return []slack.BlockElement{w.onLead(l, button(ActPrep, w.Say("prep.button"), ValueOf(l).Encode()))}
}
