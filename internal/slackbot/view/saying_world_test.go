package view_test

import (
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/playbook"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// saying is what to say to a lead with which somebody has spoken.
func (w world) saying(l followup.Lead, s playbook.Situation, touches ...followup.Touch) digest.Saying {
	return w.said(playbook.Known{Lead: l, Touches: touches, Rep: w.rep(), Now: now}, s)
}

func (w world) said(k playbook.Known, s playbook.Situation) digest.Saying {
	said := digest.Saying{
		Lead: k.Lead, Fits: playbook.Recap, Situation: s, Templates: map[string]playbook.Template{}, Facts: playbook.FactsOf(k),
	}
	for _, language := range playbook.Languages() {
		said.Templates[language] = playbook.Shipped(s, language)
	}
	said.Touch, said.Personal = playbook.MakePersonal(k.Lead)
	if said.Personal {
		said.Hooks = playbook.Hooks(k.Lead, said.Facts)
	}
	return said
}

// pages are a playbook of which three texts were changed, one of them back again.
func (w world) pages(mayEdit bool) []digest.Page {
	language := w.view.Language()
	var all []digest.Page
	for i, s := range playbook.Situations() {
		p := digest.Page{Template: playbook.Shipped(s, language), Opening: playbook.Shipped(playbook.Opening, language), MayEdit: mayEdit}
		if i < 3 {
			p.Version, p.By, p.At, p.Changed = i+1, w.person, now.Add(-26*time.Hour), i != 1
		}
		all = append(all, p)
	}
	own := map[playbook.Format]string{playbook.Short: "Hi [first name],\n\n" + w.note, playbook.Question: w.note}
	all[0].Template.Subject, all[0].Template.Texts = w.short, own
	return all
}

func (w world) sayings() map[string]any {
	l := w.active(1, today)
	known, unknown := w.saying(l, playbook.Recap, *w.touch("UANA")), l
	unknown.Contacts, unknown.Source, unknown.Company = nil, "", ""
	form := func(s digest.Saying, c view.SayChoice) view.SayForm {
		return view.SayForm{Meta: view.Meta{Value: view.Value{Lead: 1}, Say: c}, Saying: s}
	}
	quiet := l
	quiet.Touches = 1
	german := view.SayChoice{Language: "de", Format: playbook.Question}
	meta := view.Meta{Seen: 1, Say: view.SayChoice{Situation: playbook.Opening, Language: w.view.Language()}}
	own := w.pages(true)[0].Template
	bad := own
	bad.Texts = map[playbook.Format]string{playbook.Short: "Hi,\n\nI am just checking in. Yes? No?", playbook.Question: w.note}
	return map[string]any{
		"say":               w.view.SayModal(form(known, view.SayChoice{})),
		"say_german":        w.view.SayModal(form(w.saying(quiet, playbook.CheckIn, *w.touch("UANA")), german)),
		"say_nothing_known": w.view.SayModal(form(w.saying(unknown, playbook.Opening), view.SayChoice{Format: playbook.Bullets})),
		"say_message":       w.view.SayMessage(known, german),
		"say_refused":       w.view.SayRefused(w.view.Closed(l)),
		"playbook":          w.view.Playbook(w.pages(true), now.In(berlin())),
		"page":              w.view.PageModal(view.Meta{}, w.pages(true)[0], "", now.In(berlin())),
		"page_restored":     w.view.PageModal(view.Meta{}, w.pages(true)[1], w.view.PageRestored(), now.In(berlin())),
		"page_read_only":    w.view.PageModal(view.Meta{}, w.pages(false)[5], "", now.In(berlin())),
		"page_edit":         w.view.PageEditModal(view.PageForm{Meta: meta, Template: own}),
		"page_warned":       w.view.PageEditModal(view.PageForm{Meta: meta, Template: bad, Findings: playbook.Lint(bad, own)}),
		"page_saved":        w.view.PageSaved(w.pages(true)[0]),
	}
}
