package view

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// Digest is a rep's morning message. It is drawn again through the day: rows become receipts, and the bar fills.
func (w View) Digest(d digest.Day) Message {
	blocks := []slack.Block{header(w.dayHeader(d))}
	if d.Total() > 0 {
		blocks = append(blocks, aside("bar", join(dot, bar(d.Done(), d.Total()), w.capacityWords(d.Rep))))
	}
	blocks = append(blocks, actions("tools",
		button(ActLogForm, w.Say("button.logTouch"), Value{}.Encode()),
		button(ActList, w.Say("button.openList"), Value{}.Encode()),
		overflow(ActMore, append(w.backlogTools(d), option(ActSettings, w.Say("button.settings")), option(ActHelp, w.Say("button.help")))...),
	))
	blocks = append(blocks, w.openRows(d)...)
	if len(d.Open) == 0 {
		blocks = append(blocks, section("clear", w.clearWords(d), nil))
	}
	blocks = append(blocks, w.restedLines(d)...)
	blocks = append(blocks, w.settledRows(d, maxBlocks-len(blocks)-1)...)
	if footer := w.footerWords(d); footer != "" {
		blocks = append(blocks, aside("footer", footer))
	}
	return message(w.digestText(d), blocks...)
}

// Today answers /followup and /followup due: the same rows, without the day's receipts.
func (w View) Today(d digest.Day) Message {
	if d.FirstTime {
		return w.Welcome(d.Rep)
	}
	blocks := append(w.awayNow(w.dayEye(d), d.Rep, coverName(d), false), w.openRows(d)...)
	if len(d.Open) == 0 {
		blocks = append(blocks, section("clear", w.clearWords(d), nil))
	} else {
		blocks = append([]slack.Block{header(w.dayHeader(d))}, blocks...)
	}
	blocks = append(blocks, w.restedLines(d)...)
	if footer := w.footerWords(d); footer != "" {
		blocks = append(blocks, aside("footer", footer))
	}
	blocks = append(blocks, actions("tools",
		button(ActLogForm, w.Say("button.logTouch"), Value{}.Encode()),
		button(ActAddForm, w.Say("button.addLead"), Value{}.Encode()),
		button(ActList, w.Say("button.openList"), Value{}.Encode()),
	))
	return message(w.digestText(d), blocks...)
}

// maxTheirs is how many leads of a teammate's day are listed.
const maxTheirs = 20

// TheirDay answers /followup due @ana: what waits for a teammate, to look at. What viewer may do with a lead its card offers.
func (w View) TheirDay(d digest.Day, viewer followup.UserID) Message {
	e := w.eyeOf(d.Rep.Person, d.Now)
	e.me = viewer
	head := w.Say("day.theirs", "name", nameOr(d.Rep.Name, w.Say("who.teammate")), "day", w.dayHeader(d))
	blocks := []slack.Block{header(head)}
	for _, r := range d.Open[:min(len(d.Open), maxTheirs)] {
		blocks = append(blocks, section(rowID("theirs", r.Lead), join(" — ", w.title(r.Lead), e.rowFacts(r)), w.openButton(r.Lead)))
	}
	if footer := w.restWords(d, maxTheirs); footer != "" {
		blocks = append(blocks, aside("footer", footer))
	}
	var first []followup.Lead
	if len(d.Open) > 0 {
		first = append(first, d.Open[0].Lead)
	}
	return message(w.naming(head, first...), blocks...)
}

// dayHeader is "Tue 12 May · 7 to do · 2 promised · 3 overdue".
func (w View) dayHeader(d digest.Day) string {
	if len(d.Open) == 0 {
		return join(dot, w.day(d.Date, d.Date), w.Say("day.allDone"))
	}
	return join(dot,
		w.day(d.Date, d.Date),
		w.Say("day.toDo", "n", strconv.Itoa(len(d.Open))),
		w.some(d.Promised(), "day.promised"),
		w.some(d.Recaps(), "day.recaps"),
		w.some(d.Overdue(), "day.overdue"),
	)
}

// bar draws progress: "▓▓░░░░░ 2/7".
func bar(done, total int) string {
	const longest = 10
	length := min(total, longest)
	full := done * length / max(total, 1)
	return strings.Repeat("▓", full) + strings.Repeat("░", length-full) + fmt.Sprintf(" %d/%d", done, total)
}

// openRows shows the first rows of the day, each section under its word.
func (w View) openRows(d digest.Day) []slack.Block {
	var blocks []slack.Block
	head := ""
	for i, r := range d.Open[:min(len(d.Open), digest.MaxExpanded)] {
		if words := w.sectionHead(r.Section, d); words != head {
			head = words
			blocks = append(blocks, divider(), aside(fmt.Sprintf("section.%d", i), head))
		} else {
			blocks = append(blocks, divider())
		}
		blocks = append(blocks, w.row(r, d)...)
	}
	return blocks
}

// sectionHead is the word over a section; of what is overdue it says the age.
func (w View) sectionHead(s digest.Section, d digest.Day) string {
	words := w.Say(sectionKeys[s])
	if oldest := d.OldestOverdue(); oldest > 0 && (s == digest.Overdue || s == digest.OverduePromise) {
		return words + " " + w.Count("day.oldest", oldest)
	}
	return words
}

