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
func Digest(d digest.Day) Message {
	blocks := []slack.Block{header(dayHeader(d))}
	if d.Total > 0 {
		blocks = append(blocks, aside("bar", bar(d.Done(), d.Total)))
	}
	blocks = append(blocks, actions("tools",
		button(ActLogForm, labelLogTouch, Value{}.Encode()),
		button(ActList, labelOpenList, Value{}.Encode()),
		overflow(ActMore, option(ActSettings, labelSettings), option(ActHelp, labelHelp)),
	))
	blocks = append(blocks, openRows(d)...)
	if len(d.Open) == 0 {
		blocks = append(blocks, section("clear", clearWords(d), nil))
	}
	blocks = append(blocks, settledRows(d)...)
	if footer := footerWords(d); footer != "" {
		blocks = append(blocks, aside("footer", footer))
	}
	return message(digestText(d), blocks...)
}

// Today answers /followup and /followup due: the same rows, without the day's receipts.
func Today(d digest.Day) Message {
	if d.FirstTime {
		return Welcome(d.Rep)
	}
	blocks := openRows(d)
	if len(d.Open) == 0 {
		blocks = append(blocks, section("clear", clearWords(d), nil))
	} else {
		blocks = append([]slack.Block{header(dayHeader(d))}, blocks...)
	}
	if footer := footerWords(d); footer != "" {
		blocks = append(blocks, aside("footer", footer))
	}
	blocks = append(blocks, actions("tools",
		button(ActLogForm, labelLogTouch, Value{}.Encode()),
		button(ActAddForm, labelAddLead, Value{}.Encode()),
		button(ActList, labelOpenList, Value{}.Encode()),
	))
	return message(digestText(d), blocks...)
}

// dayHeader is "Tue 12 May · 7 to do · 2 promised · 3 overdue".
func dayHeader(d digest.Day) string {
	if len(d.Open) == 0 {
		return join(dot, day(d.Date, d.Date), wordAllDone)
	}
	return join(dot,
		day(d.Date, d.Date),
		fill(wordToDo, "n", strconv.Itoa(len(d.Open))),
		some(d.Promised(), wordPromised),
		some(d.Overdue(), wordOverdue),
	)
}

// some fills n in, and says nothing of none.
func some(n int, template string) string {
	if n == 0 {
		return ""
	}
	return fill(template, "n", strconv.Itoa(n))
}

// bar draws progress: "▓▓░░░░░ 2/7".
func bar(done, total int) string {
	const longest = 10
	length := min(total, longest)
	full := done * length / max(total, 1)
	return strings.Repeat("▓", full) + strings.Repeat("░", length-full) + fmt.Sprintf(" %d/%d", done, total)
}

// openRows shows the first rows of the day, each section under its word.
func openRows(d digest.Day) []slack.Block {
	var blocks []slack.Block
	head := ""
	for i, r := range d.Open[:min(len(d.Open), digest.MaxExpanded)] {
		if words := sectionHead(r.Section, d); words != head {
			head = words
			blocks = append(blocks, divider(), aside(fmt.Sprintf("section.%d", i), head))
		} else {
			blocks = append(blocks, divider())
		}
		blocks = append(blocks, row(r, d)...)
	}
	return blocks
}

// sectionHead is the word over a section; of what is overdue it says the age.
func sectionHead(s digest.Section, d digest.Day) string {
	words := sectionWords[s]
	if oldest := d.OldestOverdue(); oldest > 0 && (s == digest.Overdue || s == digest.OverduePromise) {
		return words + " " + fill(wordOldest, "age", count(oldest, nounDay))
	}
	return words
}

// settledRows is one line for each lead that no longer waits. Many fold into a count; the newest one keeps its line, for its Undo.
func settledRows(d digest.Day) []slack.Block {
	if len(d.Settled) == 0 {
		return nil
	}
	blocks := []slack.Block{divider()}
	shown := d.Settled
	if len(shown) > digest.MaxReceipts {
		blocks = append(blocks, aside("done", fill(wordFolded, "n", strconv.Itoa(len(shown)))))
		shown = shown[len(shown)-1:]
	}
	for _, s := range shown {
		blocks = append(blocks, settledRow(s, d))
	}
	return blocks
}

func settledRow(s digest.Settled, d digest.Day) slack.Block {
	e := eyeOf(d.Rep.Person, d.Now)
	words := e.eventLine(s.Event, s.Lead)
	if !s.Mine {
		words += fill(wordLastBy, "name", nameOr(s.By, wordTeammate))
	}
	id := fmt.Sprintf("done.%d.%d", s.Lead.ID, s.Event.ID)
	if !s.Undo {
		return aside(id, words)
	}
	return section(id, words, undoButton(s.Lead.ID, s.Event.ID))
}

func undoButton(l followup.LeadID, e followup.EventID) *slack.ButtonBlockElement {
	return button(ActUndo, labelUndo, Value{Lead: l, Event: e}.Encode())
}

// clearWords is a warm line for a day on which nothing waits.
func clearWords(d digest.Day) string {
	switch {
	case d.Snoozed > 0:
		return fill(wordOnlySnoozed, "n", count(d.Snoozed, nounLead))
	case d.Done() > 0:
		return fill(wordClearDone, "n", strconv.Itoa(d.Done()), "name", nameOr(firstName(d.Rep.Name), wordFriend))
	default:
		return wordClearDay
	}
}

// firstName is the first word of a name.
func firstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}

// footerWords counts what is not shown: "+6 more due today · 11 this week · 3 parked wake this week".
func footerWords(d digest.Day) string {
	return join(dot,
		some(max(0, len(d.Open)-digest.MaxExpanded), wordMoreToday),
		some(d.Week, wordThisWeek),
		someOf(d.WakeSoon, nounSleeper),
		some(d.Snoozed, wordSnoozedNow),
	)
}

// someOf counts, and says nothing of none.
func someOf(n int, w noun) string {
	if n == 0 {
		return ""
	}
	return count(n, w)
}

// digestText is what a phone shows: the count and the first lead.
func digestText(d digest.Day) string {
	if len(d.Open) == 0 {
		return clearWords(d)
	}
	first := d.Open[0]
	return fill(wordDigestText, "count", count(len(d.Open), nounFollowUp), "lead", title(first.Lead), "hint", firstHint(first))
}

// firstHint says what is special about the first row: "09:30 promised".
func firstHint(r digest.Row) string {
	at := ""
	if r.Lead.Recall.At != nil {
		at = r.Lead.Recall.At.String()
	}
	switch {
	case r.Lead.Recall.Kind == followup.Promised:
		return join(" ", at, wordHintPromised)
	case r.Lead.Recall.ReplyOwed:
		return wordOweReply
	default:
		return join(" ", channelWords[r.Lead.Recall.Channel], at)
	}
}

// Welcome greets somebody who has no leads yet.
func Welcome(rep followup.Rep) Message {
	hello := fill(wordWelcome, "name", nameOr(firstName(rep.Name), wordFriend))
	return message(hello,
		section("welcome", hello+"\n"+fill(wordWelcomeHow, "time", rep.DigestAt.String(), "city", city(rep.Location())), nil),
		actions("start",
			primary(ActLogForm, labelLogATouch, Value{}.Encode()),
			button(ActAddForm, labelAddALead, Value{}.Encode()),
			button(ActHelp, labelWhatCanIDo, Value{}.Encode()),
		),
	)
}
