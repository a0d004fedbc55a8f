package view

import (
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// SettingsModal asks when the morning list comes.
func (w View) SettingsModal(f SettingsForm) slack.ModalViewRequest {
	days := w.weekdayOptions()
	week := slack.NewCheckboxGroupsBlockElement(actInput, days...)
	for _, o := range days {
		if n, err := strconv.Atoi(o.Value); err == nil && f.Rep.Week.Has(weekday(n)) {
			week.InitialOptions = append(week.InitialOptions, o)
		}
	}
	at := f.Rep.DigestAt
	blocks := []slack.Block{
		hinted(input(BlockDigestAt, w.Say("field.digestAt"), times(&at)), w.Say("hint.zone", "city", city(f.Rep.Location()))),
		hinted(input(BlockDays, w.Say("field.days"), week), w.Say("hint.days")),
		optional(BlockPings, w.Say("field.pings"), w.pingBoxes(f.Rep)),
		w.capacityField(f.Rep),
		optional(BlockDigestOn, w.Say("field.digest"), box(w.Say("choice.digestOn"), !f.Rep.DigestOff)),
		hinted(input(BlockCountry, w.Say("field.holidays"), choice(actInput, w.Say("field.holidays"), countryChosen(f.Rep), w.countryOptions(f.Rep))),
			w.Say("hint.holidays")),
	}
	blocks = append(w.awayNow(w.eyeOf(f.Rep.Person, f.Now), f.Rep, f.Cover, true), blocks...)
	if f.Admin {
		blocks = append(blocks, hinted(optional(BlockDaysOff, w.Say("field.daysOff"), paragraph(w.DaysOffLines(f.DaysOff), w.Say("hint.daysOffExample"))),
			w.Say("hint.daysOff")))
	}
	return modal(FormSettings, w.Say("title.settings"), w.Say("button.save"), w.Say("button.cancel"), f.Meta, blocks)
}

// pingBoxes asks about what the rep wants to be pinged.
func (w View) pingBoxes(rep followup.Rep) *slack.CheckboxGroupsBlockElement {
	labels := map[followup.ObligationKind]string{
		followup.Promise: w.Say("choice.pingPromise"), followup.Recap: w.Say("choice.pingRecap"), followup.Reminder: w.Say("choice.pingReminder"),
		followup.HotTouch: w.Say("choice.pingHot"),
	}
	boxes := slack.NewCheckboxGroupsBlockElement(actInput)
	for _, kind := range followup.ObligationKinds() {
		o := option(string(kind), labels[kind])
		boxes.Options = append(boxes.Options, o)
		if rep.Pings(kind) {
			boxes.InitialOptions = append(boxes.InitialOptions, o)
		}
	}
	return boxes
}

// valueOn is the value of a single box.
const valueOn = "on"

// TeamModal asks who belongs to the channel's team and when its summary comes. Who may not change it sees who does.
func (w View) TeamModal(f TeamForm) slack.ModalViewRequest {
	blocks := []slack.Block{}
	if f.NotInside {
		blocks = append(blocks, section("invite", w.Invite(f.ChannelName), nil))
	}
	t := f.Team
	on, at, name := t.SummaryOn, t.SummaryAt, t.Name
	if t.ID == 0 {
		on, at = followup.DefaultSummaryOn, followup.DefaultSummaryAt
		if name == "" {
			name = f.ChannelName
		}
	}
	if !f.MayEdit {
		return modal(FormTeam, w.Say("title.team"), "", w.Say("button.close"), f.Meta, append(blocks, w.teamFacts(f)...))
	}
	members := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, text(w.Say("hint.members"), maxHeader), actInput)
	for _, m := range t.Members {
		members.InitialUsers = append(members.InitialUsers, string(m))
	}
	blocks = append(blocks,
		input(BlockMembers, w.Say("field.members"), members),
		input(BlockManager, w.Say("field.manager"), w.person(t.Manager)),
		input(BlockSummaryOn, w.Say("field.summaryOn"), choice(actInput, w.Say("hint.day"), strconv.Itoa(int(on)), w.weekdayOptions())),
		input(BlockSummaryAt, w.Say("field.summaryAt"), times(&at)),
		input(BlockZone, w.Say("field.zone"), textInput(t.Zone, w.Say("hint.zoneName"))),
		input(BlockTeamName, w.Say("field.teamName"), textInput(name, "")),
	)
	return modal(FormTeam, w.Say("title.team"), w.Say("button.save"), w.Say("button.cancel"), f.Meta, blocks)
}

