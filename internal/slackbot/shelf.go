package slackbot

import (
	"context"
	"errors"
	"fmt"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// listCadences serves `/followup cadence`.
func (b *Bot) listCadences(ctx context.Context, r *request, _ followup.Rep, _ quicklog.Command) (answer, error) {
	all, err := b.Tracker.Cadences(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	m := r.view.Cadences(all)
	return answer{tell: &m}, nil
}

func (b *Bot) pressCadences(ctx context.Context, r *request) (answer, error) {
	return b.listCadences(ctx, r, followup.Rep{}, quicklog.Command{})
}

// showCadence serves `/followup cadence show warm-21`; without a key it lists them.
func (b *Bot) showCadence(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	if c.Form.Key == "" {
		return b.listCadences(ctx, r, rep, c)
	}
	return b.showForm(ctx, r, c.Form.Key, c.Form.Variant)
}

func (b *Bot) showForm(ctx context.Context, r *request, key string, v followup.Variant) (answer, error) {
	one, err := b.Tracker.Cadence(ctx, r.Actor, key)
	if err != nil {
		return answer{}, err
	}
	m := r.view.Cadence(one, v)
	return answer{tell: &m}, nil
}

func (b *Bot) pressCadence(ctx context.Context, r *request) (answer, error) {
	return b.showForm(ctx, r, r.pressed.Key, r.pressed.Variant)
}

// pressCadencePick turns to another form of the cadence that is shown.
func (b *Bot) pressCadencePick(ctx context.Context, r *request) (answer, error) {
	v, ok := view.ParseCadenceValue(r.value)
	if !ok {
		return answer{}, fmt.Errorf("cadence value %q not understood", r.value)
	}
	return b.instead(b.showForm(ctx, r, v.Key, v.Variant))
}

// pressCadenceMenu serves what is done with a cadence rarely.
func (b *Bot) pressCadenceMenu(ctx context.Context, r *request) (answer, error) {
	v, ok := view.ParseCadenceValue(r.value)
	if !ok {
		return answer{}, fmt.Errorf("cadence value %q not understood", r.value)
	}
	form := quicklog.Form{Key: v.Key, Variant: v.Variant}
	switch v.Do {
	case view.CadenceEdit:
		return b.editTyped(ctx, r, followup.Rep{}, quicklog.Command{Form: form})
	case view.CadenceCopy:
		return b.openCopy(ctx, r, v.Key, "")
	case view.CadenceExport:
		return b.exportTyped(ctx, r, followup.Rep{}, quicklog.Command{Form: form})
	default:
		return b.openMigrate(ctx, r, v.Key)
	}
}

// mayEdit refuses those who don't decide about cadences before they fill in a form.
func mayEdit(c digest.Cadence) error {
	if !c.MayEdit {
		return tracker.ErrManagersOnly
	}
	return nil
}

// newCadence serves `/followup cadence new`.
func (b *Bot) newCadence(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command) (answer, error) {
	if err := b.Tracker.MayEditCadences(ctx, r.Actor); err != nil {
		return answer{}, err
	}
	return b.openCadence(ctx, r, view.CadenceForm{Input: view.CadenceInput{Key: c.Form.Key}})
}

func (b *Bot) pressCadenceNew(ctx context.Context, r *request) (answer, error) {
	return b.newCadence(ctx, r, followup.Rep{}, quicklog.Command{})
}

// editTyped serves `/followup cadence edit warm-21 large`. What no field holds is changed as text.
func (b *Bot) editTyped(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	if c.Form.Key == "" {
		return b.listCadences(ctx, r, rep, c)
	}
	one, err := b.Tracker.Cadence(ctx, r.Actor, c.Form.Key)
	if err == nil {
		err = mayEdit(one)
	}
	if err != nil {
		return answer{}, err
	}
	shown := formOf(one, c.Form.Variant)
	in := view.CadenceInput{Name: shown.Name.In(r.view.Language()), Steps: quicklog.StepLines(shown.Steps, r.view.Language())}
	if len([]rune(in.Steps)) > view.MaxInput {
		m := view.Say(r.view.CadenceTooLong())
		return answer{tell: &m}, nil
	}
	form := view.CadenceForm{Input: in, Behind: one.Leads}
	form.Meta.Key, form.Meta.Variant, form.Meta.Seen = one.Key, shown.Variant, one.Version
	return b.openCadence(ctx, r, form)
}

// formOf is the form of a cadence that has the variant, or else its first one.
func formOf(c digest.Cadence, v followup.Variant) followup.Cadence {
	for _, one := range c.Variants {
		if one.Variant == v {
			return *one
		}
	}
	if len(c.Variants) == 0 {
		return followup.Cadence{Key: c.Key}
	}
	return *c.Variants[0]
}

// openCadence opens the form for the steps of a cadence.
func (b *Bot) openCadence(ctx context.Context, r *request, form view.CadenceForm) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	form.Meta.Draft = int64(draft)
	modal := r.view.CadenceModal(form)
	return answer{open: &modal}, nil
}

// submitCadence saves the steps as a new version. What the linter finds is shown in the form, which keeps what was typed.
func (b *Bot) submitCadence(ctx context.Context, r *request) (answer, error) {
	in := view.ReadCadence(r.form.State)
	key, was := r.meta.Key, digest.Cadence{}
	if key == "" {
		form, ok := quicklog.FormOf(in.Key)
		if !ok || form.Exact {
			return refuse(r, map[string]string{view.BlockKey: r.view.BadKey()}), nil
		}
		key = form.Key
	} else {
		one, err := b.Tracker.Cadence(ctx, r.Actor, key)
		if err != nil {
			return answer{}, err
		}
		was = one
	}
	edited := formOf(was, r.meta.Variant)
	steps, err := quicklog.ParseSteps(in.Steps, r.view.Language(), edited.Steps)
	if problem, ok := errors.AsType[quicklog.Problem](err); ok {
		return refuse(r, map[string]string{view.BlockSteps: r.view.BadStep(problem)}), nil
	}
	if err != nil {
		return answer{}, err
	}
	edited.Key, edited.Variant, edited.Steps = key, r.meta.Variant, steps
	drafts := []followup.Cadence{edited}
	if in.Name != edited.Name.In(r.view.Language()) {
		edited.Name = followup.Wording{r.view.Language(): in.Name}
		drafts = renamed(was, edited)
	}
	saved, err := b.Tracker.SaveCadence(ctx, r.Actor, tracker.CadenceDraft{Variants: drafts, Key: key, Seen: r.meta.Seen, Accepted: in.Accepted})
	return b.cadenceSaved(ctx, r, saved, err, view.CadenceForm{Meta: r.meta, Input: in, Behind: was.Leads}, r.view.CadenceModal)
}

// renamed are all forms of a cadence under the name of the edited one: it is one cadence.
func renamed(was digest.Cadence, edited followup.Cadence) []followup.Cadence {
	all := []followup.Cadence{edited}
	for _, one := range was.Variants {
		if one.Variant != edited.Variant {
			other := *one
			other.Name = edited.Name
			all = append(all, other)
		}
	}
	return all
}

// cadenceSaved answers a form that saved a cadence: what the linter finds, and what is no cadence at all, keeps it open.
func (b *Bot) cadenceSaved(
	ctx context.Context, r *request, saved digest.Cadence, err error, form view.CadenceForm, draw func(view.CadenceForm) slack.ModalViewRequest,
) (answer, error) {
	if lint, ok := errors.AsType[tracker.LintError](err); ok {
		form.Findings = lint.Findings
		modal := draw(form)
		return answer{update: &modal}, nil
	}
	if errors.As(err, new(tracker.CadenceTextError)) {
		sentence, _ := b.cadenceSentence(r, err)
		return refuse(r, map[string]string{view.BlockSteps: sentence}), nil
	}
	if changed, ok := errors.AsType[tracker.CadenceChangedError](err); ok && changed.Draft.Seen == 0 {
		return refuse(r, map[string]string{view.BlockKey: r.view.KeyTaken(changed.Now.Key)}), nil
	}
	if err != nil {
		return answer{}, err
	}
	return b.tellBack(ctx, r, r.view.CadenceSaved(saved)), nil
}

// migrateTyped serves `/followup cadence migrate warm-21`: who would be affected is shown before anything moves.
func (b *Bot) migrateTyped(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	if c.Form.Key == "" {
		return b.listCadences(ctx, r, rep, c)
	}
	return b.openMigrate(ctx, r, c.Form.Key)
}

func (b *Bot) pressCadenceMove(ctx context.Context, r *request) (answer, error) {
	return b.openMigrate(ctx, r, r.pressed.Key)
}

func (b *Bot) openMigrate(ctx context.Context, r *request, key string) (answer, error) {
	migration, err := b.Tracker.MigrationPreview(ctx, r.Actor, key)
	if err != nil {
		return answer{}, err
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.MigrateModal(migration, view.Meta{Value: view.Value{Draft: int64(draft)}}, b.nowOf(ctx, r))
	return answer{open: &modal}, nil
}

func (b *Bot) submitMigrate(ctx context.Context, r *request) (answer, error) {
	receipt, err := b.Tracker.MigrateCadence(ctx, r.Actor, r.meta.Key, r.meta.Seen)
	if errors.Is(err, tracker.ErrNotFound) { // somebody else took them along meanwhile: the form says who is left
		migration, err := b.Tracker.MigrationPreview(ctx, r.Actor, r.meta.Key)
		if err != nil {
			return answer{}, err
		}
		modal := r.view.MigrateModal(migration, r.meta, b.nowOf(ctx, r))
		return answer{update: &modal}, nil
	}
	return b.submitted(ctx, r, receipt, err)
}