// maxBlocks is how many blocks Slack takes in a message.
const maxBlocks = 50

// settledRows is one line for each lead that no longer waits. Many fold into a count; the newest one keeps its line, for its Undo.
// Where there is little room, only the newest ones can be corrected here; the others from their card.
func (w View) settledRows(d digest.Day, room int) []slack.Block {
	if len(d.Settled) == 0 {
		return nil
	}
	blocks := []slack.Block{divider()}
	shown := d.Settled
	if len(shown) > digest.MaxReceipts {
		if n := d.Done(); n > 0 {
			blocks = append(blocks, aside("done", w.Say("day.folded", "n", strconv.Itoa(n))))
		}
		shown = shown[len(shown)-1:]
	}
	fixed := len(shown) - (room - len(blocks) - len(shown))
	for i, s := range shown {
		blocks = append(blocks, w.settledRow(s, d, i >= fixed)...)
	}
	return blocks
}

// dayEye is the eye of the rep whose day it is.
func (w View) dayEye(d digest.Day) eye {
	e := w.eyeOf(d.Rep.Person, d.Now)
	e.names = d.Names
	return e
}

// settledRow is a lead's line with the ways back.
func (w View) settledRow(s digest.Settled, d digest.Day, edits bool) []slack.Block {
	words := w.dayEye(d).settledLine(s)
	id := fmt.Sprintf("done.%d.%d", s.Lead.ID, s.Event.ID)
	switch {
	case !s.Undo:
		return []slack.Block{aside(id, words)}
	case !edits:
		return []slack.Block{section(id, words, w.undoButton(s.Lead, s.Event.ID))}
	default:
		return w.receiptRow(id, digest.Receipt{Event: s.Event, Lead: s.Lead, Offer: s.Offer}, words)
	}
}

func (w View) undoButton(l followup.Lead, e followup.EventID) *slack.ButtonBlockElement {
	return w.onLead(l, button(ActUndo, w.Say("button.undo"), Value{Lead: l.ID, Event: e}.Encode()))
}

// clearWords is a warm line for a day on which nothing waits.
func (w View) clearWords(d digest.Day) string {
	switch {
	case d.Snoozed > 0:
		return w.Count("day.onlySnoozed", d.Snoozed)
	case d.Done() > 0:
		return w.Say("day.clearDone", "n", strconv.Itoa(d.Done()), "name", nameOr(firstName(d.Rep.Name), w.Say("day.friend")))
	default:
		return w.Say("day.clearDay")
	}
}

// firstName is the first word of a name.
func firstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}

// footerWords counts what is not shown: "+6 more due today · 11 this week · 3 parked wake this week".
func (w View) footerWords(d digest.Day) string { return w.restWords(d, digest.MaxExpanded) }

// restWords is footerWords beside so many rows.
func (w View) restWords(d digest.Day, shown int) string {
	return join(dot,
		w.some(max(0, len(d.Open)-shown), "day.moreToday"),
		w.some(d.Week, "day.thisWeek"),
		w.some(d.WakeSoon, "day.wakeSoon"),
		w.some(d.Snoozed, "day.snoozedNow"),
	)
}

// digestText is what a phone shows: the count and the first lead.
func (w View) digestText(d digest.Day) string {
	if len(d.Open) == 0 && len(d.Rested) > 0 {
		return join(" ", w.clearWords(d), w.restedWords(d, d.Rested[0]))
	}
	if len(d.Open) == 0 {
		return w.clearWords(d)
	}
	first := d.Open[0]
	return w.Count("day.digestText", len(d.Open), "lead", w.title(first.Lead), "hint", w.firstHint(first))
}

// firstHint says what is special about the first row: "09:30 promised".
func (w View) firstHint(r digest.Row) string {
	at := ""
	if r.Lead.Recall.At != nil {
		at = r.Lead.Recall.At.String()
	}
	switch {
	case r.Section == digest.SignalWaits:
		return w.Say("owed.hintHot")
	case r.Beside:
		return w.Say("owed.hint")
	case r.Lead.Recall.Kind == followup.Promised:
		return join(" ", at, w.Say("day.hintPromised"))
	case r.Lead.Recall.ReplyOwed:
		return w.Say("line.oweReply")
	default:
		return join(" ", w.channel(r.Lead.Recall.Channel), at)
	}
}

// Welcome greets somebody who has no leads yet.
func (w View) Welcome(rep followup.Rep) Message {
	hello := w.Say("day.welcome", "name", nameOr(firstName(rep.Name), w.Say("day.friend")))
	return message(hello,
		section("welcome", hello+"\n"+w.Say("day.welcomeHow", "time", rep.DigestAt.String(), "city", city(rep.Location())), nil),
		actions("start",
			primary(ActLogForm, w.Say("button.logATouch"), Value{}.Encode()),
			button(ActAddForm, w.Say("button.addALead"), Value{}.Encode()),
			button(ActHelp, w.Say("button.whatCanIDo"), Value{}.Encode()),
		),
	)
}
