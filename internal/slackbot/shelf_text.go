package slackbot

import (
	"context"
	"errors"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

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
	if err := b.Tracker.MayEditCadences(ctx, r.Actor); err != nil {
		return answer{}, err
	}
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
