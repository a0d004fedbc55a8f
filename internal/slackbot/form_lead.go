package slackbot

import (
	"context"
	"errors"
	"maps"
	"strings"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// newLead reads the fields of a new lead, or says per field what is wrong.
func (b *Bot) newLead(r *request, rep followup.Rep, in view.NewLeadInput) (tracker.NewLead, map[string]string) {
	wrong := map[string]string{}
	if strings.TrimSpace(in.Name) == "" && strings.TrimSpace(in.Company) == "" {
		wrong[view.BlockName] = r.view.Missing()
	}
	contact, bad := contactOf(r, in)
	maps.Copy(wrong, bad)
	value, bad := r.money(in.Value, view.BlockValue)
	maps.Copy(wrong, bad)
	lead := tracker.NewLead{
		Name: strings.TrimSpace(in.Name), Company: strings.TrimSpace(in.Company), Value: value, Source: in.Source, Tags: tags(in.Tags), Owner: in.Owner, Note: in.Note,
		Contact: contact, Another: r.meta.Another, Cadence: chosenCadence(in.Cadence),
	}
	lead.Country, bad = r.country(in.Country)
	maps.Copy(wrong, bad)
	lead.Name, lead.Company = namedBy(lead.Name, lead.Company)
	if !in.First.IsZero() {
		lead.First = followup.NextStep{Kind: followup.NextRecall, On: in.First, Channel: in.FirstChannel}
		if in.First.Before(b.todayOf(rep)) {
			wrong[view.BlockFirst] = r.view.PastDate(in.First, b.todayOf(rep))
		}
	}
	return lead, wrong
}

// namedBy is what a lead goes by: its company where it has no other name, and what "Acme / Jane" says in a line.
func namedBy(name, company string) (string, string) {
	first, person, both := strings.Cut(name, " / ")
	switch {
	case name == "":
		return company, ""
	case both && company == "":
		return strings.TrimSpace(person), strings.TrimSpace(first)
	default:
		return name, company
	}
}

// chosenCadence is the form of a cadence that was chosen, as it is; zero: none.
func chosenCadence(v view.CadenceValue) tracker.CadenceName {
	return tracker.CadenceName{Key: v.Key, Variant: v.Variant}
}

// tags takes "fair, berlin" apart.
func tags(typed string) []string {
	var out []string
	for _, tag := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == '#' || r == ' ' }) {
		out = append(out, strings.ToLower(tag))
	}
	return out
}

// openAdd opens the form for a new lead.
func (b *Bot) openAdd(ctx context.Context, r *request, rep followup.Rep, in view.NewLeadInput) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	all, err := b.Tracker.Cadences(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.AddModal(view.AddForm{
		Meta: view.Meta{Value: view.Value{Draft: int64(draft)}, Another: r.another}, Rep: rep, Now: b.Clock.Now(), Input: in, Cadences: all,
	})
	return answer{open: &modal}, nil
}

// submitAdd stores a new lead. A known contact is shown first; submitting again adds the lead all the same.
func (b *Bot) submitAdd(ctx context.Context, r *request) (answer, error) {
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	in := view.ReadAdd(r.form.State)
	lead, wrong := b.newLead(r, rep, in)
	if len(wrong) > 0 {
		return refuse(r, wrong), nil
	}
	receipt, err := b.Tracker.Add(ctx, r.Actor, lead, r.meta.Anyway)
	if duplicate, ok := errors.AsType[tracker.DuplicateError](err); ok {
		meta := r.meta
		meta.Anyway = true
		all, err := b.Tracker.Cadences(ctx, r.Actor)
		if err != nil {
			return answer{}, err
		}
		modal := r.view.AddModal(view.AddForm{
			Meta: meta, Rep: rep, Now: b.Clock.Now(), Input: in, Duplicates: duplicate.Known, Cadences: all,
		})
		return answer{update: &modal}, nil
	}
	if errors.Is(err, tracker.ErrNotTheirManager) || errors.Is(err, tracker.ErrInactiveOwner) {
		sentence, _ := b.sentence(ctx, r, err)
		return refuse(r, map[string]string{view.BlockOwner: sentence}), nil
	}
	return b.submitted(ctx, r, receipt, err)
}
