package view

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Receipt says what was stored: the date with its weekday and zone, why it is that date, and the way back. viewer is who asked.
func (w View) Receipt(r digest.Receipt, viewer followup.UserID) Message {
	if r.Batch != nil {
		return w.batchReceipt(r, viewer)
	}
	e := w.receiptEye(r, viewer)
	words := e.receiptLine(r)
	blocks := w.receiptRow(fmt.Sprintf("receipt.%d", r.Event.ID), r, words)
	if notes := e.receiptNotes(r); notes != "" {
		blocks = append(blocks, aside("notes", notes))
	}
	if toRebook(r.Lead, r.Event.Detail.Touch) && r.Event.Kind == followup.Logged {
		blocks = append(blocks, actions("rebook", w.rebookButton(r.Lead)))
	}
	blocks = append(blocks, w.afterSignal(r, viewer)...)
	if touch := r.Event.Detail.Touch; wantsContact(r.Lead, touch) {
		blocks = append(blocks, actions("who", w.addContactButton(r.Lead)))
	}
	blocks = append(blocks, w.companyOffer(r)...)
	return message(words, w.offerForget(r, blocks)...)
}

// OnTop puts a receipt above the rows of a list. Its Undo counts as the list's, which stays a list.
func (w View) OnTop(r digest.Receipt, viewer followup.UserID, list []slack.Block) []slack.Block {
	return w.onTop(rowID(blockTodo, r.Lead)+".receipt", r, viewer, list)
}

func (w View) onTop(id string, r digest.Receipt, viewer followup.UserID, list []slack.Block) []slack.Block {
	e := w.receiptEye(r, viewer)
	blocks := w.receiptRow(id, r, e.receiptLine(r))
	if notes := e.receiptNotes(r); notes != "" {
		blocks = append(blocks, aside("notes", notes))
	}
	return append(append(blocks, divider()), list...)
}

// TeammateLogged tells an owner that somebody else logged a touch on their lead.
func (w View) TeammateLogged(r digest.Receipt) Message {
	e := w.receiptEye(r, r.Owner.ID)
	key := "event.teammateLogged"
	if r.Event.Kind == followup.Signalled {
		key = "event.teammateSaw"
	}
	words := w.Say(key, "name", nameOr(r.By, w.Say("who.teammate")), "line", e.receiptLine(r))
	blocks := []slack.Block{section("logged", words, nil)}
	if t := r.Event.Detail.Touch; t != nil && t.Note != "" {
		blocks = append(blocks, aside("note", w.quoted(t.Note, maxSay)))
	}
	buttons := []slack.BlockElement{w.openButton(r.Lead), w.undoButton(r.Lead, r.Event.ID)}
	if s := r.Event.Detail.Signal; s != nil {
		blocks = append(blocks, aside("suggestion", w.signalTip(s.Kind)))
	} else {
		buttons = append(buttons, w.editButton(r.Lead, r.Event.ID))
	}
	blocks = append(blocks, actions("answer", buttons...))
	return message(words, blocks...)
}

// TeammateUndid is what TeammateLogged becomes when the touch is taken back: with who did so, where that is not the owner.
func (w View) TeammateUndid(r digest.Receipt) Message {
	if r.Event.By == r.Owner.ID {
		return w.Receipt(r, r.Owner.ID)
	}
	words := w.receiptEye(r, r.Owner.ID).receiptLine(r)
	return Say(w.Say("event.teammateUndid", "name", nameOr(r.By, w.Say("who.teammate")), "line", words))
}

// receiptEye sees dates in the calendar of the lead's owner.
func (w View) receiptEye(r digest.Receipt, viewer followup.UserID) eye {
	e := w.eyeOf(r.Owner.Person, r.Event.At)
	e.me = viewer
	e.names = map[followup.UserID]string{r.Owner.ID: r.Owner.Name, r.Event.By: r.By}
	return e.placed(r.Owner.Person)
}

func (e eye) receiptLine(r digest.Receipt) string {
	if r.Deleted {
		return e.Say("event.leadGone", "lead", e.title(r.Lead))
	}
	words := e.keeping(r.Event, r.Lead).eventLine(r.Event, r.Lead)
	switch {
	case r.Batch != nil:
		return e.batchLine(r)
	case r.Lead.Recall == nil:
		return words
	case r.Event.Kind == followup.Undone:
		return join(dot, words, e.Say("event.backTo", "next", e.recallWords(*r.Lead.Recall)))
	case r.Event.Kind == followup.MergedIn, r.Event.Kind == followup.CadenceStopped:
		return join(dot, words, e.nextRecall(*r.Lead.Recall))
	default:
		return words
	}
}

