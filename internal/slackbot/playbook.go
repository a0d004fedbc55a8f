package slackbot

import (
	"context"
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/playbook"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// playbookTyped serves `/followup playbook`.
func (b *Bot) playbookTyped(ctx context.Context, r *request, _ followup.Rep, _ quicklog.Command) (answer, error) {
	all, err := b.Tracker.Pages(ctx, r.Actor, r.view.Language())
	if err != nil {
		return answer{}, err
	}
	m := r.view.Playbook(all, b.nowOf(ctx, r))
	return answer{tell: &m}, nil
}

// pressedPage is the template that a button is about.
func (b *Bot) pressedPage(ctx context.Context, r *request) (digest.Page, error) {
	v, ok := view.ParsePageValue(r.value)
	if !ok {
		return digest.Page{}, fmt.Errorf("page value %q not understood", r.value)
	}
	return b.Tracker.Page(ctx, r.Actor, v.Situation, v.Language)
}

func (b *Bot) pressPage(ctx context.Context, r *request) (answer, error) {
	page, err := b.pressedPage(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{}
	if page.MayEdit { // what is saved on top of this form is told where it began
		draft, err := b.draft(ctx, r)
		if err != nil {
			return answer{}, err
		}
		meta.Draft = int64(draft)
	}
	modal := r.view.PageModal(meta, page, "", b.nowOf(ctx, r))
	return answer{open: &modal}, nil
}

// refreshPage shows the template in another language.
func (b *Bot) refreshPage(ctx context.Context, r *request) (answer, error) {
	page, err := b.Tracker.Page(ctx, r.Actor, r.meta.Say.Situation, r.value)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.PageModal(r.meta, page, "", b.nowOf(ctx, r))
	return answer{update: &modal}, nil
}

// pressPageEdit opens the form for a template's texts, on top of the one that shows it.
func (b *Bot) pressPageEdit(ctx context.Context, r *request) (answer, error) {
	page, err := b.pressedPage(ctx, r)
	if err == nil && !page.MayEdit {
		err = tracker.ErrManagersOnly
	}
	if err != nil {
		return answer{}, err
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{
		Value: view.Value{Draft: int64(draft)}, Seen: page.Version,
		Say: view.SayChoice{Situation: page.Template.Situation, Language: page.Template.Language},
	}
	modal := r.view.PageEditModal(view.PageForm{Meta: meta, Template: page.Template})
	return answer{open: &modal}, nil
}

// submitPage saves a template as a new version. What the linter finds is shown in the form, which keeps what was typed.
func (b *Bot) submitPage(ctx context.Context, r *request) (answer, error) {
	template, accepted := view.ReadPage(r.form.State, r.meta)
	saved, err := b.Tracker.SaveTemplate(ctx, r.Actor, tracker.TemplateDraft{Template: template, Seen: r.meta.Seen, Accepted: accepted})
	if lint, ok := errors.AsType[tracker.TemplateLintError](err); ok {
		modal := r.view.PageEditModal(view.PageForm{Meta: r.meta, Template: template, Findings: lint.Findings})
		return answer{update: &modal}, nil
	}
	if err != nil {
		return b.pageRefused(r, err)
	}
	return b.tellBack(ctx, r, r.view.PageSaved(saved)), nil
}

// pageRefused says in the form why its texts can't be saved.
func (b *Bot) pageRefused(r *request, err error) (answer, error) {
	if errors.Is(err, tracker.ErrNoText) {
		return refuse(r, map[string]string{view.BlockShort: r.view.NoText()}), nil
	}
	if changed, ok := errors.AsType[tracker.TemplateChangedError](err); ok {
		return refuse(r, map[string]string{view.BlockShort: r.view.PageChanged(changed.Now)}), nil
	}
	return answer{}, err
}

// pressPageRestore has a template as it was shipped. Pressed in a form that is out of date, it shows what there is now.
func (b *Bot) pressPageRestore(ctx context.Context, r *request) (answer, error) {
	v, ok := view.ParsePageValue(r.value)
	if !ok {
		return answer{}, fmt.Errorf("page value %q not understood", r.value)
	}
	sentence := r.view.PageRestored()
	page, err := b.Tracker.SaveTemplate(ctx, r.Actor, tracker.TemplateDraft{
		Template: playbook.Template{Situation: v.Situation, Language: v.Language}, Seen: v.Version, Restore: true,
	})
	if changed, ok := errors.AsType[tracker.TemplateChangedError](err); ok {
		sentence, page, err = r.view.PageChanged(changed.Now), changed.Now, nil
	}
	if err != nil {
		return answer{}, err
	}
	modal := r.view.PageModal(r.meta, page, sentence, b.nowOf(ctx, r))
	return answer{update: &modal}, nil
}
