package postgres_test

import (
	"context"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/playbook"
	"github.com/followup-bot/followup/internal/tracker"
)

func (h house) template(of followup.WorkspaceID, v tracker.TemplateVersion) (made bool) {
	h.Helper()
	h.tx(func(ctx context.Context, tx tracker.Tx) (err error) {
		made, err = tx.InsertTemplate(ctx, of, v)
		return err
	})
	return made
}

func version(s playbook.Situation, language string, n int, short string) tracker.TemplateVersion {
	v := tracker.TemplateVersion{Template: playbook.Template{Situation: s, Language: language}, Version: n, By: ann, At: noon}
	if short != "" {
		v.Template.Subject, v.Template.Texts = "About *it*", map[playbook.Format]string{playbook.Short: short, playbook.Question: "“Ok?” 🦄"}
	}
	return v
}

func TestTheNewestVersionOfEachTemplateIsRead(t *testing.T) {
	h := newHouse(t)
	opening, german := version(playbook.Opening, "en", 2, "second"), version(playbook.Opening, "de", 1, "erste")
	shipped := version(playbook.Recap, "en", 2, "")
	for _, v := range []tracker.TemplateVersion{
		version(playbook.Opening, "en", 1, "first"), opening, german, version(playbook.Recap, "en", 1, "ours"), shipped,
	} {
		if !h.template(w, v) {
			t.Errorf("%+v is there already", v)
		}
	}
	if h.template(w, version(playbook.Opening, "en", 2, "of somebody who was slower")) {
		t.Error("a version was stored twice")
	}
	h.template("TOTHER", version(playbook.Opening, "en", 7, "elsewhere"))

	shipped.Template.Texts = map[playbook.Format]string{}
	for of, want := range map[playbook.Situation][]tracker.TemplateVersion{
		playbook.Opening: {german, opening}, "": {german, opening, shipped}, playbook.BreakUp: nil,
	} {
		got, err := h.store.Templates(t.Context(), w, of)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 {
			got = nil
		}
		h.same(got, want)
	}
}
