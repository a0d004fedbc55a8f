package slackbot

import (
	"context"
	"maps"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// openDetails opens the form with what is known of a lead itself. A note is one that is there already, of the event that led here.
func (b *Bot) openDetails(ctx context.Context, r *request, id followup.LeadID, note string, meta view.Meta) (answer, error) {
	lead, _, err := b.Tracker.ToEdit(ctx, r.Actor, id)
	if err != nil {
		return answer{}, err
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta.Value, meta.Message = view.Value{Lead: lead.ID, Draft: int64(draft)}, r.lasting()
	modal := r.view.DetailsModal(view.DetailsForm{Meta: meta, Lead: lead, Note: note})
	return answer{open: &modal}, nil
}

// submitDetails stores corrected details. What was too long for its field, and was left as it was shown, stays whole.
func (b *Bot) submitDetails(ctx context.Context, r *request) (answer, error) {
	lead, _, err := b.Tracker.ToEdit(ctx, r.Actor, r.meta.Lead)
	if err != nil {
		return answer{}, err
	}
	in, was := view.ReadDetails(r.form.State), lead.Details()
	wrong := map[string]string{}
	value, bad := r.money(in.Value, view.BlockValue)
	maps.Copy(wrong, bad)
	country, bad := r.country(in.Country)
	maps.Copy(wrong, bad)
	if in.Name == "" && in.Company == "" {
		wrong[view.BlockName] = r.view.Missing()
	}
	if len(wrong) > 0 {
		return refuse(r, wrong), nil
	}
	d := followup.Details{Value: value, Source: whole(was.Source, in.Source), Tags: tags(whole(view.TagsAsTyped(was.Tags), in.Tags)), Country: country}
	d.Brief = wholeBrief(was.Brief, view.ReadBrief(r.form.State))
	d.Name, d.Company = namedBy(whole(was.Name, in.Name), whole(was.Company, in.Company))
	note, err := b.newNote(ctx, r, in.Note)
	if err != nil {
		return answer{}, err
	}
	receipt, err := b.Tracker.EditDetails(ctx, r.Actor, lead.ID, r.meta.Details, d, note)
	return b.submitted(ctx, r, receipt, err)
}

// newNote is what a note says that was not there already.
func (b *Bot) newNote(ctx context.Context, r *request, note string) (string, error) {
	if r.meta.Edit == 0 || note == "" {
		return note, nil
	}
	of, err := b.Tracker.Editing(ctx, r.Actor, r.meta.Edit)
	if err != nil || whole(of.Event.Detail.Note, note) == of.Event.Detail.Note {
		return "", err
	}
	return note, nil
}

// wholeBrief is whole for each part of a brief.
func wholeBrief(was, read followup.Brief) followup.Brief {
	return followup.Brief{Hook: whole(was.Hook, read.Hook), Questions: whole(was.Questions, read.Questions), Owes: whole(was.Owes, read.Owes)}
}

// whole is what is stored where a form could only show, unchanged, how it begins; else what was read.
func whole(stored, read string) string {
	if view.Begins(stored, read) {
		return stored
	}
	return read
}
