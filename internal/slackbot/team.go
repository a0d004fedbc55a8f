package slackbot

import (
	"context"
	"errors"
	"strings"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// openSettings opens the form for the morning digest.
func (b *Bot) openSettings(ctx context.Context, r *request) (answer, error) {
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	form := view.SettingsForm{Meta: view.Meta{Value: view.Value{Draft: int64(draft)}}, Rep: rep, Now: b.Clock.Now()}
	if rep.Away != nil && rep.Away.Cover != "" {
		people, err := b.Tracker.People(ctx, r.Workspace, []followup.UserID{rep.Away.Cover})
		if err != nil {
			return answer{}, err
		}
		form.Cover = people[rep.Away.Cover].Name
	}
	if form.Admin, err = b.Tracker.MaySaveDaysOff(ctx, r.Actor); err != nil {
		return answer{}, err
	}
	if form.Admin {
		if form.DaysOff, err = b.Tracker.DaysOff(ctx, r.Actor); err != nil {
			return answer{}, err
		}
	}
	modal := r.view.SettingsModal(form)
	return answer{open: &modal}, nil
}

func (b *Bot) submitSettings(ctx context.Context, r *request) (answer, error) {
	in := view.ReadSettings(r.form.State)
	if in.AskedOff {
		if wrong, err := b.saveDaysOff(ctx, r, in.DaysOff); err != nil || len(wrong) > 0 {
			return refuse(r, wrong), err
		}
	}
	capacity, ok := view.ReadCapacity(r.form.State)
	if !ok {
		return refuse(r, map[string]string{view.BlockCapacity: r.view.BadCapacity()}), nil
	}
	rep, err := b.Tracker.SaveSettings(ctx, r.Actor, tracker.Settings{
		DigestAt: in.DigestAt, Week: in.Week, DigestOff: in.Off, Country: in.Country, PingsOff: in.PingsOff, Capacity: capacity,
	})
	if err != nil {
		return answer{}, err
	}
	m := r.view.SettingsSaved(rep)
	return b.tellBack(ctx, r, m), nil
}

// openTeam opens the form of the channel's team. There is none in a direct message.
func (b *Bot) openTeam(ctx context.Context, r *request) (answer, error) {
	if strings.HasPrefix(string(r.channel), "D") {
		m := view.Say(r.view.TeamNeedsChannel())
		return answer{tell: &m}, nil
	}
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	team, err := b.Tracker.TeamIn(ctx, r.Actor, r.channel)
	if errors.Is(err, tracker.ErrNotFound) {
		team = followup.Team{
			Channel: r.channel, Name: r.channelName, Manager: r.User, Zone: rep.Zone,
			SummaryOn: followup.DefaultSummaryOn, SummaryAt: followup.DefaultSummaryAt,
		}
	} else if err != nil {
		return answer{}, err
	}
	decides, err := b.Tracker.MayEditTeam(ctx, r.Actor, team)
	if err != nil {
		return answer{}, err
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	people, err := b.Tracker.People(ctx, r.Workspace, append([]followup.UserID{team.Manager}, team.Members...))
	if err != nil {
		return answer{}, err
	}
	form := view.TeamForm{
		Meta: view.Meta{Value: view.Value{Team: team.ID, Draft: int64(draft)}, Channel: r.channel, ChannelName: r.channelName},
		Team: team, ChannelName: r.channelName, MayEdit: decides, Manager: people[team.Manager].Name,
	}
	for _, id := range team.Members {
		form.Names = append(form.Names, people[id].Name)
	}
	modal := r.view.TeamModal(form)
	return answer{open: &modal}, nil
}

func (b *Bot) submitTeam(ctx context.Context, r *request) (answer, error) {
	in := view.ReadTeam(r.form.State)
	if len(in.Members) == 0 {
		return refuse(r, map[string]string{view.BlockMembers: r.view.Missing()}), nil
	}
	if !isZone(in.Zone) {
		return refuse(r, map[string]string{view.BlockZone: r.view.BadZone(in.Zone)}), nil
	}
	team, err := b.Tracker.SaveTeam(ctx, r.Actor, tracker.TeamSettings{
		Channel: r.meta.Channel, Name: in.Name, Manager: in.Manager, Members: in.Members, Zone: in.Zone,
		SummaryOn: in.SummaryOn, SummaryAt: in.SummaryAt,
	})
	if errors.Is(err, tracker.ErrInactiveOwner) || errors.Is(err, tracker.ErrNotFound) {
		return refuse(r, map[string]string{view.BlockMembers: r.view.InactiveOwner("")}), nil
	}
	if err != nil {
		return answer{}, err
	}
	m := r.view.TeamSaved(team, b.Clock.Now())
	return answer{clear: true, tell: &m, url: b.responseURLOf(ctx, r), after: b.tryChannel(team, r)}, nil
}

// tryChannel makes sure that the team's channel can be written to, and asks for an invitation where it can't: the manager learns it
// now, not on the day of the first summary.
func (b *Bot) tryChannel(team followup.Team, r *request) func(context.Context) error {
	return func(ctx context.Context) error {
		hello := r.view.TeamHello(team)
		err := b.lanes.patiently(ctx, "chat.postEphemeral", func() error {
			_, err := b.API.PostEphemeralContext(ctx, string(team.Channel), string(r.User),
				slack.MsgOptionText(hello.Text, false), slack.MsgOptionBlocks(hello.Blocks...))
			return err
		})
		switch slackCode(err) {
		case "not_in_channel", "channel_not_found":
			invite := view.Say(r.view.Invite(r.meta.ChannelName))
			return b.tell(ctx, r, answer{tell: &invite, url: b.responseURLOf(ctx, r)})
		default:
			return err
		}
	}
}

// openOverdue shows a team's overdue leads to who decides for it.
func (b *Bot) openOverdue(ctx context.Context, r *request) (answer, error) {
	s, err := b.Tracker.OverdueFor(ctx, r.Actor, r.pressed.Team)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.OverdueModal(s, r.pressed.Page)
	if isModal(r.form) {
		return answer{update: &modal}, nil
	}
	return answer{open: &modal}, nil
}

// openReassign opens the form to hand leads over.
func (b *Bot) openReassign(ctx context.Context, r *request) (answer, error) {
	form, err := b.reassignForm(ctx, r, r.pressed.Team, nil)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.ReassignModal(form)
	return answer{open: &modal}, nil
}

// refreshReassign lists another rep's leads in the form.
func (b *Bot) refreshReassign(ctx context.Context, r *request) (answer, error) {
	from := view.ReadReassign(r.form.State).From
	form, err := b.reassignForm(ctx, r, r.meta.Team, &from)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.ReassignModal(form)
	return answer{update: &modal}, nil
}

// reassignForm lists whose leads could be handed over: those without an active owner first, else the rep's with the most overdue.
func (b *Bot) reassignForm(ctx context.Context, r *request, team followup.TeamID, from *followup.UserID) (view.ReassignForm, error) {
	s, err := b.Tracker.OverdueFor(ctx, r.Actor, team)
	if err != nil {
		return view.ReassignForm{}, err
	}
	form := view.ReassignForm{Meta: view.Meta{Value: view.Value{Team: team}, Message: r.lasting()}, Summary: s}
	if from != nil {
		form.From = *from
	} else if len(s.Without) == 0 && len(s.Reps) > 0 {
		form.From = s.Reps[0].Rep.ID
	}
	form.Leads = leadsOf(s, form.From)
	for _, l := range form.Leads {
		form.Meta.Leads = append(form.Meta.Leads, view.ValueOf(l.Lead))
	}
	return form, nil
}

// leadsOf lists the leads of a summary that belong to a rep, or to nobody active.
func leadsOf(s digest.Summary, owner followup.UserID) []digest.OverdueLead {
	if owner == "" {
		return s.Without
	}
	var own []digest.OverdueLead
	for _, l := range s.Oldest {
		if l.Lead.Owner == owner {
			own = append(own, l)
		}
	}
	return own
}

func (b *Bot) submitReassign(ctx context.Context, r *request) (answer, error) {
	in := view.ReadReassign(r.form.State)
	if len(in.Leads) == 0 {
		return refuse(r, map[string]string{view.BlockLeads: r.view.ChooseLead()}), nil
	}
	targets := make([]tracker.Target, 0, len(in.Leads))
	for _, v := range in.Leads {
		targets = append(targets, target(v))
	}
	receipt, err := b.Tracker.Reassign(ctx, r.Actor, targets, in.To)
	if errors.Is(err, tracker.ErrInactiveOwner) {
		return refuse(r, map[string]string{view.BlockTo: r.view.InactiveOwner("")}), nil
	}
	if err != nil {
		return answer{}, err
	}
	b.redraw(ctx, r)
	done := answer{clear: true, changed: true}
	if !b.told(receipt) {
		m := r.view.Receipt(receipt, r.User)
		done.dm = &m
	}
	return done, nil
}

// redraw has the message drawn again that was pressed, or that a form was opened from. What it shows is stored already: where this
// fails, the message is only old. It is false where there is none, or one that we don't draw again because it answered somebody.
func (b *Bot) redraw(ctx context.Context, r *request) bool {
	if r.onHome() {
		b.refreshHome(ctx, r.Actor)
		return true
	}
	m := r.lasting()
	if m == nil {
		return false
	}
	known, err := b.Tracker.RedrawMessage(ctx, r.Workspace, tracker.Posted{Channel: m.Channel, TS: m.TS, Delivery: m.Delivery})
	if err != nil {
		b.Log.WarnContext(ctx, "message not redrawn", "error", err)
	}
	return known || err != nil
}
