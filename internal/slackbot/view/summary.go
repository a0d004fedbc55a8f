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
func Summary(s digest.Summary) Message {
	heading := summaryHeader(s)
	blocks := []slack.Block{header(heading), section("decide", decisions(s), nil)}
	if len(s.Reps) > 0 {
		blocks = append(blocks, repTable(s))
	}
	if hidden := len(s.Reps) - maxSummaryReps; hidden > 0 {
		blocks = append(blocks, aside("reps", "+"+count(hidden, nounRep)))
	}
	if ages := ageWords(s); ages != "" {
		blocks = append(blocks, aside("ages", ages))
	}
	if !s.Daily {
		blocks = append(blocks, section("wins", winWords(s), nil))
	}
	blocks = append(blocks, summaryActions(s)...)
	return message(heading+dot+decisions(s), blocks...)
}

func summaryHeader(s digest.Summary) string {
	team := oneLine(s.Team.Name, maxTitle)
	if s.Daily {
		return join(dot, wordFollowUps, team, day(s.Date, s.Date))
	}
	_, week := calendar.At(s.Date, 0, time.UTC).ISOWeek()
	return join(dot, wordFollowUps, team, fill(wordWeek, "n", strconv.Itoa(week)))
}

// decisions says what somebody must decide; in the weekly summary also that there is none of a kind.
func decisions(s digest.Summary) string {
	promises := 0
	for _, r := range s.Reps {
		promises += r.PromisesMissed
	}
	old := s.Buckets[2] + s.Buckets[3]
	parts := []struct {
		n    int
		noun noun
	}{{promises, nounPromise}, {old, nounOldLead}, {len(s.Without), nounOrphan}}
	words := ""
	for _, p := range parts {
		if p.n > 0 || !s.Daily {
			words = join(dot, words, count(p.n, p.noun))
		}
	}
	if promises+old+len(s.Without) == 0 {
		return fill(wordNothingToDecide, "counts", words)
	}
	return fill(wordNeedsDecision, "counts", words)
}

// repTable has a row for each rep, worst first.
func repTable(s digest.Summary) slack.Block {
	table := slack.NewTableBlock("reps_table").WithColumnSettings(
		slack.ColumnSetting{Align: slack.ColumnAlignmentLeft, IsWrapped: true},
		slack.ColumnSetting{Align: slack.ColumnAlignmentRight},
		slack.ColumnSetting{Align: slack.ColumnAlignmentRight},
		slack.ColumnSetting{Align: slack.ColumnAlignmentRight, IsWrapped: true},
		slack.ColumnSetting{Align: slack.ColumnAlignmentRight},
	)
	addCells(table, columnWords[:]...)
	for _, r := range s.Reps[:min(len(s.Reps), maxSummaryReps)] {
		overdue := strconv.Itoa(r.Overdue)
		if r.Overdue > 0 {
			overdue += " (" + count(r.OldestDays, nounDay) + ")"
		}
		addCells(table, cut(nameOr(r.Rep.Name, wordNoName), 40), strconv.Itoa(r.DueToday), overdue, sums(r.AtRisk), strconv.Itoa(r.PromisesMissed))
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
func sums(amounts []followup.Money) string {
	words := ""
	for _, m := range amounts[:min(len(amounts), 3)] {
		words = join(" + ", words, m.String())
	}
	if words == "" {
		return "–"
	}
	return words
}

// ageWords says how old the overdue leads are.
func ageWords(s digest.Summary) string {
	if s.Overdue() == 0 && s.Daily {
		return ""
	}
	words := fill(wordOverdueByAge, "leads", count(s.Overdue(), nounLead))
	for i, n := range s.Buckets {
		words = join(dot, words, fill(bucketWords[i], "n", strconv.Itoa(n)))
	}
	return words
}

// winWords says what went well this week.
func winWords(s digest.Summary) string {
	wins := ""
	for _, w := range s.Wins[:min(len(s.Wins), maxSummaryWins)] {
		wins = join(", ", wins, fill(wordWin, "lead", title(w.Lead), "n", strconv.Itoa(w.Touch),
			"name", nameOr(w.By, wordTeammate), "value", money(w.Lead.Value), "note", quoted(w.Note, maxShort)))
	}
	if hidden := len(s.Wins) - maxSummaryWins; hidden > 0 {
		wins += fill(wordMoreWins, "n", strconv.Itoa(hidden))
	}
	if wins == "" {
		wins = wordNoWins
	}
	return join(dot, fill(wordWins, "wins", wins), count(s.Meetings, nounMeeting), fill(wordLogged, "touches", count(s.Touches, nounTouch)))
}

// summaryActions lets people open the leads in question, and managers hand them over.
func summaryActions(s digest.Summary) []slack.Block {
	var blocks []slack.Block
	worst := worstLeads(s)
	if len(worst) > 0 {
		options := make([]*slack.OptionBlockObject, 0, maxSummaryLeads)
		for _, l := range worst[:min(len(worst), maxSummaryLeads)] {
			options = append(options, option(strconv.FormatInt(int64(l.Lead.ID), 10), overdueOption(l)))
		}
		blocks = append(blocks, actions("pick", menu(ActCardPick, labelOpenALead, options...)))
	}
	v := Value{Team: s.Team.ID}.Encode()
	return append(blocks, actions("manage", button(ActOverdue, labelOpenOverdue, v), button(ActReassign, labelReassign, v)))
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
func overdueOption(l digest.OverdueLead) string {
	age := ""
	if l.Days > 0 {
		age = count(l.Days, nounDay)
	}
	return join(dot, age, cut(nameOr(l.OwnerName, wordNobody), 20), title(l.Lead))
}

// OverdueModal lists a team's overdue leads, a page of them; each opens its card.
func OverdueModal(s digest.Summary, page int) slack.ModalViewRequest {
	leads := worstLeads(s)
	shown, page, pages := pageOf(leads, page)
	blocks := []slack.Block{aside("ages", pageWords(ageWords(digest.Summary{Buckets: s.Buckets}), page, pages))}
	today := s.Date
	for _, l := range shown {
		open := button(ActCard, labelOpenLead, ValueOf(l.Lead).Encode())
		blocks = append(blocks, section(rowID("old", l.Lead), overdueLine(l, today), open))
	}
	if len(leads) == 0 {
		blocks = append(blocks, section("none", wordNoneOverdue, nil))
	}
	back, on := Value{Team: s.Team.ID, Page: page - 1}, Value{Team: s.Team.ID, Page: page + 1}
	blocks = append(blocks, pager(ActOldBack, labelBack, back, ActOldPage, labelNext, on, page, pages)...)
	return modal(FormOverdue, titleOverdue, "", labelClose, Meta{Value: Value{Team: s.Team.ID, Page: page}}, blocks)
}

// overdueLine is "Acme · Jane — Ana · promised for Fri 8 May, 2 days overdue · €42,000".
func overdueLine(l digest.OverdueLead, today calendar.Date) string {
	due := ""
	if l.Lead.Recall != nil && l.Days > 0 {
		due = overdueWords(digest.Row{Lead: l.Lead, OverdueDays: l.Days}, today)
	}
	if l.Days == 0 {
		due = wordNoOwner
	}
	return fmt.Sprintf("%s — %s", title(l.Lead), join(dot, nameOr(l.OwnerName, wordNobody), due, money(l.Lead.Value)))
}
