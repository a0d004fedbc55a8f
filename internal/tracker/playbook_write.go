package tracker

import (
	"context"
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup/playbook"
)

// TemplateDraft is a template as somebody wrote it.
type TemplateDraft struct {
	Template playbook.Template // situation, language, subject and texts
	Seen     int               // the version that it was made from
	Accepted bool              // the warnings were read and accepted
	Restore  bool              // it is to be as shipped again, whatever Template says
}

// TemplateLintError says what a template does wrong: all of it may be accepted. What was written is in the draft.
type TemplateLintError struct {
	Draft    TemplateDraft
	Findings []playbook.Finding
}

func (e TemplateLintError) Error() string {
	return fmt.Sprintf("the template breaks %d rules", len(e.Findings))
}

// ErrNoText refuses a template without a short text: the other formats fall back on it.
var ErrNoText = errors.New("a template needs a short text")

// TemplateChangedError says that somebody saved another version since the draft was begun.
type TemplateChangedError struct {
	Draft TemplateDraft
	Now   digest.Page
}

func (e TemplateChangedError) Error() string {
	return fmt.Sprintf("template %s has changed", e.Now.Template.Situation)
}

// SaveTemplate makes a new version of a template, with which every draft is written from now on. Managers and admins only, as for cadences.
// What the linter finds is a TemplateLintError until it is accepted; what says the same as the newest version makes none. Twice with one
// request counts once; of two who save at the same moment one is told that it has changed (TemplateChangedError).
func (t *Tracker) SaveTemplate(ctx context.Context, a Actor, d TemplateDraft) (digest.Page, error) {
	d.Template = trimmed(d.Template)
	s, language := d.Template.Situation, d.Template.Language
	var saved digest.Page
	err := t.store.InTx(ctx, func(tx Tx) error {
		who, first, err := t.begin(ctx, tx, a)
		if err != nil {
			return err
		}
		if !who.decides() {
			return ErrManagersOnly
		}
		now, err := t.page(ctx, tx, who, s, language)
		if err != nil {
			return err
		}
		if first {
			if err := t.saveTemplate(ctx, tx, who, d, now); err != nil {
				return err
			}
		}
		saved, err = t.page(ctx, tx, who, s, language)
		return err
	})
	return saved, err
}

func (t *Tracker) saveTemplate(ctx context.Context, tx Tx, who me, d TemplateDraft, now digest.Page) error {
	if d.Seen != now.Version {
		return TemplateChangedError{Draft: d, Now: now}
	}
	shipped := playbook.Shipped(now.Template.Situation, now.Template.Language)
	next := TemplateVersion{Template: d.Template, Version: now.Version + 1, By: who.ID, At: t.clock.Now()}
	next.Template.Situation, next.Template.Language = shipped.Situation, shipped.Language
	switch {
	case d.Restore || shipped.Same(d.Template):
		if !now.Changed {
			return nil
		}
		next.Template.Subject, next.Template.Texts = "", nil
	case d.Template.Texts[playbook.Short] == "":
		return ErrNoText
	case now.Template.Same(d.Template):
		return nil
	default:
		checked := d.Template
		checked.Channel = shipped.Channel
		if findings := playbook.Lint(checked, now.Opening); len(findings) > 0 && !d.Accepted {
			return TemplateLintError{Draft: d, Findings: findings}
		}
	}
	made, err := tx.InsertTemplate(ctx, who.Workspace, next)
	if err != nil {
		return fmt.Errorf("store template: %w", err)
	}
	if !made { // somebody else was faster
		changed, err := t.page(ctx, tx, who, d.Template.Situation, d.Template.Language)
		if err != nil {
			return err
		}
		return TemplateChangedError{Draft: d, Now: changed}
	}
	return nil
}