// maxNames is how many members are named to somebody who may only look.
const maxNames = 40

// teamFacts shows a team to who may only look.
func (w View) teamFacts(f TeamForm) []slack.Block {
	names := ""
	for _, n := range f.Names[:min(len(f.Names), maxNames)] {
		names = join(", ", names, cut(nameOr(n, w.Say("who.teammate")), 40))
	}
	if hidden := len(f.Names) - maxNames; hidden > 0 {
		names += w.Say("form.moreNames", "n", strconv.Itoa(hidden))
	}
	if names == "" {
		names = w.Say("who.nobody")
	}
	return []slack.Block{
		rich("team",
			line(bold(nameOr(f.Team.Name, w.Say("who.noName")))),
			line(plain(w.Say("form.teamManager", "name", nameOr(f.Manager, w.Say("who.teammate"))))),
			line(plain(w.Say("form.teamMembers", "names", names))),
			line(plain(w.Say("form.teamSummary", "day", w.WeekdayName(f.Team.SummaryOn), "time", f.Team.SummaryAt.String(), "city", city(f.Team.Location())))),
		),
		aside("who", w.Say("form.teamOthers", "name", nameOr(f.Manager, w.Say("refuse.theManager")))),
	}
}

// fromNobody stands for leads whose owners are deactivated.
const fromNobody = "nobody"

// ReassignModal asks which leads go to whom. Choosing whose draws it again.
func (w View) ReassignModal(f ReassignForm) slack.ModalViewRequest {
	f.Meta.Leads = nil // the options carry them; a hundred would not fit here
	from := string(f.From)
	if from == "" {
		from = fromNobody
	}
	owners := choice(ActRepFrom, w.Say("hint.from"), from, w.ownerOptions(f.Summary))
	options := make([]*slack.OptionBlockObject, 0, len(f.Leads))
	for _, l := range f.Leads[:min(len(f.Leads), maxPicked)] {
		options = append(options, option(ValueOf(l.Lead).compact(), w.reassignOption(l)))
	}
	if len(options) == 0 {
		return w.nothingToReassign(f.Meta, owners)
	}
	leads := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, text(w.Say("hint.leads"), maxHeader), actInput, options...)
	if f.From == "" {
		leads.InitialOptions = slices.Clone(options)
	}
	return modal(FormReassign, w.Say("title.reassign"), w.Say("button.handOver"), w.Say("button.cancel"), f.Meta, []slack.Block{
		input(BlockFrom, w.Say("field.from"), owners).WithDispatchAction(true),
		input(versioned(BlockLeads, from), w.Say("field.leads"), leads),
		input(BlockTo, w.Say("field.to"), w.person("")),
	})
}

// nothingToReassign is the form where nobody chosen has leads to hand over. Slack wants no field in a form that can't be sent, so
// the choice of a person stands among the buttons.
func (w View) nothingToReassign(meta Meta, owners *slack.SelectBlockElement) slack.ModalViewRequest {
	blocks := []slack.Block{section("none", w.Say("form.nothingToReassign"), nil)}
	if len(owners.Options) > 0 {
		blocks = append(blocks, actions(BlockFrom, owners))
	}
	return modal(FormReassign, w.Say("title.reassign"), "", w.Say("button.close"), meta, blocks)
}

// maxPicked is how many options Slack allows in a select.
const maxPicked = 100

// ownerOptions lists whose leads can be handed over: nobody's first, then each rep with overdue leads, worst first.
func (w View) ownerOptions(s digest.Summary) []*slack.OptionBlockObject {
	var options []*slack.OptionBlockObject
	if len(s.Without) > 0 {
		options = append(options, option(fromNobody, w.Count("choice.nobody", len(s.Without))))
	}
	for _, r := range s.Reps {
		if r.Overdue == 0 || len(options) == maxPicked {
			continue
		}
		label := join(dot, cut(nameOr(r.Rep.Name, w.Say("who.noName")), 40), w.some(r.Overdue, "day.overdue"))
		options = append(options, option(string(r.Rep.ID), label))
	}
	return options
}

// reassignOption is "Acme · Jane Doe — 4 days overdue".
func (w View) reassignOption(l digest.OverdueLead) string {
	tail := ""
	if l.Days > 0 {
		tail = " — " + w.Count("card.daysOver", l.Days)
	}
	if l.Lead.Recall != nil {
		tail += around(", ", w.promisedMark(*l.Lead.Recall), "")
	}
	return cut(w.title(l.Lead), maxOption-units(tail)) + tail
}
