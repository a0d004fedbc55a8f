package slackbot

import (
	"context"
	"errors"
	"fmt"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
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

// copyTyped serves `/followup cadence copy warm-21 our-21`; without the new name it asks for it.
func (b *Bot) copyTyped(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	switch {
	case c.Form.Key == "":
		return b.listCadences(ctx, r, rep, c)
	case c.As == "":
		return b.openCopy(ctx, r, c.Form.Key, "")
	}
	made, err := b.Tracker.CopyCadence(ctx, r.Actor, c.Form.Key, c.As)
	if err != nil {
		return answer{}, err
	}
	m := r.view.CadenceSaved(made)
	return answer{tell: &m}, nil
}

func (b *Bot) openCopy(ctx context.Context, r *request, key, as string) (answer, error) {
	one, err := b.Tracker.Cadence(ctx, r.Actor, key)
	if err == nil {
		err = mayEdit(one)
	}
	if err != nil {
		return answer{}, err
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{Value: view.Value{Draft: int64(draft), Key: one.Key}}
	modal := r.view.CopyModal(meta, as)
	return answer{open: &modal}, nil
}

func (b *Bot) submitCopy(ctx context.Context, r *request) (answer, error) {
	form, ok := quicklog.FormOf(view.ReadCadence(r.form.State).Key)
	if !ok || form.Exact {
		return refuse(r, map[string]string{view.BlockKey: r.view.BadKey()}), nil
	}
	made, err := b.Tracker.CopyCadence(ctx, r.Actor, r.meta.Key, form.Key)
	return b.cadenceSaved(ctx, r, made, err, view.CadenceForm{Meta: r.meta}, r.view.CadenceModal)
}

// exportTyped serves `/followup cadence export warm-21`.
func (b *Bot) exportTyped(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	if c.Form.Key == "" {
		return b.listCadences(ctx, r, rep, c)
	}
	text, err := b.Tracker.ExportCadence(ctx, r.Actor, c.Form.Key)
	if err != nil {
		return answer{}, err
	}
	all := r.view.CadenceText(c.Form.Key, text)
	return answer{tell: &all[0], after: func(ctx context.Context) error {
		for _, m := range all[1:] {
			if err := b.tellMore(ctx, r, m); err != nil {
				return err
			}
		}
		return nil
	}}, nil
}

// tellMore says what an answer had no room for: where that went, or in the conversation with whom wrote to us.
func (b *Bot) tellMore(ctx context.Context, r *request, m view.Message) error {
	if r.kind == eventKind {
		return b.direct(ctx, r, m)
	}
	return b.tell(ctx, r, answer{tell: &m})
}

// importTyped serves `/followup cadence import` and what stands behind it; without a text the form asks for it.
func (b *Bot) importTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command) (answer, error) {
	if c.Rest == "" {
		return b.pressCadenceImport(ctx, r)
	}
	return b.importText(ctx, r, c.Rest, r.accepted)
}

// importText saves a cadence that was written as a text. What is wrong with it is said, and the text given back; warnings alone can be
// accepted by a button, for which the text waits in a draft.
func (b *Bot) importText(ctx context.Context, r *request, text string, accepted bool) (answer, error) {
	saved, err := b.Tracker.ImportCadence(ctx, r.Actor, text, accepted)
	if lint, ok := errors.AsType[tracker.LintError](err); ok {
		if lint.Errors {
			m := r.view.CadenceRefused(lint.Findings, text)
			return answer{tell: &m}, nil
		}
		draft, err := b.draft(ctx, r)
		if err != nil {
			return answer{}, err
		}
		m := r.view.AcceptCadence(lint.Findings, int64(draft))
		return answer{tell: &m}, nil
	}
	if sentence, ok := b.cadenceSentence(r, err); ok {
		m := view.Problem(sentence, text, nil)
		return answer{tell: &m}, nil
	}
	if err != nil {
		return answer{}, err
	}
	m := r.view.CadenceSaved(saved)
	return answer{tell: &m}, nil
}

// pressCadenceAccept saves a written cadence although it was warned of.
func (b *Bot) pressCadenceAccept(ctx context.Context, r *request) (answer, error) {
	r.accepted = true
	return b.pickLead(ctx, r)
}

func (b *Bot) pressCadenceImport(ctx context.Context, r *request) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.ImportModal(view.CadenceForm{Meta: view.Meta{Value: view.Value{Draft: int64(draft)}}})
	return answer{open: &modal}, nil
}

func (b *Bot) submitImport(ctx context.Context, r *request) (answer, error) {
	in := view.ReadCadence(r.form.State)
	form, ok := quicklog.FormOf(in.Key)
	if in.Key != "" && (!ok || form.Exact) {
		return refuse(r, map[string]string{view.BlockKey: r.view.BadKey()}), nil
	}
	var saved digest.Cadence
	var err error
	if form.Key == "" {
		saved, err = b.Tracker.ImportCadence(ctx, r.Actor, in.Steps, in.Accepted)
	} else {
		saved, err = b.Tracker.SaveCadence(ctx, r.Actor, tracker.CadenceDraft{Text: in.Steps, Key: form.Key, Accepted: in.Accepted})
	}
	return b.cadenceSaved(ctx, r, saved, err, view.CadenceForm{Meta: r.meta, Input: in}, r.view.ImportModal)
}

// fileSentence says where a text is no cadence, and how to mend it.
func (b *Bot) fileSentence(r *request, err error) string {
	if file, ok := errors.AsType[*cadence.FileError](err); ok {
		return r.view.BadFile(*file)
	}
	if errors.Is(err, tracker.ErrBadKey) {
		return r.view.BadKey()
	}
	return r.view.BadText()
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
	return b.submitted(ctx, r, receipt, err)
}
