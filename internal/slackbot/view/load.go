package view

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// capacityWords say how many touches a rep wants to make in a day; empty: they didn't say.
func (w View) capacityWords(rep followup.Rep) string { return w.some(rep.Capacity, "load.capacity") }

// loadWords are the next working days with what stands on each: "Tue 12 May 14 of 10 ⚠️ · Wed 13 May 9 of 10".
func (w View) loadWords(h digest.Home) string {
	words := ""
	for _, l := range h.Loads {
		words = join(dot, words, w.oneLoad(l, h.Day.Rep.Capacity, h.Day.Date))
	}
	return words
}

// oneLoad is a day and what stands on it against a limit; 0: there is none.
func (w View) oneLoad(l digest.DayLoad, limit int, today calendar.Date) string {
	of, full := "", ""
	if limit > 0 {
		of = strconv.Itoa(limit)
	}
	if limit > 0 && l.Due > limit {
		full = " ⚠️"
	}
	return w.Say("load.day", "day", w.day(l.On, today), "n", strconv.Itoa(l.Due), "of", of) + full
}

// homeLoad tells the next working days, with the way to spread what is due where today has too much of it.
func (w View) homeLoad(h digest.Home) []slack.Block {
	if len(h.Loads) == 0 {
		return nil
	}
	words := w.Say("load.ahead", "days", w.loadWords(h))
	if limit := h.Day.Rep.Capacity; limit > 0 && h.Loads[0].Due > limit && len(h.Day.Open) > 0 {
		return []slack.Block{section("load", words, button(ActSpread, w.Say("load.spreadIt"), Value{}.Encode()))}
	}
	return []slack.Block{aside("load", words)}
}

// backlogTools are the ways to deal with all that is due at once; none where nothing is.
func (w View) backlogTools(d digest.Day) []*slack.OptionBlockObject {
	if d.Planned() == 0 {
		return nil
	}
	return []*slack.OptionBlockObject{option(ActSpread, w.Say("load.spreadIt")), option(ActSnoozeAll, w.Say("load.snoozeAll"))}
}

// spreadDays are over how many working days a backlog can be laid in the form; a line may say any number.
var spreadDays = []int{2, followup.BacklogDays, 5, 10}

// SpreadModal shows where what is due would go before anything moves: how full each day would be, and with which leads.
func (w View) SpreadModal(b digest.Backlog, meta Meta) slack.ModalViewRequest {
	meta.Page, meta.Leads = b.Days, nil
	for _, m := range b.Moving {
		meta.Leads = append(meta.Leads, Value{Lead: m.Lead.ID, Recall: m.Lead.Recall.ID, Version: m.Lead.Recall.Version})
	}
	workdays := b.Rep.Workdays()
	offered := spreadDays
	if !slices.Contains(offered, b.Days) {
		offered = slices.Sorted(slices.Values(append(slices.Clone(offered), b.Days)))
	}
	var options []*slack.OptionBlockObject
	for _, n := range offered {
		last := workdays.Add(b.Today, n-1)
		options = append(options, option(strconv.Itoa(n), w.Count("load.over", n, "day", w.day(last, b.Today))))
	}
	choose := actions(BlockDays, choice(ActSpreadDays, w.Say("load.chooseDays"), strconv.Itoa(b.Days), options))
	stays := w.some(b.Promised, "load.promisesStay")
	if len(b.Moving) == 0 {
		words := w.Say("load.nothingToSpread", "n", strconv.Itoa(b.Stay), "of", strconv.Itoa(b.PerDay))
		return modal(FormSpread, w.Say("load.spreadTitle"), "", w.Say("button.close"), meta,
			[]slack.Block{section("about", join(" ", words, stays), nil), choose})
	}
	first, last := w.day(b.Moving[0].To, b.Today), w.day(b.Moving[len(b.Moving)-1].To, b.Today)
	if first == last {
		last = ""
	}
	blocks := []slack.Block{
		section("about", join(" ", w.Count("load.spreadAbout", len(b.Moving), "from", first, "to", last), stays), nil), choose,
	}
	blocks = append(blocks, w.spreadPlan(b)...)
	if b.More > 0 {
		blocks = append(blocks, aside("more", w.Count("load.more", b.More)))
	}
	return modal(FormSpread, w.Say("load.spreadTitle"), w.Count("load.spreadDo", len(b.Moving)), w.Say("button.cancel"), meta, blocks)
}

// spreadPlan is each day as it would be, with the leads that would go to it.
func (w View) spreadPlan(b digest.Backlog) []slack.Block {
	var blocks []slack.Block
	for i, day := range b.Loads {
		blocks = append(blocks, section(fmt.Sprintf("day.%d", i), w.oneLoad(day, b.PerDay, b.Today), nil))
		var lines []slack.RichTextElement
		for _, m := range b.Moving {
			if m.To == day.On {
				facts := join(dot, w.channel(m.Lead.Recall.Channel), w.overduePlan(m.Lead, b))
				lines = append(lines, line(plain("   "), bold(cut(w.title(m.Lead), maxShort)), plain(around(" — ", facts, ""))))
			}
		}
		if len(lines) > 0 {
			blocks = append(blocks, rich(fmt.Sprintf("leads.%d", i), lines...))
		}
	}
	return blocks
}

