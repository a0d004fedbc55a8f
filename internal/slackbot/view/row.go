package view

import (
	"slices"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// row is a lead of the day: what it is about, and what to do with it.
func (w View) row(r digest.Row, day digest.Day) []slack.Block {
	if r.Beside {
		return w.owedRow(r, day)
	}
	e := w.dayEye(day)
	buttons := []slack.BlockElement{
		w.doneButton(r.Lead),
		w.sayButton(r.Lead),
		w.snoozeMenu(r.Lead, day.Rep, day.Now),
		w.quickMenu(r.Lead),
	}
	buttons = append(buttons, w.giveButton(r.Lead, r.Offer)...)
	buttons = append(buttons, w.owedButtons(r.Lead, r.Owed, false)...)
	if toRebook(r.Lead, r.Last) {
		buttons = append(buttons, w.rebookButton(r.Lead))
	}
	if wantsContact(r.Lead, r.Last) {
		buttons = append(buttons, w.addContactButton(r.Lead))
	}
	if p := r.Stand.Progress; p != nil && p.Paused != nil && r.Lead.Recall.Channel == "" { // whether it goes on is what is asked
		buttons = append(buttons, w.onLead(r.Lead, button(ActCourse, w.Say("cadence.changeIt"), ValueOf(r.Lead).Encode())))
	}
	if r.Stand.Echo {
		buttons = append(buttons, w.onLead(r.Lead, button(ActRest, w.Say("button.rest"), ValueOf(r.Lead).Encode())))
	}
	if r.Stand.Rung != nil {
		buttons = append(buttons, w.rungButton(r.Lead, *r.Stand.Rung))
	}
	if len(buttons) < maxRowButtons { // else the card has it
		buttons = append(buttons, w.prepButton(r.Lead)...)
	}
	return []slack.Block{
		rich(rowID("row", r.Lead),
			line(bold(w.title(r.Lead)), plain(around("   ", e.rowFacts(r), ""))),
			line(plain(e.method(rowStand(r), rowHints(r)))),
			line(plain(e.allOwed(r.Owed))),
			line(plain(e.rowPast(r))),
			line(plain(w.rowValue(r))),
			line(plain(e.rowWhy(r))),
			line(plain(w.instead(r.Lead, r.Last))),
			line(plain(e.parkNote(r.Lead))),
			line(plain(w.firstLine(r.Lead))),
		),
		actions(rowID(blockTodo, r.Lead), buttons...),
	}
}

// maxRowButtons is how many buttons a row shows where it has a choice: on a phone they take two lines.
const maxRowButtons = 5

// rowHints is how many hints of the sources a row shows: one where the method decides what is next, none where somebody waits for us.
func rowHints(r digest.Row) int {
	p, recall := r.Stand.Progress, r.Lead.Recall
	if p == nil || p.Paused != nil || recall.Kind != followup.Planned || recall.ReplyOwed {
		return 0
	}
	return 1
}

// rowStand leaves out the hours for calls where a time is agreed: it goes before them.
func rowStand(r digest.Row) digest.Stand { return agreedStand(r.Stand, r.Lead.Recall) }

func agreedStand(s digest.Stand, r *followup.Recall) digest.Stand {
	if r != nil && r.At != nil {
		s.Hours = nil
	}
	return s
}

// rowFacts is what a person needs at a glance: "09:30 (15:30 their time) · call · touch 5, where deals are won · €42,000".
// Without a time of day, how far away the contact's clock is comes last.
func (e eye) rowFacts(r digest.Row) string {
	recall := r.Lead.Recall
	if r.Beside {
		return join(dot, e.forWords(r), e.allOwed(r.Owed), e.nextRecall(*recall))
	}
	return join(dot,
		e.forWords(r),
		join(" ", e.rowTime(r.Lead), e.promiseDue(r)),
		e.overdueWords(r, e.today()),
		e.movedWords(*recall),
		e.stepFacts(r),
		e.money(r.Lead.Value),
		e.theirClock(r.Lead),
	)
}

// promiseDue tells a promise from a plan; of a promise whose day has passed the words for that do.
func (w View) promiseDue(r digest.Row) string {
	switch recall := r.Lead.Recall; {
	case recall.Kind == followup.Planned && !recall.ReplyOwed && !r.Stand.Echo:
		return w.Say("line.planned")
	case r.OverdueDays > 0:
		return ""
	default:
		return w.promisedMark(*recall)
	}
}

// theirClock says how far away the contact's clock is, where the row doesn't tell the time there.
func (e eye) theirClock(l followup.Lead) string {
	theirs := zoneOf(l)
	if l.Recall.At != nil || theirs == nil {
		return ""
	}
	return e.apart(e.now, e.now.Location(), theirs)
}

// rowTime says when, and when that is for the contact.
func (e eye) rowTime(l followup.Lead) string {
	theirs := zoneOf(l)
	switch at := l.Recall.At; {
	case at == nil:
		return ""
	case theirs == nil:
		return at.String()
	default:
		return at.String() + around(" (", e.theirTime(l.Recall.Due, *at, e.now.Location(), theirs), ")")
	}
}

// around puts a text that is not empty between two others.
func around(before, s, after string) string {
	if s == "" {
		return ""
	}
	return before + s + after
}

func (w View) overdueWords(r digest.Row, today calendar.Date) string {
	if r.OverdueDays == 0 {
		return ""
	}
	key := "line.dueSince"
	if r.Lead.Recall.Kind == followup.Promised {
		key = "line.promisedFor"
	}
	return w.Count(key, r.OverdueDays, "day", w.day(r.Lead.Recall.Due, today))
}

func (w View) attemptWords(r digest.Row) string {
	if r.Attempt < 2 {
		return ""
	}
	return w.Say("line.attempt", "n", strconv.Itoa(r.Attempt))
}

// touchNumber says the number of the touch to come; the fifth to seventh are where deals are won.
func (w View) touchNumber(l followup.Lead) string {
	n := l.Touches + 1
	key := "line.touch"
	if followup.Decisive(n) {
		key = "line.touchDecisive"
	}
	return w.Say(key, "n", strconv.Itoa(n))
}

// rowPast says what we owe and what was last: "you owe: pricing · last: Fri 8 May call, no answer, “note”".
func (e eye) rowPast(r digest.Row) string {
	var owe, last string
	if r.Last != nil {
		owe = e.Say("line.youOwe", "what", oneLine(r.Last.Promised, maxShort))
		last = e.Say("line.last", "touch", join(", ", e.touchWords(*r.Last), e.quoted(r.Last.Note, maxQuote)))
		if r.Last.By != e.me {
			last += e.Say("line.lastBy", "name", nameOr(r.LastBy, e.Say("who.teammate")))
		}
	}
	if r.Lead.Recall.ReplyOwed {
		owe = join(dot, e.Say("line.oweReply"), owe)
	}
	return join(dot, owe, e.theyOwe(r.Lead, r.Last), last)
}

// rowWhy says why it is due now.
func (e eye) rowWhy(r digest.Row) string {
	back, why := "", e.Say("line.why", "reasons", e.reasons(r.Lead.Recall.Reasons))
	if r.Snoozed {
		back = e.Say("line.wasSnoozed")
	}
	if r.Lead.Recall.ReplyOwed && r.Lead.Recall.Kind == followup.Planned && !r.Lead.Recall.EchoCame() {
		why = "" // the row begins with it
	}
	return join(dot, why, back)
}

// parkNote says what a waking lead was parked for.
func (e eye) parkNote(l followup.Lead) string {
	park := sleptAs(l)
	if park == nil {
		return ""
	}
	reason := oneLine(park.Reason, maxQuote)
	if l.Recall != nil && slices.ContainsFunc(l.Recall.Reasons, saysPark) {
		reason = "" // the line above says it
	}
	return join(dot, e.Say("line.parkedFor", "what", reason), e.Say("line.parkNote", "note", oneLine(park.Note, maxSay)))
}

// saysPark reports whether a reason tells why a lead was parked.
func saysPark(r followup.Reason) bool {
	return (r.Code == followup.NotNowParked || r.Code == followup.WokenEarly) && r.Params["what"] != ""
}

// firstLine is what to say first to a waking lead.
func (w View) firstLine(l followup.Lead) string {
	park := sleptAs(l)
	if park == nil {
		return ""
	}
	return w.Say("line.sayFirst", "text", w.quoted(park.FirstLine, maxSay))
}

// snoozeMenu offers to hide a lead; each option shows until when.
func (w View) snoozeMenu(l followup.Lead, rep followup.Rep, now time.Time) slack.BlockElement {
	var options []*slack.OptionBlockObject
	for _, s := range w.snoozes(rep, now) {
		options = append(options, option(SnoozeValue{Value: ValueOf(l), Until: s.until}.Encode(), s.label))
	}
	another := w.Say("button.anotherDate")
	if moves := l.Recall.Moves; moves >= followup.DecideAfter {
		another = w.Say("decide.anotherDate", "n", strconv.Itoa(moves))
	}
	return menu(ActSnooze, w.Say("button.snooze"), append(options, option(SnoozeValue{Value: ValueOf(l)}.Encode(), another))...)
}

// snooze is a time until which leads may be hidden.
type snooze struct {
	label string
	until time.Time
}

// snoozes are the usual ones: later today, where today is long enough, tomorrow, and the next working day where that is another.
func (w View) snoozes(rep followup.Rep, now time.Time) []snooze {
	local := now.In(rep.Location())
	today := calendar.DateOf(local)
	var all []snooze
	if at, ok := laterToday(calendar.TimeOfDayOf(local)); ok {
		all = append(all, snooze{w.Say("button.laterToday", "time", at.String()), calendar.At(today, at, rep.Location())})
	}
	tomorrow := today.AddDays(1)
	all = append(all, snooze{w.Say("button.tomorrow", "day", w.day(tomorrow, today)), calendar.At(tomorrow, 0, rep.Location())})
	if next := rep.Workdays().Next(tomorrow); next != tomorrow {
		all = append(all, snooze{w.Say("button.nextWorkingDay", "day", w.day(next, today)), calendar.At(next, 0, rep.Location())})
	}
	return all
}

// laterToday is 14:00 in the morning, then two hours on, until 18:00.
func laterToday(now calendar.TimeOfDay) (calendar.TimeOfDay, bool) {
	afternoon, evening := calendar.Clock(14, 0), calendar.Clock(18, 0)
	if now < calendar.Clock(13, 0) {
		return afternoon, true
	}
	later := (now/60 + 2) * 60
	return later, later <= evening
}

// quickMenu offers the outcomes that need no form, as they fit the channel.
func (w View) quickMenu(l followup.Lead) slack.BlockElement {
	channel := l.Recall.Channel
	if channel == "" {
		channel = followup.Call
	}
	options := make([]*slack.OptionBlockObject, 0, len(quickOutcomes))
	for _, o := range quickOutcomes {
		if o == followup.Replied && l.Recall.ReplyOwed {
			continue // they did
		}
		if o == followup.BreakUpSent && (l.Recall.ReplyOwed || l.Recall.Kind == followup.Promised) {
			continue // nobody says goodbye to who waits for us
		}
		if o.Fits(channel) && len(options) < maxOverflow {
			options = append(options, option(QuickValue{Value: ValueOf(l), Outcome: o, Channel: channel}.Encode(), w.quickLabel(o)))
		}
	}
	return overflow(ActQuick, options...)
}

// maxOverflow is how many options Slack allows in an overflow menu.
const maxOverflow = 5

// quickOutcomes are the outcomes of one tap, most frequent first.
var quickOutcomes = []followup.Outcome{
	followup.NoAnswer, followup.Voicemail, followup.NoShow, followup.Sent,
	followup.Replied, followup.NotNow, followup.NotInterested, followup.BreakUpSent,
}

func (w View) quickLabel(o followup.Outcome) string {
	if o == followup.NotNow {
		return w.Say("button.park")
	}
	return capital(w.outcome(o))
}
