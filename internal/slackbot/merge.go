package slackbot

import (
	"context"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// pressCardMenu serves the menu of a card: it opens the form with the lead's details, the one for a signal, or the one that merges it with another lead.
func (b *Bot) pressCardMenu(ctx context.Context, r *request) (answer, error) {
	if v, ok := view.CourseOf(r.value); ok {
		r.pressed = v
		return b.openCourse(ctx, r, v.Lead, view.CourseInput{})
	}
	if id, ok := view.SignalOf(r.value); ok {
		return b.openSignal(ctx, r, id, "")
	}
	if id, ok := view.DetailsOf(r.value); ok {
		return b.openDetails(ctx, r, id, "", view.Meta{})
	}
	v, ok := view.ParseValue(r.value)
	if !ok {
		return answer{}, fmt.Errorf("merge value %q not understood", r.value)
	}
	lead, err := b.match(ctx, r, v.Lead)
	if err != nil {
		return answer{}, err
	}
	return b.openMerge(ctx, r, lead, 0, 0)
}

// mergeTyped opens the form with the leads that were named. The one behind "into" is to stay.
func (b *Bot) mergeTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command, lead digest.Match) (answer, error) {
	if c.Into == "" {
		return b.openMerge(ctx, r, lead, 0, 0)
	}
	found, err := b.Tracker.Named(ctx, r.Actor, c.Into, manyMatches)
	if err != nil {
		return answer{}, err
	}
	into, ok := theOne(found, c.Into)
	switch {
	case ok && into.Lead.ID != lead.Lead.ID:
		return b.openMerge(ctx, r, lead, into.Lead.ID, into.Lead.ID)
	case len(found) == 0:
		none := view.Problem(r.view.NotFound(c.Into), r.said(), nil)
		return answer{tell: &none}, nil
	default:
		return b.openMerge(ctx, r, lead, 0, 0)
	}
}

// openMerge opens the form. Where the other lead was not named, it is the likeliest one, if any.
func (b *Bot) openMerge(ctx context.Context, r *request, lead digest.Match, with, keep followup.LeadID) (answer, error) {
	if err := b.Tracker.MayChange(ctx, r.Actor, lead.Lead); err != nil {
		return answer{}, err
	}
	if with == 0 {
		likeliest, err := b.Tracker.Likeliest(ctx, r.Actor, lead.Lead)
		if err != nil {
			return answer{}, err
		}
		with = likeliest
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{Value: view.Value{Lead: lead.Lead.ID, Draft: int64(draft)}, Message: r.lasting()}
	form, err := b.mergeForm(ctx, r, meta, lead, view.MergeInput{With: with, Keep: keep})
	if err != nil {
		return answer{}, err
	}
	modal := r.view.MergeModal(form)
	return answer{open: &modal}, nil
}

// mergeForm is the form as it is filled in: the lead that it began with stays unless the other one is chosen to. Where the two can't be
// merged, the form says why.
func (b *Bot) mergeForm(ctx context.Context, r *request, meta view.Meta, lead digest.Match, in view.MergeInput) (view.MergeForm, error) {
	form := view.MergeForm{Meta: meta, Lead: lead, Now: b.nowOf(ctx, r), Me: r.User}
	if in.With == 0 {
		return form, nil
	}
	keep, other := in.Pair(lead.Lead.ID)
	merge, err := b.toMerge(ctx, r, meta, keep, other)
	if err != nil {
		form.Notice, err = b.sentence(ctx, r, err)
		return form, err
	}
	with, err := b.match(ctx, r, in.With)
	if with.Lead = merge.Other; with.Lead.ID != in.With {
		with.Lead = merge.Kept
	}
	form.Merge, form.With = &merge, &with
	return form, err
}

func (b *Bot) toMerge(ctx context.Context, r *request, meta view.Meta, keep, other followup.LeadID) (digest.Merge, error) {
	if meta.Edit != 0 {
		return b.Tracker.ToMergeAgain(ctx, r.Actor, meta.Edit, keep, other)
	}
	return b.Tracker.ToMerge(ctx, r.Actor, keep, other)
}

// editMerge opens the form of a merge as it was made, with the leads as they were before it.
func (b *Bot) editMerge(ctx context.Context, r *request, meta view.Meta) (answer, error) {
	was, err := b.Tracker.Apart(ctx, r.Actor, meta.Edit)
	if err != nil {
		return b.settledBadly(ctx, r, err)
	}
	meta.Lead = was[0].ID
	lead, err := b.merging(ctx, r, meta)
	if err != nil {
		return answer{}, err
	}
	form, err := b.mergeForm(ctx, r, meta, lead, view.MergeInput{With: was[1].ID, Keep: was[0].ID})
	if err != nil {
		return answer{}, err
	}
	modal := r.view.MergeModal(form)
	return answer{open: &modal}, nil
}

// merging is the lead that a merge form began with: of one that corrects a merge, as it was before.
func (b *Bot) merging(ctx context.Context, r *request, meta view.Meta) (digest.Match, error) {
	lead, err := b.match(ctx, r, meta.Lead)
	if err != nil || meta.Edit == 0 {
		return lead, err
	}
	was, err := b.Tracker.Apart(ctx, r.Actor, meta.Edit)
	if err != nil {
		return lead, err
	}
	lead.Lead = was[0]
	return lead, nil
}

// refreshMerge shows what becomes of the two that are chosen now.
func (b *Bot) refreshMerge(ctx context.Context, r *request) (answer, error) {
	lead, err := b.merging(ctx, r, r.meta)
	if err != nil {
		return answer{}, err
	}
	form, err := b.mergeForm(ctx, r, r.meta, lead, view.ReadMerge(r.form.State))
	if err != nil {
		return answer{}, err
	}
	modal := r.view.MergeModal(form)
	return answer{update: &modal}, nil
}

func (b *Bot) submitMerge(ctx context.Context, r *request) (answer, error) {
	in := view.ReadMerge(r.form.State)
	switch in.With {
	case 0:
		return refuse(r, map[string]string{view.BlockLead: r.view.ChooseLead()}), nil
	case r.meta.Lead:
		return refuse(r, map[string]string{view.BlockLead: r.view.MergeSame()}), nil
	}
	keep, other := in.Pair(r.meta.Lead)
	if r.meta.Edit != 0 {
		receipt, err := b.Tracker.EditMerge(ctx, r.Actor, r.meta.Edit, keep, other)
		return b.submitted(ctx, r, receipt, err)
	}
	receipt, err := b.Tracker.Merge(ctx, r.Actor, keep, other)
	return b.submitted(ctx, r, receipt, err)
}
