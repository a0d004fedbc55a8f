package view

import (
	"cmp"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// What the next-step select can say. A recall is two of them: planned, or promised to the prospect.
const (
	nextPlanned  = "planned"
	nextPromised = "promised"
)

// nextFields ask what follows. Their ids carry the outcome, the lead and the kind, so that a new suggestion shows.
func nextFields(f LogForm) []slack.Block {
	e := eyeOf(f.Rep.Person, f.Now)
	next := f.Input.Next
	if next.Kind == "" {
		next = suggestedInput(f.Suggested)
		next.Value = cmp.Or(f.Input.Value, next.Value)
	}
	version := []string{string(f.Input.Outcome)}
	if f.Lead != nil {
		version = append(version, strconv.FormatInt(int64(f.Lead.Lead.ID), 10))
	}
	blocks := []slack.Block{
		divider(),
		aside(versioned("suggestion", version...), e.suggestion(f.Suggested, f.Why)),
		input(versioned(BlockNextKind, version...), labelNextKind,
			choice(ActNextKind, hintNextKind, kindValue(next), e.kindOptions(f.Lead))).WithDispatchAction(true),
	}
	version = append(version, string(next.Kind))
	switch next.Kind {
	case followup.NextRecall:
		blocks = append(blocks,
			hinted(input(versioned(BlockNextDate, version...), labelOn, dates(next.On)), fill(hintZone, "city", city(f.Rep.Location()))),
			optional(versioned(BlockNextTime, version...), labelAt, times(next.At)),
			optional(versioned(BlockNextChannel, version...), labelHow, choice(actInput, hintAnyWay, string(next.Channel), channelOptions())),
		)
	case followup.NextPark:
		blocks = append(blocks, e.parkFields(next.Wake, next.On, next.Park, f.Rep, version...)...)
	case followup.NextWon:
		blocks = append(blocks, optional(BlockAmount, labelAmount, words(cmp.Or(next.Value, f.Input.Value), hintMoney)))
	case followup.NextLost, followup.NextStop:
		blocks = append(blocks, optional(BlockReason, labelReason, words(next.Reason, hintReason)))
	case followup.NextKeep:
	}
	return append(blocks, divider())
}

// suggestedInput fills the fields in as suggested.
func suggestedInput(n followup.NextStep) NextInput {
	in := NextInput{
		Kind: n.Kind, Promised: n.Promised, On: n.On, At: n.At, Channel: n.Channel, Value: money(n.Value), Reason: n.Reason,
	}
	if n.Park != nil {
		in.Park = *n.Park
	}
	return in
}

// kindValue is the option of a kind of next step.
func kindValue(n NextInput) string {
	switch {
	case n.Kind != followup.NextRecall:
		return string(n.Kind)
	case n.Promised:
		return nextPromised
	default:
		return nextPlanned
	}
}

// kindOptions offers to keep a promise only where there is one.
func (e eye) kindOptions(lead *digest.Match) []*slack.OptionBlockObject {
	options := []*slack.OptionBlockObject{option(nextPlanned, optionPlanned), option(nextPromised, optionPromised)}
	if lead != nil && lead.Lead.Recall != nil && lead.Lead.Recall.Kind == followup.Promised {
		r := lead.Lead.Recall
		options = append(options, option(string(followup.NextKeep), fill(optionKeep, "day", dayAt(r.Due, r.At, e.today()))))
	}
	return append(options,
		option(string(followup.NextPark), optionPark),
		option(string(followup.NextWon), optionWon),
		option(string(followup.NextLost), optionLost),
		option(string(followup.NextStop), labelNever),
	)
}

// suggestion says in words what follows by default and why: "Suggested: call Tue 12 May — nobody reached: try …".
func (e eye) suggestion(n followup.NextStep, why followup.Reason) string {
	reason := ""
	if why.Code != "" {
		reason = e.why(why)
	}
	switch {
	case n.Kind == followup.NextRecall && !n.Complete():
		return askDate(why.Code)
	case n.Kind == followup.NextRecall:
		return fill(wordSuggested, "next", e.stepWords(&n), "why", reason)
	case n.Kind == followup.NextKeep:
		return capital(reason) + "."
	case n.Kind == followup.NextPark:
		return wordSuggestPark
	case n.Kind == "":
		return wordSuggestNone
	default:
		return fill(wordSuggested, "next", closeWords[n.Kind], "why", reason)
	}
}

// askDate asks for the date that only the person knows.
func askDate(why followup.ReasonCode) string {
	if words, ok := askDateWords[why]; ok {
		return words
	}
	return wordAskDate
}

// parkFields ask how long a lead sleeps and what to know when it wakes.
func (e eye) parkFields(wake string, on calendar.Date, p followup.Park, rep followup.Rep, version ...string) []slack.Block {
	if wake == "" {
		wake = string(followup.WakeInFiveWeeks)
		if !on.IsZero() {
			wake = WakeOnDate
		}
	}
	blocks := []slack.Block{
		input(versioned(BlockWake, version...), labelWake,
			choice(ActWake, hintWake, wake, wakeOptions(e.today(), rep.Week))).WithDispatchAction(true),
	}
	if wake == WakeOnDate {
		blocks = append(blocks, input(versioned(BlockWakeDate, version...), labelOn, dates(on)))
	}
	return append(blocks,
		optional(BlockParkReason, labelParkReason, words(p.Reason, hintParkReason)),
		optional(BlockParkNote, labelParkNote, paragraph(p.Note, hintParkNote)),
		optional(BlockFirstLine, labelFirstLine, words(p.FirstLine, hintFirstLine)),
	)
}

// wakeOptions show the day on which a lead would wake.
func wakeOptions(today calendar.Date, week calendar.Week) []*slack.OptionBlockObject {
	options := make([]*slack.OptionBlockObject, 0, len(followup.WakeChoices())+1)
	for _, after := range followup.WakeChoices() {
		wakes := week.Next(after.From(today))
		options = append(options, option(string(after), fill(wakeWords[after], "day", day(wakes, today))))
	}
	return append(options, option(WakeOnDate, optionOnDate))
}

// ParkModal asks how long a lead sleeps, why, and what to say when it wakes.
func ParkModal(f ParkForm) slack.ModalViewRequest {
	e := eyeOf(f.Rep.Person, f.Now)
	blocks := append(notice(f.Notice), leadField(f.Lead, &f.Meta, "", e.now))
	blocks = append(blocks, e.parkFields(f.Input.Wake, f.Input.On, f.Input.Park, f.Rep)...)
	return modal(FormPark, titlePark, labelParkIt, labelCancel, f.Meta, blocks)
}

// MoveModal asks for another date of a lead's next touch.
func MoveModal(f MoveForm) slack.ModalViewRequest {
	e := eyeOf(f.Rep.Person, f.Now)
	now := ""
	if f.Lead.Recall != nil {
		now = around(dot, fill(wordNext, "next", e.recallWords(*f.Lead.Recall)), "")
	}
	on := f.On
	if on.IsZero() {
		on = f.Rep.Week.Add(e.today(), 1)
	}
	blocks := append(notice(f.Notice),
		rich("about", line(bold(title(f.Lead)), plain(now))),
		hinted(input(BlockMoveDate, labelOn, dates(on)), fill(hintZone, "city", city(f.Rep.Location()))),
		optional(BlockNextTime, labelAt, times(f.At)),
		optional(BlockNextChannel, labelHow, choice(actInput, hintAnyWay, string(f.Channel), channelOptions())),
	)
	if f.Lead.Recall == nil || f.Lead.Recall.Kind != followup.Promised {
		blocks = append(blocks, optional(BlockMovePromised, labelAgreed, box(optionPromised, f.Promised)))
	}
	blocks = append(blocks, optional(BlockNote, labelNote, paragraph(f.Note, hintMoveNote)))
	return modal(FormMove, titleMove, labelMoveIt, labelCancel, f.Meta, blocks)
}

// parkUntil is the date the park fields say.
func parkUntil(wake string, picked calendar.Date, now time.Time, loc *time.Location) calendar.Date {
	if wake == WakeOnDate || wake == "" {
		return picked
	}
	return followup.WakeAfter(wake).From(calendar.Today(now, loc))
}