// overduePlan says since when a lead of a backlog is due.
func (w View) overduePlan(l followup.Lead, b digest.Backlog) string {
	days := b.Rep.Workdays().Between(l.Recall.Due, b.Today)
	return w.overdueWords(digest.Row{Lead: l, OverdueDays: days}, b.Today)
}

// SnoozeAllModal asks until when all that is planned for today is to be out of sight. ReadSnoozeAll reads it.
func (w View) SnoozeAllModal(d digest.Day, meta Meta) slack.ModalViewRequest {
	n := d.Planned()
	if n == 0 {
		return w.NoticeModal(w.Say("load.snoozeTitle"), w.NothingToSnooze())
	}
	var options []*slack.OptionBlockObject
	tomorrow := ""
	for _, o := range w.snoozes(d.Rep, d.Now) {
		until := strconv.FormatInt(o.until.Unix(), 10)
		options = append(options, option(until, o.label))
		if tomorrow == "" && calendar.Today(o.until, d.Rep.Location()).After(calendar.Today(d.Now, d.Rep.Location())) {
			tomorrow = until
		}
	}
	return modal(FormSnoozeAll, w.Say("load.snoozeTitle"), w.Count("load.snoozeDo", n), w.Say("button.cancel"), meta, []slack.Block{
		section("about", join(" ", w.Count("load.snoozeAbout", n), w.some(d.Promised(), "load.promisesStay")), nil),
		input(BlockUntil, w.Say("load.until"), choice(actInput, w.Say("load.until"), tomorrow, options)),
	})
}

// ReadSnoozeAll reads until when; zero where nothing was chosen.
func ReadSnoozeAll(state *slack.ViewState) time.Time {
	unix, err := strconv.ParseInt(fields{state}.chosen(BlockUntil), 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(unix, 0).UTC()
}

// NothingToSpread says that there is no backlog.
func (w View) NothingToSpread() string { return w.Say("load.noneToSpread") }

// NothingToSnooze says that nothing planned is in sight.
func (w View) NothingToSnooze() string { return w.Say("load.noneToSnooze") }

// SpreadHow says how a line names over how many days.
func (w View) SpreadHow() string {
	return w.Say("load.how", "most", strconv.Itoa(followup.MostBacklogDays))
}

// loadBatch says what was done to a backlog, and that it was taken back; empty: it was something else.
func (e eye) loadBatch(r digest.Receipt) string {
	kind, undone := r.Event.Kind, r.Event.Kind == followup.Undone
	if undone {
		kind = r.Event.Detail.Undid
	}
	switch {
	case kind == followup.Spread && undone:
		return e.Count("load.spreadUndone", r.Batch.Leads)
	case kind == followup.Spread:
		return e.Count("load.spread", r.Batch.Leads)
	case kind == followup.Snoozed && undone:
		return e.Count("load.snoozedUndone", r.Batch.Leads)
	case kind == followup.Snoozed:
		return e.Count("load.snoozed", r.Batch.Leads, "until", e.until(r.Event.Detail.Until, e.now)+e.zone)
	default:
		return ""
	}
}

// ReadCapacity reads how many touches somebody wants to make in a day: 0 where the field is empty. false: it holds no such number.
func ReadCapacity(state *slack.ViewState) (int, bool) {
	typed := fields{state}.text(BlockCapacity)
	if typed == "" {
		return 0, true
	}
	n, err := strconv.Atoi(typed)
	return n, err == nil && n >= 0 && n <= mostCapacity
}

// mostCapacity is how many touches a day may be said to take.
const mostCapacity = 200

// BadCapacity refuses what is no number of touches in a day.
func (w View) BadCapacity() string {
	return w.Say("load.badCapacity", "most", strconv.Itoa(mostCapacity))
}

func (w View) capacityField(rep followup.Rep) slack.Block {
	n := ""
	if rep.Capacity > 0 {
		n = strconv.Itoa(rep.Capacity)
	}
	return hinted(optional(BlockCapacity, w.Say("load.field"), textInput(n, w.Say("load.fieldExample"))), w.Say("load.fieldHint"))
}

// movedWords say that a lead was put off so often that its next move is a decision.
func (w View) movedWords(r followup.Recall) string {
	if r.Moves < followup.DecideAfter {
		return ""
	}
	return w.Say("load.moved", "n", strconv.Itoa(r.Moves))
}

// maxMoved is how many of the leads that are moved again and again a summary names.
const maxMoved = 5

// movedLeads names them: "Acme (Ana, moved 4×)".
func (w View) movedLeads(s digest.Summary) []slack.Block {
	words := ""
	for _, l := range s.Moved[:min(len(s.Moved), maxMoved)] {
		words = join(dot, words, w.Say("load.movedLead", "lead", cut(w.title(l.Lead), maxShort), "name", cut(nameOr(l.OwnerName, w.Say("who.nobody")), 40),
			"n", strconv.Itoa(l.Lead.Recall.Moves)))
	}
	if words == "" {
		return nil
	}
	return []slack.Block{aside("moved", w.Say("load.movedLeads", "leads", words))}
}
