package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/playbook"
)

// PageValue is what buttons about a template carry: which one, and the version that was shown.
type PageValue struct {
	Situation playbook.Situation
	Language  string
	Version   int
}

// Encode writes the value as a button carries it.
func (v PageValue) Encode() string {
	return fmt.Sprintf("%s|%s|%d", v.Situation, v.Language, v.Version)
}

// ParsePageValue reads what Encode wrote. Anything else is the zero PageValue and false.
func ParsePageValue(s string) (PageValue, bool) {
	parts := strings.Split(s, "|")
	if len(parts) != 3 || !playbook.Situation(parts[0]).Valid() || !slices.Contains(playbook.Languages(), parts[1]) {
		return PageValue{}, false
	}
	version, err := strconv.ParseUint(parts[2], 10, 31)
	return PageValue{Situation: playbook.Situation(parts[0]), Language: parts[1], Version: int(version)}, err == nil
}

func pageValue(p digest.Page) string {
	return PageValue{p.Template.Situation, p.Template.Language, p.Version}.Encode()
}

// Playbook lists the templates: what each is for, and whose words it has. now is in the viewer's zone.
func (w View) Playbook(all []digest.Page, now time.Time) Message {
	head := w.Count("playbook.list", len(all))
	blocks := []slack.Block{section("playbook", head, nil)}
	e := eye{View: w, now: now}
	for _, p := range all {
		show := button(ActPage, w.Say("playbook.show"), pageValue(p))
		show.AccessibilityLabel = cut(w.Say("button.onLead", "button", show.Text.Text, "lead", w.situation(p.Template.Situation)), maxButton)
		blocks = append(blocks, section("page."+string(p.Template.Situation),
			join("\n", w.situation(p.Template.Situation), e.pageFacts(p)), show))
	}
	return message(head, append(blocks, aside("how", w.Say("playbook.how")))...)
}

// pageFacts are "email · version 3 by Mia, Fri 15 May".
func (e eye) pageFacts(p digest.Page) string {
	made := e.Say("playbook.shipped")
	if p.Version > 0 {
		key := "playbook.version"
		if !p.Changed {
			key = "playbook.restored"
		}
		made = e.Say(key, "n", strconv.Itoa(p.Version), "name", nameOr(p.By, e.Say("who.teammate")),
			"day", e.day(calendar.DateOf(p.At.In(e.now.Location())), e.today()))
	}
	return join(dot, e.channel(p.Template.Channel), made)
}

// PageModal shows a template in all its formats, and what one may do with it. now is in the viewer's zone.
func (w View) PageModal(meta Meta, p digest.Page, sentence string, now time.Time) slack.ModalViewRequest {
	e := eye{View: w, now: now}
	t := p.Template
	blocks := append(notice(sentence), rich("page", line(bold(w.situation(t.Situation))), line(plain(e.pageFacts(p)))))
	blocks = append(blocks, actions("page_language", w.languagePick(ActPageLanguage, t.Language)))
	if t.Subject != "" {
		blocks = append(blocks, rich("subject", line(bold(w.Say("playbook.subject")+": "), plain(oneLine(t.Subject, maxSay)))))
	}
	for _, f := range t.Formats() {
		blocks = append(blocks, aside("format."+string(f), w.Say("format."+string(f))))
		blocks = append(blocks, copyable("text."+string(f), t.Texts[f])...)
	}
	if p.MayEdit {
		buttons := []slack.BlockElement{primary(ActPageEdit, w.Say("playbook.edit"), pageValue(p))}
		if p.Changed {
			buttons = append(buttons, button(ActPageRestore, w.Say("playbook.restore"), pageValue(p)).WithConfirm(slack.NewConfirmationBlockObject(
				text(w.Say("playbook.restoreAsk"), 100), text(w.Say("playbook.restoreText"), maxConfirm),
				text(w.Say("playbook.restoreIt"), 30), text(w.Say("button.cancel"), 30))))
		}
		blocks = append(blocks, actions("page_do", buttons...))
	} else {
		blocks = append(blocks, aside("rights", w.Say("playbook.managers")))
	}
	meta.Say, meta.Seen = SayChoice{Situation: t.Situation, Language: t.Language}, p.Version
	return modal(FormPage, w.Say("playbook.title"), "", w.Say("button.close"), meta, blocks)
}