// receiptNotes says why the date is what it is, and what a person might not expect.
func (e eye) receiptNotes(r digest.Receipt) string {
	var again, repeated, owner string
	if r.Again {
		again = e.Say("event.secondOne")
	}
	if r.Repeated {
		repeated = e.Say("event.doneBefore")
	}
	switch {
	case r.Lead.Owner == e.me || r.Event.Kind == followup.Reassigned:
	case (r.Event.Kind == followup.Logged || r.Event.Kind == followup.Signalled) && r.Owner.CoverAt(r.Event.At) != e.me:
		owner = e.Say("event.ownerIsTold", "name", nameOr(r.Owner.Name, e.Say("who.teammate")))
	default:
		owner = e.Say("event.theirLead", "name", nameOr(r.Owner.Name, e.Say("who.teammate")))
	}
	passed, reasons := e.passedOver(r.Event.Detail)
	if r.Event.Kind == followup.Signalled { // its line says it
		reasons = slices.DeleteFunc(slices.Clone(reasons), func(why followup.Reason) bool { return why.Code == followup.SignalCame })
	}
	why := e.Say("line.why", "reasons", e.reasons(told(reasons)))
	method := ""
	if next := r.Event.Detail.Next; next != nil && next.Kind == followup.NextRecall && next.Channel == followup.Call {
		method = e.voicemailWords(r.Stand)
	}
	loose := ""
	if t := r.Event.Detail.Touch; r.Loose && t != nil {
		loose = e.Say("value.loose", "what", e.quoted(t.Gave, maxShort))
	}
	owe := ""
	if t := r.Event.Detail.Touch; r.Event.Kind == followup.Logged && t != nil && t.Outcome == followup.Replied && r.Lead.Recall != nil && r.Lead.Recall.ReplyOwed {
		owe = e.Say("line.oweReply")
	}
	return join(dot, repeated, again, owe, loose, e.dryWords(r.Event.Detail.Dry, r.Offer), e.pushy(r.Event.Detail), e.instead(r.Lead, r.Event.Detail.Touch), e.surprises(r.Event.Detail), passed, why, method, owner)
}

// pushy says that a voicemail was left on a call attempt that is none for it.
func (w View) pushy(d followup.Detail) string {
	if d.Cadence == nil || d.Cadence.Call == 0 || cadence.VoicemailAt(d.Cadence.Call) {
		return ""
	}
	return w.Say("event.voicemailOn", "n", strconv.Itoa(d.Cadence.Call))
}

// surprises says that a closed lead is open again, which promise no longer stands, and that a date is far away.
func (e eye) surprises(d followup.Detail) string {
	var reopened, dropped, far string
	if d.Reopened != "" {
		reopened = e.Say("event.reopened", "state", e.state(d.Reopened))
	}
	if d.Dropped != nil {
		dropped = e.Say("event.dropped", "promise", e.stepDate(*d.Dropped))
	}
	if d.Next != nil && d.Next.On.After(e.today().AddMonths(yearAway)) {
		far = e.Count("event.farAway", monthsUntil(e.today(), d.Next.On))
	}
	return join(dot, reopened, dropped, far)
}

// yearAway is after how many months a date deserves a second look.
const yearAway = 12

// monthsUntil counts whole months.
func monthsUntil(from, to calendar.Date) int {
	n := (to.Year-from.Year)*12 + int(to.Month) - int(from.Month)
	if from.AddMonths(n).After(to) {
		n--
	}
	return n
}

// told leaves out the reason that a park's own line says already.
func told(reasons []followup.Reason) []followup.Reason {
	return slices.DeleteFunc(slices.Clone(reasons), func(r followup.Reason) bool { return r.Code == followup.NotNowParked })
}

// SettingsSaved says when the list comes.
func (w View) SettingsSaved(rep followup.Rep) Message {
	words := w.Say("event.digestOff")
	if !rep.DigestOff {
		words = w.Say("event.settingsSaved", "time", rep.DigestAt.String(), "days", w.weekWords(rep.Week), "city", city(rep.Location()))
	}
	return message(words, section("saved", words, nil))
}

// TeamSaved says what a team's channel can expect.
func (w View) TeamSaved(t followup.Team, now time.Time) Message {
	today := calendar.Today(now, t.Location())
	next := today.AddDays((int(t.SummaryOn-today.Weekday()) + 7) % 7)
	if next == today && !now.Before(calendar.At(today, t.SummaryAt, t.Location())) {
		next = today.AddDays(7)
	}
	words := w.Count("event.teamSaved", len(t.Members), "name", nameOr(t.Name, w.Say("who.noName")),
		"day", w.WeekdayName(t.SummaryOn), "time", t.SummaryAt.String(), "city", city(t.Location()), "next", w.dayNear(next, today))
	return message(words, section("saved", words, button(ActTeamForm, w.Say("button.edit"), Value{Team: t.ID}.Encode())))
}

// TeamHello shows who set up a team that its channel can be written to.
func (w View) TeamHello(t followup.Team) Message {
	return Say(w.Say("event.teamHello", "name", nameOr(t.Name, w.Say("who.noName"))))
}

// weekWords lists working days: "Mon Tue Wed".
func (w View) weekWords(week calendar.Week) string {
	words := ""
	for _, d := range week.Days() {
		words = join(" ", words, w.Weekday(d))
	}
	return words
}
