package view

import (
	"maps"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// CardTouches is how many entries of the history the card itself shows.
const CardTouches = 5

// Card shows a lead as a message: who, where it stands, the last touches, and what one may do.
func (w View) Card(c digest.Card) Message {
	blocks := append([]slack.Block{w.cardFacts(c)}, w.cardContacts(c)...)
	if history := w.cardHistory(c, CardTouches); history != nil {
		blocks = append(blocks, aside("history", w.Say("card.lastTouches")), history)
	}
	blocks = append(blocks, w.cardActions(c)...)
	if len(c.Entries) > CardTouches || c.Pages > 1 {
		blocks = append(blocks, actions("more", w.onLead(c.Lead, button(ActCard, w.Say("button.wholeHistory"), ValueOf(c.Lead).Encode()))))
	}
	return message(join(dot, w.title(c.Lead), w.standing(c)), blocks...)
}

// CardModal shows a lead with a page of its whole history.
func (w View) CardModal(c digest.Card) slack.ModalViewRequest {
	var blocks []slack.Block
	if c.Page == 0 {
		blocks = append(blocks, w.cardFacts(c))
		blocks = append(blocks, w.cardContacts(c)...)
		blocks = append(blocks, w.cardActions(c)...)
	} else {
		blocks = append(blocks, section("title", w.title(c.Lead), nil))
	}
	if history := w.cardHistory(c, digest.HistoryPage); history != nil {
		blocks = append(blocks, divider(), aside("history", w.pageWords(w.Say("card.history"), c.Page, c.Pages)), history)
	}
	newer, older := Value{Lead: c.Lead.ID, Page: c.Page - 1}, Value{Lead: c.Lead.ID, Page: c.Page + 1}
	blocks = append(blocks, pager(ActCardBack, w.Say("button.newer"), newer, ActCardPage, w.Say("button.older"), older, c.Page, c.Pages)...)
	return modal(FormCard, w.Say("title.lead"), "", w.Say("button.close"), Meta{Value: Value{Lead: c.Lead.ID, Page: c.Page}}, blocks)
}

// pageWords adds "page 2 of 5" where there are several.
func (w View) pageWords(words string, page, pages int) string {
	if pages < 2 {
		return words
	}
	return join(dot, words, w.Say("card.page", "n", strconv.Itoa(page+1), "of", strconv.Itoa(pages)))
}

// pager is the line of buttons that turn pages; there is none where there is one page.
func pager(backAction, backLabel string, back Value, onAction, onLabel string, on Value, page, pages int) []slack.Block {
	var buttons []slack.BlockElement
	if page > 0 {
		buttons = append(buttons, button(backAction, backLabel, back.Encode()))
	}
	if page+1 < pages {
		buttons = append(buttons, button(onAction, onLabel, on.Encode()))
	}
	if buttons == nil {
		return nil
	}
	return []slack.Block{actions("pages", buttons...)}
}

// cardFacts says who the lead is and where it stands.
func (w View) cardFacts(c digest.Card) slack.Block {
	l := c.Lead
	e := w.cardEye(c)
	lines := []slack.RichTextElement{
		line(bold(w.title(l)), plain(around(dot, w.money(l.Value), ""))),
		line(plain(w.standing(c))),
	}
	if l.Recall != nil {
		lines = append(lines, line(plain(w.Say("line.why", "reasons", e.reasons(l.Recall.Reasons)))))
	}
	lines = append(lines, line(plain(e.cardProgress(c.Stand))), line(plain(e.method(agreedStand(c.Stand, l.Recall), maxHints))))
	lines = append(lines, line(plain(capital(e.allOwed(c.Owed)))), line(plain(capital(e.actedWords(c)))))
	lines = append(lines, line(plain(capital(e.givenWords(c.Giving.Given)))), line(plain(capital(w.cardOffer(c)))))
	lines = append(lines, line(plain(e.parkNote(l))), line(plain(w.firstLine(l))), line(plain(capital(w.wakesEarly(l.Park)))))
	lines = append(lines, line(plain(capital(w.instead(l, c.Last)))))
	lines = append(lines, line(plain(join(dot,
		w.Say("card.owner", "name", w.ownerWords(c)),
		w.Say("card.source", "source", oneLine(l.Source, maxShort)),
		oneLine(strings.Join(l.Tags, ", "), maxShort),
		w.Count("card.touchesSoFar", l.Touches),
	))))
	return rich("card", lines...)
}

// cardOffer says what to give a lead next, or warns that a few touches had nothing for it.
func (w View) cardOffer(c digest.Card) string {
	if !c.Lead.State.Open() || c.Giving.Offer == nil {
		return ""
	}
	if words := w.dryWords(c.Giving.Dry, c.Giving.Offer); words != "" {
		return words
	}
	return w.Say("value.giveThem", "offer", w.offerWords(c.Giving.Offer))
}

func (w View) ownerWords(c digest.Card) string {
	if c.Mine {
		return w.Say("who.you")
	}
	name := nameOr(c.OwnerName, w.Say("who.teammate"))
	if c.Owner.AwayAt(c.Now) {
		return w.Say("away.owner", "name", name, "until", w.day(c.Owner.Away.Until, calendar.Today(c.Now, c.Owner.Location())), "cover", c.Names[c.Owner.Away.Cover])
	}
	return name
}

// standing says where a lead stands: "next: call Fri 15 May 14:00, promised", "parked until …", "won".
func (w View) standing(c digest.Card) string {
	e := w.cardEye(c)
	r := c.Lead.Recall
	if r == nil {
		return capital(w.state(c.Lead.State))
	}
	if !c.Mine {
		e = e.placed(c.Owner.Person)
	}
	words := e.nextRecall(*r)
	if c.Lead.State == followup.Parked {
		words = w.Say("event.parkedUntil", "day", w.day(r.Due, e.today())+e.zone)
	}
	if r.Hidden(c.Now) {
		words = join(dot, words, w.Say("event.snoozedUntil", "until", w.until(*r.SnoozedUntil, e.now)))
	}
	return capital(join(dot, words, e.hours(c.Lead), w.someOver(c.Overdue), w.oweWords(*r), w.theyOwe(c.Lead, c.Last)))
}

func (w View) oweWords(r followup.Recall) string {
	if r.ReplyOwed {
		return w.Say("line.oweReply")
	}
	return ""
}

// hours says the prospect's time of a recall with a time, where it is another.
func (e eye) hours(l followup.Lead) string {
	theirs := zoneOf(l)
	if theirs == nil || l.Recall.At == nil {
		return ""
	}
	return e.theirTime(l.Recall.Due, *l.Recall.At, e.now.Location(), theirs)
}

func (w View) someOver(days int) string {
	if days == 0 {
		return ""
	}
	return w.Count("card.daysOver", days)
}

// cardEye sees dates in the owner's calendar and says "you" to the viewer.
func (w View) cardEye(c digest.Card) eye {
	e := w.eyeOf(c.Owner.Person, c.Now)
	e.me = c.Viewer.ID
	e.names = map[followup.UserID]string{c.Owner.ID: c.OwnerName}
	maps.Copy(e.names, c.Names)
	return e
}

// contactWords says who a contact is and how to reach them.
func (e eye) contactWords(c followup.Contact) string {
	var there, window string
	if loc := zoneOf(followup.Lead{Contacts: []followup.Contact{c}}); loc != nil {
		there = e.apart(e.now, e.now.Location(), loc)
	}
	if c.Window != nil {
		window = e.Say("card.bestHours", "from", c.Window.From.String(), "to", c.Window.To.String())
	}
	prefers := e.Say("card.prefers", "channel", e.channel(c.Preferred))
	return join(dot, oneLine(c.Name, maxTitle), oneLine(c.Role, maxShort), oneLine(c.Email, maxTitle), oneLine(c.Phone, maxShort),
		oneLine(c.LinkedIn, maxTitle), there, prefers, window)
}

// cardHistory lists up to n entries, newest first; nil where there are none.
func (w View) cardHistory(c digest.Card, n int) slack.Block {
	lines := make([]slack.RichTextElement, 0, n)
	for _, entry := range c.Entries[:min(len(c.Entries), n)] {
		lines = append(lines, w.cardEntry(c, entry))
	}
	if len(lines) == 0 {
		return nil
	}
	return rich("entries", lines...)
}

// cardEntry is one line: "Fri 8 May · call, no answer · “note” · next: email Fri 15 May — Ana". What was taken back is struck.
func (w View) cardEntry(c digest.Card, entry digest.Entry) slack.RichTextElement {
	e := w.cardEye(c)
	e.names = entry.Names
	event := entry.Event
	at := event.At
	var with, note, promised string
	if t := event.Detail.Touch; t != nil {
		at = t.At
		with, note = w.withWhom(c.Lead, *t), w.quoted(t.Note, maxQuote)
		promised = w.Say("card.wePromised", "what", oneLine(t.Promised, maxShort))
	}
	words := join(dot, e.eventWords(event), with, note, promised, e.nextWords(event))
	by := " — " + w.Say("who.you")
	if event.By != e.me {
		by = " — " + nameOr(entry.By, w.Say("who.teammate"))
	}
	when := plain(w.day(calendar.DateOf(at.In(e.now.Location())), e.today()) + dot)
	switch {
	case event.UndoneBy != 0:
		return line(when, struck(words), plain(by+w.Say("card.takenBack")))
	case event.Detail.Edits != 0:
		return line(when, plain(words+by+w.Say("card.edited")))
	default:
		return line(when, plain(words+by))
	}
}
