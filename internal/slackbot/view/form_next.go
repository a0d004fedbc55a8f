package view

import (
	"cmp"
	"strconv"
	"strings"
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
func (w View) nextFields(f LogForm) []slack.Block {
	e := w.eyeOf(f.Rep.Person, f.Now)
	next := f.Input.Next
	if next.Kind == "" {
		next = suggestedInput(f.Suggested)
		next.Value = cmp.Or(f.Input.Value, next.Value)
	}
	version := []string{string(f.Input.Outcome)}
	if f.Lead != nil {
		version = append(version, strconv.FormatInt(int64(f.Lead.Lead.ID), 10))
	}
	version = append(version, f.askedVersion()...)
	if c := f.Input.Cadence; c.Key != "" {
		version = append(version, strings.ReplaceAll(c.Key+"_"+string(c.Variant), ".", "_"))
	}
	blocks := []slack.Block{
		divider(),
		aside(versioned("suggestion", version...), e.suggestion(f.Suggested, f.Why, f.Shifts...)),
		input(versioned(BlockNextKind, version...), w.Say("field.nextKind"),
			choice(ActNextKind, w.Say("hint.nextKind"), kindValue(next), e.kindOptions(f.Lead))).WithDispatchAction(true),
	}
	version = append(version, string(next.Kind))
	switch next.Kind {
	case followup.NextRecall:
		blocks = append(blocks,
			hinted(input(versioned(BlockNextDate, version...), w.Say("field.on"), dates(next.On)), w.Say("hint.zone", "city", city(f.Rep.Location()))),
			optional(versioned(BlockNextTime, version...), w.Say("field.at"), times(next.At)),
			optional(versioned(BlockNextChannel, version...), w.Say("field.how"), choice(actInput, w.Say("hint.anyWay"), string(next.Channel), w.channelOptions())),
		)
	case followup.NextPark:
		blocks = append(blocks, e.parkFields(next.Wake, next.On, next.Park, f.Rep, version...)...)
	case followup.NextWon:
		blocks = append(blocks, optional(BlockAmount, w.Say("field.amount"), textInput(cmp.Or(next.Value, f.Input.Value), w.Say("hint.money"))))
	case followup.NextLost, followup.NextStop:
		blocks = append(blocks, optional(BlockReason, w.Say("field.reason"), textInput(next.Reason, w.Say("hint.reason"))))
	case followup.NextKeep:
	}
	return append(blocks, divider())
}

// suggestedInput fills the fields in as suggested.
func suggestedInput(n followup.NextStep) NextInput {
	in := NextInput{
		Kind: n.Kind, Promised: n.Promised, On: n.On, At: n.At, Channel: n.Channel, Reason: n.Reason,
	}
	if n.Value != nil {
		in.Value = n.Value.String() // as it can be typed, in any language
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
	options := []*slack.OptionBlockObject{option(nextPlanned, e.Say("choice.planned")), option(nextPromised, e.Say("choice.promised"))}
	if lead != nil && lead.Lead.Recall != nil && lead.Lead.Recall.Kind == followup.Promised {
		r := lead.Lead.Recall
		options = append(options, option(string(followup.NextKeep), e.Say("choice.keep", "day", e.dayAt(r.Due, r.At, e.today()))))
	}
	return append(options,
		option(string(followup.NextPark), e.Say("choice.park")),
		option(string(followup.NextWon), e.Say("choice.won")),
		option(string(followup.NextLost), e.Say("choice.lost")),
		option(string(followup.NextStop), e.Say("button.never")),
	)
}

// suggestion says in words what follows by default and why: "Suggested: call Tue 12 May — nobody reached: try …".
func (e eye) suggestion(n followup.NextStep, why followup.Reason, shifts ...followup.Reason) string {
	reason := ""
	if why.Code != "" {
		reason = join("; ", e.why(why), e.reasons(shifts))
	}
	switch {
	case n.Kind == followup.NextRecall && !n.Complete():
		return e.askDate(why.Code)
	case n.Kind == followup.NextRecall:
		return e.Say("form.suggested", "next", e.stepWords(&n), "why", reason)
	case n.Kind == followup.NextKeep:
		return capital(reason) + "."
	case n.Kind == followup.NextPark && n.Complete():
		return e.Say("form.suggestParkUntil", "day", e.day(n.On, e.today()), "why", reason)
	case n.Kind == followup.NextPark:
		return e.Say("form.suggestPark")
	case n.Kind == "":
		return e.Say("form.suggestNone")
	default:
		return e.Say("form.suggested", "next", e.member("closeAs.", string(n.Kind)), "why", reason)
	}
}

// askDate asks for the date that only the person knows.
func (w View) askDate(why followup.ReasonCode) string {
	switch why {
	case followup.MeetingBooked:
		return w.Say("form.askMeeting")
	case followup.BackFromLeave:
		return w.Say("form.askReturn")
	default:
		return w.Say("form.askDate")
	}
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
		input(versioned(BlockWake, version...), e.Say("field.wake"),
			choice(ActWake, e.Say("hint.wake"), wake, e.wakeOptions(e.today(), rep.Workdays()))).WithDispatchAction(true),
	}
	if wake == WakeOnDate {
		blocks = append(blocks, input(versioned(BlockWakeDate, version...), e.Say("field.on"), dates(on)))
	}
	return append(blocks,
		optional(BlockParkReason, e.Say("field.parkReason"), textInput(p.Reason, e.Say("hint.parkReason"))),
		optional(BlockParkNote, e.Say("field.parkNote"), paragraph(p.Note, e.Say("hint.parkNote"))),
		optional(BlockFirstLine, e.Say("field.firstLine"), textInput(p.FirstLine, e.Say("hint.firstLine"))),
		optional(BlockWakeSignals, e.Say("field.wakeSignals"), e.wakeBoxes(p.Signals)),
	)
}

// wakeOptions show the day on which a lead would wake.
func (w View) wakeOptions(today calendar.Date, workdays calendar.Workdays) []*slack.OptionBlockObject {
	options := make([]*slack.OptionBlockObject, 0, len(followup.WakeChoices())+1)
	for _, after := range followup.WakeChoices() {
		wakes := workdays.Next(after.From(today))
		options = append(options, option(string(after), w.Say("wake."+string(after), "day", w.day(wakes, today))))
	}
	return append(options, option(WakeOnDate, w.Say("choice.onDate")))
}

// ParkModal asks how long a lead sleeps, why, and what to say when it wakes.
func (w View) ParkModal(f ParkForm) slack.ModalViewRequest {
	e := w.eyeOf(f.Rep.Person, f.Now)
	blocks := append(notice(f.Notice), w.leadField(f.Lead, &f.Meta, "", e.now))
	blocks = append(blocks, e.parkFields(f.Input.Wake, f.Input.On, f.Input.Park, f.Rep)...)
	title, submit := w.titles(f.Meta, "title.park", "button.parkIt")
	return modal(FormPark, title, submit, w.Say("button.cancel"), f.Meta, blocks)
}

// MoveModal asks for another date of a lead's next touch.
func (w View) MoveModal(f MoveForm) slack.ModalViewRequest {
	e := w.eyeOf(f.Rep.Person, f.Now)
	now := ""
	if f.Lead.Recall != nil {
		now = around(dot, e.nextRecall(*f.Lead.Recall), "")
	}
	on := f.On
	if on.IsZero() {
		on = f.Rep.Workdays().Add(e.today(), 1)
	}
	blocks := append(notice(f.Notice), rich("about", line(bold(w.title(f.Lead)), plain(now))))
	if f.decides() {
		f.Meta.Anyway = true // it was asked by now
		blocks = append(blocks, section("asks", w.decideWords(f.Lead), nil), w.decision(f.Lead), divider())
	}
	blocks = append(blocks,
		hinted(input(BlockMoveDate, w.Say("field.on"), dates(on)), w.Say("hint.zone", "city", city(f.Rep.Location()))),
		optional(BlockNextTime, w.Say("field.at"), times(f.At)),
		optional(BlockNextChannel, w.Say("field.how"), choice(actInput, w.Say("hint.anyWay"), string(f.Channel), w.channelOptions())),
	)
	if f.Lead.Recall == nil || f.Lead.Recall.Kind != followup.Promised {
		blocks = append(blocks, optional(BlockMovePromised, w.Say("field.agreed"), box(w.Say("choice.promised"), f.Promised)))
	}
	blocks = append(blocks, optional(BlockNote, w.Say("field.note"), paragraph(f.Note, w.Say("hint.moveNote"))))
	move := "button.moveIt"
	if f.decides() {
		move = "decide.moveAnyway"
	}
	title, submit := w.titles(f.Meta, "title.move", move)
	return modal(FormMove, title, submit, w.Say("button.cancel"), f.Meta, blocks)
}

// parkUntil is the date the park fields say.
func parkUntil(wake string, picked calendar.Date, now time.Time, loc *time.Location) calendar.Date {
	if wake == WakeOnDate || wake == "" {
		return picked
	}
	return followup.WakeAfter(wake).From(calendar.Today(now, loc))
}
