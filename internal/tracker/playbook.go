package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/playbook"
)

// TemplateVersion is a version of a template as a workspace stored it.
type TemplateVersion struct {
	Template playbook.Template // its texts are empty where it is as shipped again
	Version  int               // 1, 2, …; of a situation and language
	By       followup.UserID
	At       time.Time
}

// Shipped reports whether the version says that the template is as it comes with the program.
func (v TemplateVersion) Shipped() bool { return len(v.Template.Texts) == 0 }

// pages are a workspace's newest versions of templates.
type pages []TemplateVersion

func (t *Tracker) pages(ctx context.Context, r Reads, w followup.WorkspaceID, s playbook.Situation) (pages, error) {
	versions, err := r.Templates(ctx, w, s)
	if err != nil {
		return nil, fmt.Errorf("load templates: %w", err)
	}
	return versions, nil
}

// newest is the last version of a template that somebody made; ok is false where nobody did.
func (p pages) newest(s playbook.Situation, language string) (v TemplateVersion, ok bool) {
	i := slices.IndexFunc(p, func(v TemplateVersion) bool { return v.Template.Situation == s && v.Template.Language == language })
	if i < 0 {
		return TemplateVersion{}, false
	}
	return p[i], true
}

// template is what the workspace says: its own words, or else the shipped ones.
func (p pages) template(s playbook.Situation, language string) playbook.Template {
	shipped := playbook.Shipped(s, language)
	own, ok := p.newest(s, language)
	if !ok || own.Shipped() {
		return shipped
	}
	own.Template.Channel, own.Template.Name = shipped.Channel, shipped.Name
	return own.Template
}

// Say returns what to say to a lead now, or in another situation where one is given. Whoever may see the lead may; not to a closed one
// (ErrClosed), and nothing to one that asked not to be contacted (ErrDoNotContact). The text is from the person who asks.
func (t *Tracker) Say(ctx context.Context, a Actor, id followup.LeadID, s playbook.Situation) (digest.Saying, error) {
	card, err := t.Card(ctx, a, id, 0)
	if err != nil {
		return digest.Saying{}, err
	}
	switch l := card.Lead; {
	case l.State == followup.DoNotContact:
		return digest.Saying{}, Refused{Why: ErrDoNotContact, Lead: l}
	case !l.State.Open():
		return digest.Saying{}, Refused{Why: ErrClosed, Lead: l}
	}
	sender, err := t.Settings(ctx, a)
	if err != nil {
		return digest.Saying{}, err
	}
	given, err := t.giving(ctx, t.store, a.Workspace, card.Lead.ID)
	if err != nil {
		return digest.Saying{}, err
	}
	taken, err := t.busyAt(ctx, sender)
	if err != nil {
		return digest.Saying{}, err
	}
	known := playbook.Known{Lead: card.Lead, Touches: given.Touches, Rep: sender, Now: card.Now, Taken: taken, Meeting: meetingOf(card.Owed)}
	known.Hook = card.Lead.Brief.Hook
	if offer := card.Giving.Offer; offer != nil {
		known.Brings = broughtAs(offer.Piece)
	}
	fits := playbook.Choose(playbook.Case{
		Lead: known.Lead, Touches: known.Touches, Owed: kindsOwed(card.Owed, card.Now), Now: card.Now.In(card.Owner.Location()),
	})
	if !s.Valid() {
		s = fits
	}
	return t.saying(ctx, known, fits, s)
}

// broughtAs is a piece of value as a text brings it: its title, and where it is found.
func broughtAs(p followup.Piece) string {
	if p.Link == "" {
		return p.Title
	}
	return p.Title + ", " + p.Link
}

// saying puts together what is said in a situation.
func (t *Tracker) saying(ctx context.Context, k playbook.Known, fits, s playbook.Situation) (digest.Saying, error) {
	own, err := t.pages(ctx, t.store, k.Lead.Workspace, s)
	if err != nil {
		return digest.Saying{}, err
	}
	said := digest.Saying{
		Lead: k.Lead, Fits: fits, Situation: s, Templates: map[string]playbook.Template{}, Facts: playbook.FactsOf(k),
	}
	for _, language := range playbook.Languages() {
		said.Templates[language] = own.template(s, language)
	}
	said.Touch, said.Personal = playbook.MakePersonal(k.Lead)
	if said.Personal {
		said.Hooks = playbook.Hooks(k.Lead, said.Facts)
	}
	return said, nil
}

// How far ahead the times are looked at that a rep has given away already.
const (
	busyDays = 21
	mostBusy = 100
)