// PageForm asks for a template's texts.
type PageForm struct {
	Meta     Meta // Meta.Say: which one; Meta.Seen: the version it was read at
	Template playbook.Template
	Findings []playbook.Finding
	Accepted bool
	Notice   string
}

// PageEditModal asks for a template, or shows what is wrong with what was typed and stays open.
func (w View) PageEditModal(f PageForm) slack.ModalViewRequest {
	t := f.Template
	blocks := notice(f.Notice)
	blocks = append(blocks, w.templateFindings(f.Findings)...)
	blocks = append(blocks, rich("about",
		line(bold(w.situation(t.Situation)), plain(dot+w.Say("languageName."+t.Language))),
		line(plain(w.Say("playbook.placeholders", "names", "["+strings.Join(playbook.Placeholders(t.Language), "] [")+"]"))),
	))
	if playbook.Shipped(t.Situation, t.Language).Subject != "" {
		blocks = append(blocks, optional(BlockSubject, w.Say("playbook.subject"), textInput(t.Subject, "")))
	}
	blocks = append(blocks,
		input(BlockShort, w.Say("format.short"), paragraph(t.Texts[playbook.Short], "")),
		optional(BlockBullets, w.Say("format.bullets"), paragraph(t.Texts[playbook.Bullets], "")),
		hinted(optional(BlockQuestion, w.Say("format.question"), paragraph(t.Texts[playbook.Question], "")), w.Say("playbook.hintQuestion")))
	if len(f.Findings) > 0 {
		blocks = append(blocks, optional(versioned(BlockAccept, strconv.Itoa(len(f.Findings))), w.Say("cadence.fieldAccept"),
			box(w.Say("cadence.accept"), f.Accepted)))
	}
	return modal(FormPageEdit, w.Say("playbook.editTitle"), w.Say("button.save"), w.Say("button.cancel"), f.Meta, blocks)
}

// templateFindings say what a template does wrong, and how to mend it.
func (w View) templateFindings(all []playbook.Finding) []slack.Block {
	if len(all) == 0 {
		return nil
	}
	lines := []slack.RichTextElement{line(bold(w.Count("lint.warnings", len(all))))}
	for _, f := range all[:min(len(all), maxFindings)] {
		params := make([]string, 0, 2*len(f.Params))
		for name, value := range f.Params {
			params = append(params, name, oneLine(value, maxShort))
		}
		where := w.Say("playbook.subject")
		if f.Format != "" {
			where = w.Say("format." + string(f.Format))
		}
		lines = append(lines, line(plain("⚠️ "+join(": ", where, w.Say("templateRule."+string(f.Rule), params...)))))
	}
	if more := len(all) - maxFindings; more > 0 {
		lines = append(lines, line(plain(w.Count("lint.more", more))))
	}
	return []slack.Block{rich("findings", lines...)}
}

// ReadPage reads the form of a template: which one is in its metadata.
func ReadPage(state *slack.ViewState, m Meta) (t playbook.Template, accepted bool) {
	f := fields{state}
	t = playbook.Template{Situation: m.Say.Situation, Language: m.Say.Language, Subject: f.text(BlockSubject), Texts: map[playbook.Format]string{
		playbook.Short: f.text(BlockShort), playbook.Bullets: f.text(BlockBullets), playbook.Question: f.text(BlockQuestion),
	}}
	return t, len(f.get(BlockAccept).SelectedOptions) > 0
}

// PageSaved says from when on a template is used.
func (w View) PageSaved(p digest.Page) Message {
	words := w.Say("playbook.saved", "situation", w.situation(p.Template.Situation), "language", w.Say("languageName."+p.Template.Language),
		"n", strconv.Itoa(p.Version))
	return message(words, section("saved", words, button(ActPage, w.Say("playbook.show"), pageValue(p))))
}

// PageRestored says that a template is as it was shipped.
func (w View) PageRestored() string { return w.Say("playbook.isRestored") }

// PageChanged refuses to save over what somebody else saved meanwhile.
func (w View) PageChanged(p digest.Page) string {
	return w.Say("playbook.changedSince", "name", nameOr(p.By, w.Say("who.teammate")), "n", strconv.Itoa(p.Version))
}

// NoText refuses a template without a short text.
func (w View) NoText() string { return w.Say("playbook.noText") }
