package view

import (
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// SettingsModal asks when the morning list comes.
func SettingsModal(f SettingsForm) slack.ModalViewRequest {
	days := weekdayOptions()
	week := slack.NewCheckboxGroupsBlockElement(actInput, days...)
	for _, o := range days {
		if n, err := strconv.Atoi(o.Value); err == nil && f.Rep.Week.Has(weekday(n)) {
			week.InitialOptions = append(week.InitialOptions, o)
		}
	}
	at := f.Rep.DigestAt
	return modal(FormSettings, titleSettings, labelSave, labelCancel, f.Meta, []slack.Block{
		hinted(input(BlockDigestAt, labelDigestAt, times(&at)), fill(hintZone, "city", city(f.Rep.Location()))),
		hinted(input(BlockDays, labelDays, week), hintDays),
		optional(BlockDigestOn, labelDigest, box(optionDigestOn, !f.Rep.DigestOff)),
	})
}

// valueOn is the value of a single box.
const valueOn = "on"

// TeamModal asks who belongs to the channel's team and when its summary comes. Who may not change it sees who does.
func TeamModal(f TeamForm) slack.ModalViewRequest {
	blocks := []slack.Block{}
	if f.NotInside {
		blocks = append(blocks, section("invite", Invite(f.ChannelName), nil))
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
		return modal(FormTeam, titleTeam, "", labelClose, f.Meta, append(blocks, teamFacts(f)...))
	}
	members := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, text(hintMembers, maxHeader), actInput)
	for _, m := range t.Members {
		members.InitialUsers = append(members.InitialUsers, string(m))
	}
	blocks = append(blocks,
		input(BlockMembers, labelMembers, members),
		input(BlockManager, labelManager, person(t.Manager)),
		input(BlockSummaryOn, labelSummaryOn, choice(actInput, hintDay, strconv.Itoa(int(on)), weekdayOptions())),
		input(BlockSummaryAt, labelSummaryAt, times(&at)),
		input(BlockZone, labelZone, words(t.Zone, hintZoneName)),
		input(BlockTeamName, labelTeamName, words(name, "")),
	)
	return modal(FormTeam, titleTeam, labelSave, labelCancel, f.Meta, blocks)
}

// maxNames is how many members are named to somebody who may only look.
const maxNames = 40

// teamFacts shows a team to who may only look.
func teamFacts(f TeamForm) []slack.Block {
	names := ""
	for _, n := range f.Names[:min(len(f.Names), maxNames)] {
		names = join(", ", names, cut(nameOr(n, wordTeammate), 40))
	}
	if hidden := len(f.Names) - maxNames; hidden > 0 {
		names += fill(wordMoreWins, "n", strconv.Itoa(hidden))
	}
	if names == "" {
		names = wordNobody
	}
	return []slack.Block{
		rich("team",
			line(bold(nameOr(f.Team.Name, wordNoName))),
			line(plain(fill(wordTeamManager, "name", nameOr(f.Manager, wordTeammate)))),
			line(plain(fill(wordTeamMembers, "names", names))),
			line(plain(fill(wordTeamSummary, "day", weekdayNames[f.Team.SummaryOn], "time", f.Team.SummaryAt.String(), "city", city(f.Team.Location())))),
		),
		aside("who", ManagersOnly(f.Manager)),
	}
}

// fromNobody stands for leads whose owners are deactivated.
const fromNobody = "nobody"

// ReassignModal asks which leads go to whom. Choosing whose draws it again.
func ReassignModal(f ReassignForm) slack.ModalViewRequest {
	f.Meta.Leads = nil // the options carry them; a hundred would not fit here
	from := string(f.From)
	if from == "" {
		from = fromNobody
	}
	owners := choice(ActRepFrom, hintFrom, from, ownerOptions(f.Summary))
	options := make([]*slack.OptionBlockObject, 0, len(f.Leads))
	for _, l := range f.Leads[:min(len(f.Leads), maxPicked)] {
		options = append(options, option(ValueOf(l.Lead).compact(), reassignOption(l)))
	}
	if len(options) == 0 {
		return nothingToReassign(f.Meta, owners)
	}
	leads := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, text(hintLeads, maxHeader), actInput, options...)
	if f.From == "" {
		leads.InitialOptions = slices.Clone(options)
	}
	return modal(FormReassign, titleReassign, labelHandOver, labelCancel, f.Meta, []slack.Block{
		input(BlockFrom, labelFrom, owners).WithDispatchAction(true),
		input(versioned(BlockLeads, from), labelLeads, leads),
		input(BlockTo, labelTo, person("")),
	})
}

// nothingToReassign is the form where nobody chosen has leads to hand over. Slack wants no field in a form that can't be sent, so
// the choice of a person stands among the buttons.
func nothingToReassign(meta Meta, owners *slack.SelectBlockElement) slack.ModalViewRequest {
	blocks := []slack.Block{section("none", wordNothingToReassign, nil)}
	if len(owners.Options) > 0 {
		blocks = append(blocks, actions(BlockFrom, owners))
	}
	return modal(FormReassign, titleReassign, "", labelClose, meta, blocks)
}

// maxPicked is how many options Slack allows in a select.
const maxPicked = 100

// ownerOptions lists whose leads can be handed over: nobody's first, then each rep with overdue leads, worst first.
func ownerOptions(s digest.Summary) []*slack.OptionBlockObject {
	var options []*slack.OptionBlockObject
	if len(s.Without) > 0 {
		options = append(options, option(fromNobody, fill(optionNobody, "leads", count(len(s.Without), nounLead))))
	}
	for _, r := range s.Reps {
		if r.Overdue == 0 || len(options) == maxPicked {
			continue
		}
		label := join(dot, cut(nameOr(r.Rep.Name, wordNoName), 40), some(r.Overdue, wordOverdue))
		options = append(options, option(string(r.Rep.ID), label))
	}
	return options
}

// reassignOption is "Acme · Jane Doe — 4 days overdue".
func reassignOption(l digest.OverdueLead) string {
	tail := ""
	if l.Days > 0 {
		tail = " — " + fill(wordDaysOver, "age", count(l.Days, nounDay))
	}
	return cut(title(l.Lead), maxOption-units(tail)) + tail
}