// busyAt are the times at which a rep has something to do in the next weeks.
func (t *Tracker) busyAt(ctx context.Context, rep followup.Rep) ([]time.Time, error) {
	today := calendar.Today(t.clock.Now(), rep.Location())
	leads, err := t.store.UpcomingLeads(ctx, rep.Workspace, rep.ID, today, today.AddDays(busyDays), 0, mostBusy)
	if err != nil {
		return nil, fmt.Errorf("load what is planned: %w", err)
	}
	var at []time.Time
	for _, l := range leads {
		if l.Recall != nil && l.Recall.At != nil {
			at = append(at, calendar.At(l.Recall.Due, *l.Recall.At, rep.Location()))
		}
	}
	return at, nil
}

// kindsOwed are what is owed on a lead now.
func kindsOwed(all []followup.Obligation, now time.Time) []followup.ObligationKind {
	var kinds []followup.ObligationKind
	for _, o := range all {
		if o.Kind == followup.Recap || !o.Due.After(now) {
			kinds = append(kinds, o.Kind)
		}
	}
	return kinds
}

// meetingOf is the meeting of which a reminder is owed; zero: none.
func meetingOf(all []followup.Obligation) time.Time {
	for _, o := range all {
		if o.Kind == followup.Reminder {
			return o.For
		}
	}
	return time.Time{}
}

// ErrNoTemplate says that there is no such template.
var ErrNoTemplate = errors.New("there is no such template")

// Pages lists the workspace's templates in a language, in the order of the playbook.
func (t *Tracker) Pages(ctx context.Context, a Actor, language string) ([]digest.Page, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return nil, err
	}
	return t.pagesIn(ctx, t.store, who, language)
}

// Page returns one of them.
func (t *Tracker) Page(ctx context.Context, a Actor, s playbook.Situation, language string) (digest.Page, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return digest.Page{}, err
	}
	return t.page(ctx, t.store, who, s, language)
}

func (t *Tracker) page(ctx context.Context, r Reads, who me, s playbook.Situation, language string) (digest.Page, error) {
	all, err := t.pagesIn(ctx, r, who, language)
	if err != nil {
		return digest.Page{}, err
	}
	for _, p := range all {
		if p.Template.Situation == s {
			return p, nil
		}
	}
	return digest.Page{}, ErrNoTemplate
}

func (t *Tracker) pagesIn(ctx context.Context, r Reads, who me, language string) ([]digest.Page, error) {
	if !slices.Contains(playbook.Languages(), language) {
		language = playbook.Languages()[0]
	}
	own, err := t.pages(ctx, r, who.Workspace, "")
	if err != nil {
		return nil, err
	}
	makers := make([]followup.UserID, 0, len(own))
	for _, v := range own {
		makers = append(makers, v.By)
	}
	names, err := namesOf(ctx, r, who.Workspace, makers...)
	if err != nil {
		return nil, err
	}
	all := make([]digest.Page, 0, len(playbook.Situations()))
	for _, s := range playbook.Situations() {
		p := digest.Page{Template: own.template(s, language), Opening: own.template(playbook.Opening, language), MayEdit: who.decides()}
		if v, ok := own.newest(s, language); ok {
			p.Version, p.By, p.At, p.Changed = v.Version, names[v.By], v.At, !v.Shipped()
		}
		all = append(all, p)
	}
	return all, nil
}

// trimmed is a template without what stands around its texts, and without those that are empty.
func trimmed(p playbook.Template) playbook.Template {
	texts := map[playbook.Format]string{}
	for _, f := range playbook.Formats() {
		if text := strings.TrimSpace(p.Texts[f]); text != "" {
			texts[f] = text
		}
	}
	p.Subject, p.Texts = strings.Join(strings.Fields(p.Subject), " "), texts
	return p
}

// sayOwed is the text of what is owed: of a recap about the conversation it is of. nil where nothing is to be sent any more.
func (t *Tracker) sayOwed(ctx context.Context, p digest.Ping) (*digest.Saying, error) {
	o := p.Owed
	if !o.Open() || o.Kind == followup.Promise || o.Kind == followup.HotTouch {
		return nil, nil
	}
	known := playbook.Known{Lead: p.Lead, Rep: p.Owner, Now: p.Now}
	situation := playbook.Recap
	if p.Last != nil {
		known.Touches = append(known.Touches, *p.Last)
	}
	if p.Heard != nil {
		known.Touches, known.Contact = []followup.Touch{*p.Heard}, p.Heard.Contact
	}
	if o.Kind == followup.Reminder {
		situation, known.Meeting = playbook.MeetingReminder, o.For
	}
	said, err := t.saying(ctx, known, situation, situation)
	return &said, err
}
