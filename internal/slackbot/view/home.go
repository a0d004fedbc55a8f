package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// morningKeys say what became of the morning list. Of the one that nobody wants the settings say it.
var morningKeys = map[digest.MorningState]string{
	digest.MorningCame: "home.morning.came", digest.MorningOnItsWay: "home.morning.onItsWay", digest.MorningToCome: "home.morning.toCome",
	digest.MorningDayOff: "home.morning.dayOff", digest.MorningRefused: "home.morning.refused",
	digest.MorningAllDone: "home.morning.allDone", digest.MorningNothing: "home.morning.nothing",
}

// Home is a person's Home tab: their day with its receipts, what they did last, what is parked, and when the digest comes.
func (w View) Home(h digest.Home) slack.HomeTabViewRequest {
	if h.Day.FirstTime && h.Last == nil {
		return homeTab(append(w.Welcome(h.Day.Rep).Blocks, w.homeDigest(h)...))
	}
	blocks := []slack.Block{header(w.dayHeader(h.Day))}
	if h.Day.Total() > 0 {
		blocks = append(blocks, aside("bar", bar(h.Day.Done(), h.Day.Total())))
	}
	blocks = append(blocks, actions("tools",
		primary(ActLogForm, w.Say("button.logATouch"), Value{}.Encode()),
		button(ActAddForm, w.Say("button.addALead"), Value{}.Encode()),
		button(ActParkForm, w.Say("home.parkALead"), Value{}.Encode()),
		button(ActHelp, w.Say("button.help"), Value{}.Encode()),
	))
	blocks = append(blocks, w.awayNow(w.dayEye(h.Day), h.Day.Rep, coverName(h.Day), false)...)
	last := w.didLast(h)
	if didToday(h) { // they just did it: it is what they look for
		blocks, last = append(blocks, last...), nil
	}
	blocks = append(blocks, w.openRows(h.Day)...)
	if len(h.Day.Open) == 0 {
		blocks = append(blocks, section("clear", w.clearWords(h.Day), nil))
	}
	blocks = append(blocks, w.restedLines(h.Day)...)
	blocks = append(blocks, w.settledRows(h.Day, maxBlocks)...)
	if footer := w.footerWords(h.Day); footer != "" {
		blocks = append(blocks, aside("footer", footer))
	}
	if len(h.Day.Open) > digest.MaxExpanded {
		blocks = append(blocks, actions("more", button(ActList, w.Say("button.openList"), Value{}.Encode())))
	}
	blocks = slices.Concat(blocks, last, w.homeLoad(h), w.echoing(h), w.sleepers(h))
	return homeTab(append(blocks, w.homeDigest(h)...))
}

// HomeSays is a Home tab for somebody whose day can't be shown: one sentence.
func HomeSays(sentence string) slack.HomeTabViewRequest {
	return homeTab(Say(sentence).Blocks)
}

func homeTab(blocks []slack.Block) slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks}}
}

// didLast is the receipt of what the person did last, with the way back. What a row of the day says already is not said twice.
func (w View) didLast(h digest.Home) []slack.Block {
	last := h.Last
	if last == nil {
		return nil
	}
	shown := h.Day.Settled
	if len(shown) > digest.MaxReceipts {
		shown = shown[len(shown)-1:]
	}
	for _, s := range shown {
		if s.Event.ID == last.Event.ID && s.Undo && last.Batch == nil {
			return nil
		}
	}
	e := w.receiptEye(*last, h.Day.Rep.ID)
	now := h.Day.Now.In(h.Day.Rep.Location())
	words := e.receiptLine(*last)
	undo := w.undoOf(*last)
	if last.Event.Kind == followup.Added || !didToday(h) {
		undo = undo.WithConfirm(slack.NewConfirmationBlockObject(
			text(w.Say("home.confirmUndo"), 100), text(words, maxConfirm), text(w.Say("button.undo"), maxHint), text(w.Say("button.no"), maxHint)))
	}
	blocks := append([]slack.Block{aside("did", w.Say("home.didLast", "time", w.moment(last.Event.At, now, true)))},
		w.receiptWith(fmt.Sprintf("did.%d", last.Event.ID), *last, words, undo)...)
	if notes := e.receiptNotes(*last); notes != "" && last.Batch == nil {
		blocks = append(blocks, aside("did.notes", notes))
	}
	return blocks
}

func didToday(h digest.Home) bool {
	return h.Last != nil && calendar.Today(h.Last.Event.At, h.Day.Rep.Location()) == h.Day.Date
}

// sleepers are the parked leads that wake soon, each with its date and why it was parked.
func (w View) sleepers(h digest.Home) []slack.Block {
	if len(h.Waking) == 0 {
		return nil
	}
	today := h.Day.Date
	blocks := []slack.Block{divider(), aside("sleepers", w.Say("home.asleep", "day", w.day(today.AddDays(digest.HomeDays), today)))}
	for _, l := range h.Waking {
		reason := ""
		if l.Park != nil {
			reason = oneLine(l.Park.Reason, maxQuote)
		}
		words := join(dot, w.day(l.Recall.Due, today), w.title(l), reason, w.wakesEarly(l.Park))
		blocks = append(blocks, section(rowID("asleep", l), words, w.openButton(l)))
	}
	if more := h.Asleep - len(h.Waking); more > 0 {
		blocks = append(blocks, aside("asleep.more", w.Count("home.moreAsleep", more)))
	}
	return blocks
}

// homeDigest says when the digest comes, and what became of the last one.
func (w View) homeDigest(h digest.Home) []slack.Block {
	rep := h.Day.Rep
	words := w.Say("home.morning.off")
	if !rep.DigestOff {
		words = w.Say("home.morning.at", "time", rep.DigestAt.String(), "days", w.weekWords(rep.Week), "city", city(rep.Location()))
	}
	blocks := []slack.Block{divider(), aside("kept", w.keptWords("home.kept", "home.noneKept", h.Kept)), section("settings", words, button(ActSettings, w.Say("home.change"), Value{}.Encode()))}
	if past := join(" ", w.morningWords(h), w.beforeWords(h)); past != "" {
		blocks = append(blocks, aside("morning", past))
	}
	return blocks
}

func (w View) morningWords(h digest.Home) string {
	at := h.Day.Rep.DigestAt
	if h.Morning.State == digest.MorningCame {
		at = calendar.TimeOfDayOf(h.Morning.At.In(h.Day.Rep.Location()))
	}
	key, ok := morningKeys[h.Morning.State]
	if !ok {
		return ""
	}
	return w.Say(key, "time", at.String())
}

// beforeWords says when the last digest before today came, where today's didn't.
func (w View) beforeWords(h digest.Home) string {
	if h.Morning.State == digest.MorningCame || h.Before.At.IsZero() {
		return ""
	}
	at := calendar.TimeOfDayOf(h.Before.At.In(h.Day.Rep.Location()))
	return w.Say("home.morning.before", "day", w.day(h.Before.On, h.Day.Date), "time", at.String())
}

// Notice shows a message where there is no conversation to say it in: as a form with nothing to submit.
func (w View) Notice(m Message) slack.ModalViewRequest {
	return modal(FormNotice, w.Say("home.notice"), "", w.Say("button.close"), Meta{}, m.Blocks)
}
