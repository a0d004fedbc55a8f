package view

import (
	"slices"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// lang returns a text of a cadence in the viewer's language, as one line.
func (w View) lang(t followup.Wording, limit int) string { return oneLine(t.In(w.Language()), limit) }

// stepFacts say what comes next and how far that is in its cadence: "call 5 of 8 · Recall: prompt a decision". Without a cadence it is the
// channel with the number of the attempt, and the number of the touch.
func (e eye) stepFacts(r digest.Row) string {
	if r.Stand.Echo {
		return e.Say("stand.echo") // there is nothing to do but to see
	}
	recall, p := r.Lead.Recall, r.Stand.Progress
	goal := oneLine(recall.Goal, maxShort)
	if p == nil || p.Number == 0 {
		attempt := e.attemptWords(r)
		if r.Stand.Voicemail != nil {
			attempt = "" // the line below says it
		}
		return join(dot, join(", ", e.channel(recall.Channel), attempt, goal), e.touchNumber(r.Lead))
	}
	isStep := slices.ContainsFunc(recall.Reasons, func(r followup.Reason) bool { return r.Code == followup.CadenceStep })
	beside := !isStep && recall.Channel != "" && len(p.Left) > 0 && !slices.Contains(p.Left, recall.Channel) // such as a note after a no-show
	if p.Paused != nil || recall.Kind != followup.Planned || beside {
		return join(dot, join(", ", e.channel(recall.Channel), goal), e.progressWords(*p))
	}
	if goal == "" {
		goal = e.stepWhat(p.Step)
	}
	return join(dot, e.stepNumber(recall.Channel, *p), goal, e.decisiveWords(*p))
}

// stepNumber is "call 5 of 8", or with what is left of a step of several channels "email + LinkedIn 1 of 8".
func (e eye) stepNumber(c followup.Channel, p digest.Progress) string {
	how := e.channel(c)
	if slices.Contains(p.Left, c) || c == "" {
		how = e.stepChannels(p.Left, p.Step.Either)
	}
	return join(" ", how, e.Say("stand.of", "n", strconv.Itoa(p.Number), "of", strconv.Itoa(p.Of)))
}

func (w View) decisiveWords(p digest.Progress) string {
	if !p.Decisive {
		return ""
	}
	return w.Say("stand.decisive")
}

// progressWords say where a lead stands in its cadence, beside something else that is due: "warm-21, 5 of 8", "warm-21 paused until Fri".
func (e eye) progressWords(p digest.Progress) string {
	if p.Paused == nil {
		return e.Say("stand.waits", "cadence", cadenceLabel(p.Cadence), "n", strconv.Itoa(p.Number), "of", strconv.Itoa(p.Of))
	}
	until := ""
	if !p.Paused.Until.IsZero() {
		until = e.day(p.Paused.Until, e.today())
	}
	return e.Say("stand.paused", "cadence", cadenceLabel(p.Cadence), "until", until)
}

// cadenceLabel is how a cadence is called in a line.
func cadenceLabel(c *followup.Cadence) string {
	if c == nil {
		return ""
	}
	return oneLine(c.Label(), maxShort)
}

// stepChannels names the channels of a step: "email + LinkedIn", "email or call".
func (w View) stepChannels(all []followup.Channel, either bool) string {
	between := " + "
	if either {
		between = " " + w.Say("stand.or") + " "
	}
	words := ""
	for _, c := range all {
		words = join(between, words, w.channel(c))
	}
	return words
}

// method is the one line of a row about how the next touch is made well: for a dark lead what to try next, else whether the call is
// welcome now, whether a voicemail is for it, and what else the sources advise, as far as most hints go.
func (e eye) method(s digest.Stand, hints int) string {
	if s.Rung != nil {
		return e.rungWords(*s.Rung)
	}
	words := join(dot, e.hoursWords(s), e.voicemailWords(s))
	for _, h := range s.Hints {
		if hints > 0 && !slices.Contains(saidElsewhere, h.Code) {
			words = join(dot, words, e.hintWords(h))
			hints--
		}
	}
	return words
}

// saidElsewhere are the hints that a row says in words of its own.
var saidElsewhere = []cadence.HintCode{cadence.LeaveVoicemail, cadence.NoVoicemailNow, cadence.DealsWonHere}

// voicemailWords say what attempt a call is and whether to leave a message: the second and the fourth alone.
func (w View) voicemailWords(s digest.Stand) string {
	switch v := s.Voicemail; {
	case v == nil:
		return ""
	case v.Leave:
		return w.Say("stand.leaveVoicemail", "n", strconv.Itoa(v.Attempt))
	default:
		return w.Say("stand.noVoicemail", "n", strconv.Itoa(v.Attempt))
	}
}

// hintWords say what a source advises, with its title: "a question under 30 words (Cadence Guide)".
func (w View) hintWords(h cadence.Hint) string {
	params := []string{"source", w.sourceWords(h.Source)}
	for name, value := range h.Params {
		if name == "channel" {
			value = w.channel(followup.Channel(value))
		}
		params = append(params, name, oneLine(value, maxShort))
	}
	return w.Say("methodHint."+string(h.Code), params...)
}

// sourceWords name a source; what we chose ourselves has none.
func (w View) sourceWords(s cadence.Source) string {
	if s == cadence.Ours {
		return ""
	}
	return oneLine(string(s), maxShort)
}

// rungWords say what to try next with a lead that has gone dark, in one concrete line.
func (w View) rungWords(r cadence.Rung) string {
	names := ""
	for _, c := range r.People[:min(len(r.People), 3)] {
		names = join(", ", names, nameOr(c.Called(), w.Say("contact.noName"))+around(" (", oneLine(c.Role, maxShort), ")"))
	}
	return w.Say("rung."+string(r.Code), "channel", w.byChannel(r.Channel), "names", names)
}

// hoursWords say when a call is welcome: "can be called now, until 12:00 (their time)", "from 14:00 (their time)". What is assumed of
// where they are is marked.
func (e eye) hoursWords(s digest.Stand) string {
	if s.Hours == nil || s.Prospect.Zone == nil {
		return ""
	}
	theirs := s.Prospect.Zone
	from, to := s.Hours.From.In(theirs), s.Hours.To.In(theirs)
	place := e.placeWords(s.Prospect)
	if e.apart(e.now, e.now.Location(), theirs) != "" { // nobody should have to reckon
		ours := clockOf(s.Hours.From.In(e.now.Location())) + "–" + clockOf(s.Hours.To.In(e.now.Location()))
		place = join("; ", place, e.Say("stand.ours", "hours", ours, "city", city(e.now.Location())))
	}
	if s.CallNow {
		return e.Say("stand.callNow", "until", clockOf(to), "place", place)
	}
	day := ""
	if d := calendar.DateOf(from); d != calendar.DateOf(e.now.In(theirs)) {
		day = e.day(d, e.today())
	}
	return e.Say("stand.callFrom", "day", day, "from", clockOf(from), "until", clockOf(to), "place", place)
}

func clockOf(t time.Time) string { return calendar.TimeOfDayOf(t).String() }

// placeWords say whose clock hours are read on: nothing where it shows the same as ours and nothing is assumed.
func (e eye) placeWords(p followup.Prospect) string {
	elsewhere := e.apart(e.now, e.now.Location(), p.Zone) != ""
	switch {
	case p.Assumed && p.Country != "":
		return e.Say("stand.assumedCountry", "country", e.Country(p.Country))
	case p.Assumed:
		return e.Say("stand.assumedYours")
	case elsewhere:
		return e.Say("stand.theirTime")
	default:
		return ""
	}
}

// maxHints is how many hints a card shows.
const maxHints = 3

// cardProgress says on a card which cadence a lead runs on, and how far it came: "warm-21: call 5 of 8 · Recall: offer a concrete proposal".
func (e eye) cardProgress(s digest.Stand) string {
	p := s.Progress
	switch {
	case p == nil:
		return ""
	case p.Number == 0:
		return e.Say("stand.over", "cadence", cadenceLabel(p.Cadence))
	case p.Paused != nil:
		why := ""
		if p.Paused.Why.Code != "" {
			why = e.Say("line.why", "reasons", e.why(p.Paused.Why))
		}
		return join(dot, e.progressWords(*p), why) // it begins with a name that people type
	}
	step := join(" ", e.stepChannels(p.Left, p.Step.Either), e.Say("stand.of", "n", strconv.Itoa(p.Number), "of", strconv.Itoa(p.Of)))
	return e.Say("stand.on", "cadence", cadenceLabel(p.Cadence),
		"step", join(dot, step, e.stepWhat(p.Step), e.decisiveWords(*p)))
}

// rungLabels say what the button of a rung does.
var rungLabels = map[cadence.RungCode]string{
	cadence.OtherChannel: "rung.takeChannel", cadence.OtherMessage: "rung.takeMessage", cadence.OtherPerson: "rung.takePerson",
	cadence.BreakUp: "rung.takeBreakUp",
}

// rungButton takes what a dark lead is to be tried with.
func (w View) rungButton(l followup.Lead, r cadence.Rung) *slack.ButtonBlockElement {
	return w.onLead(l, button(ActRung, w.Say(rungLabels[r.Code], "channel", w.channel(r.Channel)), ValueOf(l).Encode()))
}

// RungNote is what the next touch is to say, where a rung is about that; it stays with the lead.
func (w View) RungNote(r cadence.Rung) string {
	if r.Code != cadence.OtherMessage {
		return ""
	}
	return w.Say("rung.note")
}
