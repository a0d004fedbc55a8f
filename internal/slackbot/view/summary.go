package view

import (
	"fmt"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// How much of a team a summary shows. Together with the words around it stays below 10,000 characters.
const (
	maxSummaryReps  = 30
	maxSummaryLeads = 40
	maxSummaryWins  = 5
)

// Summary is what a team's channel is told: every week everything, zeros included; on other days only the exceptions. People are
// named, never mentioned.
func (w View) Summary(s digest.Summary) Message {
	heading := w.summaryHeader(s)
	blocks := []slack.Block{header(heading), section("decide", w.decisions(s), nil)}
	if len(s.Reps) > 0 {
		blocks = append(blocks, w.repTable(s))
	}
	if hidden := len(s.Reps) - maxSummaryReps; hidden > 0 {
		blocks = append(blocks, aside("reps", w.Count("summary.moreReps", hidden)))
	}
	if away := w.awayLines(s); away != "" {
		blocks = append(blocks, aside("away", away))
	}
	if ages := w.ageWords(s); ages != "" {
		blocks = append(blocks, aside("ages", ages))
	}
	blocks = append(blocks, w.movedLeads(s)...)
	if !s.Daily {
		blocks = append(blocks, section("wins", w.winWords(s), nil))
	}
	blocks = append(blocks, w.summaryActions(s)...)
	return message(heading+dot+w.decisions(s), blocks...)
}

func (w View) summaryHeader(s digest.Summary) string {
	team := oneLine(s.Team.Name, maxTitle)
	kept := w.keptWords("summary.kept", "summary.noneKept", s.Kept)
	if s.Daily {
		if s.Kept.Of == 0 {
			kept = ""
		}
		return join(dot, w.Say("summary.followUps"), team, w.day(s.Date, s.Date), kept)
	}
	_, week := calendar.At(s.Date, 0, time.UTC).ISOWeek()
	return join(dot, w.Say("summary.followUps"), team, w.Say("summary.week", "n", strconv.Itoa(week)), kept)
}

// decisions says what somebody must decide; in the weekly summary also that there is none of a kind.
func (w View) decisions(s digest.Summary) string {
	promises := 0
	for _, r := range s.Reps {
		promises += r.PromisesMissed
	}
	old, hot := s.Buckets[2]+s.Buckets[3], 0
	if !s.Daily { // it is of the week
		hot = s.Hot.Long
	}
	parts := []struct {
		n   int
		key string
	}{
		{promises, "summary.promises"},
		{hot, "summary.hotWaited"},
		{old, "summary.oldLeads"},
		{len(s.Moved), "summary.moved"},
		{len(s.Without), "summary.orphans"},
	}
	words := ""
	for _, p := range parts {
		if p.n > 0 || !s.Daily {
			words = join(dot, words, w.Count(p.key, p.n))
		}
	}
	if promises+hot+old+len(s.Moved)+len(s.Without) == 0 {
		return w.Say("summary.nothingToDecide", "counts", words)
	}
	return w.Say("summary.needsDecision", "counts", words)
}

// repTable has a row for each rep, worst first.
func (w View) repTable(s digest.Summary) slack.Block {
	table := slack.NewTableBlock("reps_table").WithColumnSettings(
		slack.ColumnSetting{Align: slack.ColumnAlignmentLeft, IsWrapped: true},
		slack.ColumnSetting{Align: slack.ColumnAlignmentRight},
		slack.ColumnSetting{Align: slack.ColumnAlignmentRight},
		slack.ColumnSetting{Align: slack.ColumnAlignmentRight, IsWrapped: true},
		slack.ColumnSetting{Align: slack.ColumnAlignmentRight},
	)
	addCells(table, w.Say("column.rep"), w.Say("column.due"), w.Say("column.overdue"), w.Say("column.atRisk"), w.Say("column.missed"))
	for _, r := range s.Reps[:min(len(s.Reps), maxSummaryReps)] {
		overdue := strconv.Itoa(r.Overdue)
		if r.Overdue > 0 {
			overdue = w.Count("summary.overdueCell", r.OldestDays, "overdue", overdue)
		}
		addCells(table, cut(nameOr(r.Rep.Name, w.Say("who.noName")), 40), strconv.Itoa(r.DueToday), overdue, w.sums(r.AtRisk), strconv.Itoa(r.PromisesMissed))
	}
	return table
}

func addCells(table *slack.TableBlock, texts ...string) {
	cells := make([]slack.TableCell, 0, len(texts))
	for _, t := range texts {
		cells = append(cells, slack.NewTableRawTextCell(t))
	}
	table.AddRow(cells...)
}

// sums writes amounts of several currencies beside one another: they are never added.
func (w View) sums(amounts []followup.Money) string {
	words := ""
	for _, m := range amounts[:min(len(amounts), 3)] {
		words = join(" + ", words, w.money(&m))
	}
	if words == "" {
		return "–"
	}
	return words
}

// ageWords says how old the overdue leads are.
func (w View) ageWords(s digest.Summary) string {
	if s.Overdue() == 0 && s.Daily {
		return ""
	}
	words := w.Count("summary.overdueByAge", s.Overdue())
	for i, n := range s.Buckets {
		words = join(dot, words, w.Say(bucketKeys[i], "n", strconv.Itoa(n)))
	}
	return words
}

// winWords says what went well this week.
func (w View) winWords(s digest.Summary) string {
	wins := ""
	for _, win := range s.Wins[:min(len(s.Wins), maxSummaryWins)] {
		wins = join(", ", wins, w.Say("summary.win", "lead", w.title(win.Lead), "n", strconv.Itoa(win.Touch),
			"name", nameOr(win.By, w.Say("who.teammate")), "value", w.money(win.Lead.Value), "note", w.quoted(win.Note, maxShort)))
	}
	if hidden := len(s.Wins) - maxSummaryWins; hidden > 0 {
		wins += w.Say("summary.moreWins", "n", strconv.Itoa(hidden))
	}
	if wins == "" {
		wins = w.Say("summary.noWins")
	}
	return join(dot, w.Say("summary.wins", "wins", wins), w.Count("summary.meetings", s.Meetings), w.Count("summary.noShows", s.NoShows), w.echoWords(s.Echoes), w.hotSummary(s.Hot), w.Count("summary.logged", s.Touches))
}

// summaryActions lets people open the leads in question, and managers hand them over.
func (w View) summaryActions(s digest.Summary) []slack.Block {
	var blocks []slack.Block
	worst := worstLeads(s)
	if len(worst) > 0 {
		options := make([]*slack.OptionBlockObject, 0, maxSummaryLeads)
		for _, l := range worst[:min(len(worst), maxSummaryLeads)] {
			options = append(options, option(strconv.FormatInt(int64(l.Lead.ID), 10), w.overdueOption(l)))
		}
		blocks = append(blocks, actions("pick", menu(ActCardPick, w.Say("button.openALead"), options...)))
	}
	v := Value{Team: s.Team.ID}.Encode()
	buttons := []slack.BlockElement{button(ActOverdue, w.Say("button.openOverdue"), v), button(ActReassign, w.Say("button.reassign"), v)}
	if len(s.Oldest) > 0 {
		buttons = append(buttons, button(ActNudge, w.Say("nudge.button"), v))
	}
	return append(blocks, actions("manage", buttons...))
}

// worstLeads is what needs a decision: leads without an active owner first, then the oldest. A lead stands once.
func worstLeads(s digest.Summary) []digest.OverdueLead {
	seen := map[followup.LeadID]bool{}
	var leads []digest.OverdueLead
	for _, group := range [][]digest.OverdueLead{s.Without, s.Oldest} {
		for _, l := range group {
			if !seen[l.Lead.ID] {
				seen[l.Lead.ID] = true
				leads = append(leads, l)
			}
		}
	}
	return leads
}

// overdueOption is short enough for a menu: "4 days · Ana · Acme · Jane Doe".
func (w View) overdueOption(l digest.OverdueLead) string {
	age := ""
	if l.Days > 0 {
		age = w.Count("count.day", l.Days)
	}
	if l.Lead.Recall != nil {
		age = join(", ", age, w.promisedMark(*l.Lead.Recall))
	}
	return join(dot, age, cut(nameOr(l.OwnerName, w.Say("who.nobody")), 20), w.title(l.Lead))
}

// OverdueModal lists a team's overdue leads, a page of them; each opens its card.
func (w View) OverdueModal(s digest.Summary, page int) slack.ModalViewRequest {
	leads := worstLeads(s)
	shown, page, pages := pageOf(leads, page)
	blocks := []slack.Block{aside("ages", w.pageWords(w.listWords(s, len(leads)), page, pages))}
	today := s.Date
	for _, l := range shown {
		blocks = append(blocks, section(rowID("old", l.Lead), w.overdueLine(l, today), w.openButton(l.Lead)))
	}
	if len(leads) == 0 {
		blocks = append(blocks, section("none", w.Say("summary.noneOverdue"), nil))
	}
	if len(s.Oldest) > 0 {
		blocks = append(blocks, actions("manage", button(ActNudge, w.Say("nudge.button"), Value{Team: s.Team.ID}.Encode())))
	}
	back, on := Value{Team: s.Team.ID, Page: page - 1}, Value{Team: s.Team.ID, Page: page + 1}
	blocks = append(blocks, pager(ActOldBack, w.Say("button.back"), back, ActOldPage, w.Say("button.next"), on, page, pages)...)
	return modal(FormOverdue, w.Say("title.overdue"), "", w.Say("button.close"), Meta{Value: Value{Team: s.Team.ID, Page: page}}, blocks)
}

// listWords counts the leads that are listed by what they are listed for, so that the sum is the length of the list.
func (w View) listWords(s digest.Summary, listed int) string {
	words := w.ageWords(digest.Summary{Buckets: s.Buckets})
	if len(s.Without) == 0 {
		return words
	}
	return join(dot, words, w.Count("summary.orphans", len(s.Without)), w.Count("summary.inAll", listed))
}

// overdueLine is "Acme · Jane — Ana · promised for Fri 8 May, 2 days overdue · €42,000".
func (w View) overdueLine(l digest.OverdueLead, today calendar.Date) string {
	due := ""
	if l.Lead.Recall != nil && l.Days > 0 {
		due = w.overdueWords(digest.Row{Lead: l.Lead, OverdueDays: l.Days}, today)
	}
	if l.Days == 0 {
		due = w.Say("summary.noOwner")
	}
	return fmt.Sprintf("%s — %s", w.title(l.Lead), join(dot, nameOr(l.OwnerName, w.Say("who.nobody")), due, w.money(l.Lead.Value)))
}
