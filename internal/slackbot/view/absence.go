package view

import (
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// AwayForm asks when somebody is away, and who covers.
type AwayForm struct {
	Meta Meta
	Rep  followup.Rep
	AwayInput
}

// AwayInput is what the form of an absence says.
type AwayInput struct {
	From, Until calendar.Date
	Cover       followup.UserID
}

// AwayModal asks for an absence: the one that is said already can be changed.
func (w View) AwayModal(f AwayForm) slack.ModalViewRequest {
	blocks := []slack.Block{
		hinted(input(BlockAwayFrom, w.Say("away.from"), dates(f.From)), w.Say("hint.zone", "city", city(f.Rep.Location()))),
		input(BlockAwayUntil, w.Say("away.until"), dates(f.Until)),
		hinted(optional(BlockCover, w.Say("away.cover"), w.person(f.Cover)), w.Say("away.coverHint")),
	}
	return modal(FormAway, w.Say("away.title"), w.Say("button.save"), w.Say("button.cancel"), f.Meta, blocks)
}

// ReadAway reads the form of an absence.
func ReadAway(state *slack.ViewState) AwayInput {
	f := fields{state}
	return AwayInput{From: f.date(BlockAwayFrom), Until: f.date(BlockAwayUntil), Cover: followup.UserID(f.get(BlockCover).SelectedUser)}
}

// maxAwayLeads is how many leads are named in a sentence about an absence.
const maxAwayLeads = 5

// leadsIn names leads in a sentence.
func (w View) leadsIn(leads []followup.Lead) string {
	words := ""
	for _, l := range leads[:min(len(leads), maxAwayLeads)] {
		words = join(", ", words, cut(w.title(l), maxShort))
	}
	if len(leads) > maxAwayLeads {
		words += " …"
	}
	return words
}

// awaySpan says when an absence is: "until Tue 4 Aug", or with its first day where that is still to come.
func (e eye) awaySpan(a followup.Absence) string {
	from := ""
	if a.From.After(e.today()) {
		from = e.day(a.From, e.today())
	}
	return e.Say("away.span", "from", from, "until", e.day(a.Until, e.today()))
}

// Away tells somebody what becomes of their follow-ups while they are away, or now that they are back, with the way back.
func (w View) Away(a digest.Away) Message {
	e := w.eyeOf(a.Rep.Person, a.Now)
	key := "away.moved"
	if a.Back {
		key = "away.backMoved"
	}
	first, last, moved := e.day(a.First, e.today()), e.day(a.Last, e.today()), ""
	if last == first {
		last = ""
	}
	if a.Moved > 0 {
		moved = w.Count(key, a.Moved, "first", first, "last", last)
	}
	var buttons []slack.BlockElement
	if a.Event != 0 {
		buttons = append(buttons, button(ActUndoBatch, w.Say("button.undo"), Value{Event: a.Event}.Encode()))
	}
	if a.Back {
		words := w.Say("away.back")
		if a.Rep.Away == nil || a.Rep.Away.Until.Before(a.Rep.Away.From) {
			words = w.Say("away.notGoing")
		}
		return message(words, awayBlocks(words, moved, "", buttons)...)
	}
	words := w.awaySaid(e, "away.said", "away.saidAlone", *a.Rep.Away, a.Cover.Name)
	if moved == "" {
		moved = w.Say("away.nothingMoved")
	}
	if n := len(a.Promises); n > 0 {
		key := "away.promises"
		if a.Rep.Away.Cover == "" {
			key = "away.alone"
		}
		moved = join("\n", moved, w.Count(key, n, "name", nameOr(a.Cover.Name, w.Say("who.teammate")), "leads", w.leadsIn(a.Promises)))
	}
	names := ""
	for _, other := range a.Covering {
		names = join(", ", names, nameOr(other.Name, w.Say("who.teammate")))
	}
	if names != "" {
		moved = join("\n", moved, w.Say("away.covering", "names", names))
	}
	back := a.Rep.Workdays().Next(a.Rep.Away.Until.AddDays(1))
	notes := w.Say("away.thenBack", "day", e.day(back, e.today()))
	if a.Repeated {
		notes = join(dot, w.Say("event.doneBefore"), notes)
	}
	buttons = append(buttons, button(ActAwayForm, w.Say("away.change"), Value{}.Encode()), w.backButton(e, *a.Rep.Away))
	return message(words, awayBlocks(words, moved, notes, buttons)...)
}

func awayBlocks(words, more, notes string, buttons []slack.BlockElement) []slack.Block {
	blocks := []slack.Block{section("away", join("\n", words, more), nil)}
	if notes != "" {
		blocks = append(blocks, aside("notes", notes))
	}
	if len(buttons) > 0 {
		blocks = append(blocks, actions("away_do", buttons...))
	}
	return blocks
}

// awaySaid is a sentence about an absence with its cover, or another one without.
func (w View) awaySaid(e eye, key, alone string, a followup.Absence, cover string) string {
	if a.Cover == "" {
		return w.Say(alone, "span", e.awaySpan(a))
	}
	return w.Say(key, "span", e.awaySpan(a), "cover", nameOr(cover, w.Say("who.teammate")))
}

// backButton ends an absence, or takes one back that is to come.
func (w View) backButton(e eye, a followup.Absence) *slack.ButtonBlockElement {
	label := w.Say("away.cancel")
	if a.On(e.today()) {
		label = w.Say("away.imBack")
	}
	return button(ActBack, label, Value{}.Encode())
}

// awayNow says on Home and among the settings that somebody is away or will be, with what to do about it; without an absence, how to say one.
func (w View) awayNow(e eye, rep followup.Rep, cover string, always bool) []slack.Block {
	form := button(ActAwayForm, w.Say("away.button"), Value{}.Encode())
	if !rep.Away.Ahead(e.today()) {
		if !always {
			return nil
		}
		return []slack.Block{section("away", w.Say("away.present"), form)}
	}
	words := w.awaySaid(e, "away.now", "away.nowAlone", *rep.Away, cover)
	return []slack.Block{section("away", words, nil), actions("away_do", w.backButton(e, *rep.Away), button(ActAwayForm, w.Say("away.change"), Value{}.Encode()))}
}

// forWords says whose lead a row of a cover's list is: "for Ana (away until Tue 4 Aug)". Its times are the owner's.
func (e eye) forWords(r digest.Row) string {
	if r.For == nil || r.For.Away == nil {
		return ""
	}
	there := ""
	if e.apart(e.now, e.now.Location(), r.For.Location()) != "" {
		there = city(r.For.Location())
	}
	return e.Say("away.row", "name", nameOr(firstName(r.For.Name), e.Say("who.teammate")), "until", e.day(r.For.Away.Until, e.today()), "city", there)
}

// HandOver tells a cover what can't wait.
func (w View) HandOver(h digest.HandOver) Message {
	e := w.eyeOf(h.To.Person, h.Now)
	name := nameOr(h.Rep.Name, w.Say("who.teammate"))
	if h.Ended {
		return Say(w.Say("handOver.ended", "name", name))
	}
	until := e.day(h.Rep.Away.Until, e.today())
	words := w.Say("handOver.none", "name", name, "until", until)
	if n := len(h.Leads); n > 0 {
		words = w.Count("handOver.intro", n, "name", name, "until", until)
	}
	blocks := []slack.Block{section("cover", words, nil)}
	theirs := w.eyeOf(h.Rep.Person, h.Now)
	theirs.me = h.To.ID
	if e.apart(h.Now, h.To.Location(), h.Rep.Location()) != "" {
		theirs = theirs.placed(h.Rep.Person)
	}
	for _, l := range h.Leads[:min(len(h.Leads), maxNudged)] {
		blocks = append(blocks, divider(), rich(rowID("handed", l.Lead),
			line(bold(w.title(l.Lead)), plain(around("   ", join(dot, theirs.recallWords(*l.Lead.Recall), w.oweWords(*l.Lead.Recall)), ""))),
			line(plain(theirs.handedPast(l))),
			line(plain(theirs.mainContact(l.Lead))),
		), actions(rowID("handed_do", l.Lead), w.openButton(l.Lead)))
	}
	if hidden := len(h.Leads) - maxNudged; hidden > 0 {
		blocks = append(blocks, aside("hidden", w.Count("handOver.more", hidden)))
	}
	back := h.Rep.Workdays().Next(h.Rep.Away.Until.AddDays(1))
	blocks = append(blocks, aside("return", w.Say("handOver.return", "name", name, "day", e.day(back, e.today()))))
	leads := make([]followup.Lead, 0, len(h.Leads))
	for _, l := range h.Leads {
		leads = append(leads, l.Lead)
	}
	return message(w.naming(words, leads...), blocks...)
}

// handedPast is what we owe a lead and what was said last.
func (e eye) handedPast(l digest.HandedLead) string {
	if l.Last == nil {
		return ""
	}
	return join(dot,
		e.Say("line.youOwe", "what", oneLine(l.Last.Promised, maxShort)),
		e.Say("line.last", "touch", join(", ", e.touchWords(*l.Last), e.quoted(l.Last.Note, maxQuote))))
}

// mainContact is how the main contact is reached.
func (e eye) mainContact(l followup.Lead) string {
	main := l.Main()
	if main == nil {
		return ""
	}
	return e.contactWords(*main)
}

// WelcomeBack greets who is back.
func (w View) WelcomeBack(b digest.Welcome) Message {
	e := w.eyeOf(b.Rep.Person, b.Now)
	words := w.Say("welcomeBack.hello", "name", nameOr(firstName(b.Rep.Name), w.Say("day.friend")))
	if b.Kept > 0 {
		words = join(" ", words, w.Count("welcomeBack.kept", b.Kept, "cover", nameOr(b.Cover, w.Say("who.teammate"))))
	}
	waits := w.Say("welcomeBack.nothing")
	if b.Waits > 0 {
		waits = w.Count("welcomeBack.waits", b.Waits, "day", e.day(b.From, e.today()))
	}
	words = join(" ", words, waits)
	return message(words, section("back", words, nil), actions("list", button(ActList, w.Say("button.openList"), Value{}.Encode())))
}

// CoverAway refuses a cover who is away themselves.
func (w View) CoverAway(name string, a followup.Absence, now time.Time) string {
	return w.Say("away.coverAway", "name", nameOr(name, w.Say("who.teammate")), "until", w.day(a.Until, calendar.DateOf(now)))
}

// coverName is the name of who covers the rep of a day.
func coverName(d digest.Day) string {
	if d.Rep.Away == nil {
		return ""
	}
	return d.Names[d.Rep.Away.Cover]
}

// maxAwayReps is how many of those who are away a summary names.
const maxAwayReps = 10

// awayLines names the team's members who are away: "🌴 Ana: away until Tue 4 Aug, Max covers".
func (w View) awayLines(s digest.Summary) string {
	words := ""
	for _, a := range s.Away[:min(len(s.Away), maxAwayReps)] {
		words = join(dot, words, w.Say("away.summary", "name", nameOr(a.Rep.Name, w.Say("who.noName")), "until", w.day(a.Until, s.Date), "cover", cut(a.Cover, 40)))
	}
	if hidden := len(s.Away) - maxAwayReps; hidden > 0 {
		words += w.Say("away.moreAway", "n", strconv.Itoa(hidden))
	}
	return around("🌴 ", words, "")
}
