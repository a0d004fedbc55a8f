package slackbot

import (
	"context"
	"errors"
	"net/mail"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// submitRoutes says who takes which form.
func (b *Bot) submitRoutes() map[string]handler {
	return map[string]handler{
		view.FormLog:      b.submitLog,
		view.FormPark:     b.submitPark,
		view.FormAdd:      b.submitAdd,
		view.FormMove:     b.submitMove,
		view.FormSettings: b.submitSettings,
		view.FormTeam:     b.submitTeam,
		view.FormReassign: b.submitReassign,
	}
}

// responseURLLives is how long Slack takes answers through a response URL, a little less.
const responseURLLives = 29 * time.Minute

// submitted answers a form whose use case went through: all forms close and the receipt goes where the flow began. Where that was a
// message of ours, its row is the receipt; without any place left the receipt is a direct message.
func (b *Bot) submitted(ctx context.Context, r *request, receipt digest.Receipt, err error) (answer, error) {
	if err != nil {
		return answer{}, err
	}
	done := answer{clear: true, changed: true}
	if r.meta.Message != nil {
		b.redraw(ctx, r)
		return done, nil
	}
	if b.told(receipt) {
		return done, nil
	}
	m := view.Receipt(receipt, r.User)
	done.tell = &m
	done.url = b.responseURLOf(ctx, r)
	return done, nil
}

// told reports whether the same request was carried out a moment ago: then that one tells. Later it is somebody who heard nothing
// and asks again.
func (b *Bot) told(receipt digest.Receipt) bool {
	return receipt.Repeated && b.Clock.Since(receipt.Event.At) < slackWaits
}

// responseURLOf returns where the flow of a form began, if it can still be answered there.
func (b *Bot) responseURLOf(ctx context.Context, r *request) string {
	if r.meta.Draft == 0 {
		return ""
	}
	draft, err := b.Tracker.Draft(ctx, r.Actor, tracker.DraftID(r.meta.Draft))
	if err != nil || b.Clock.Since(draft.MadeAt) > responseURLLives {
		return ""
	}
	return draft.ResponseURL
}

// refuse keeps a form open with what is wrong, by field.
func refuse(r *request, wrong map[string]string) answer {
	byBlock := make(map[string]string, len(wrong))
	for field, sentence := range wrong {
		byBlock[view.BlockIn(r.form.State, field)] = sentence
	}
	return answer{errors: byBlock}
}

// seen is the recall a form or button was shown with; nil where it was shown with none.
func seen(v view.Value) *tracker.Seen {
	if v.Recall == 0 {
		return nil
	}
	return &tracker.Seen{Recall: v.Recall, Version: v.Version}
}

// target is the lead a button or form is about.
func target(v view.Value) tracker.Target { return tracker.Target{Lead: v.Lead, Seen: seen(v)} }

// lasting is the pressed message where it is one that stays, so that it can be drawn again.
func (r *request) lasting() *view.MessageRef {
	if r.form != nil {
		return r.meta.Message
	}
	if r.ephemeral {
		return nil
	}
	return r.message
}

// newLead reads the fields of a new lead, or says per field what is wrong.
func (b *Bot) newLead(rep followup.Rep, in view.NewLeadInput) (tracker.NewLead, map[string]string) {
	wrong := map[string]string{}
	if strings.TrimSpace(in.Name) == "" && strings.TrimSpace(in.Company) == "" {
		wrong[view.BlockName] = view.Missing()
	}
	if in.Email != "" {
		if _, err := mail.ParseAddress(in.Email); err != nil {
			wrong[view.BlockEmail] = view.BadEmail()
		}
	}
	if in.Zone != "" && !isZone(in.Zone) {
		wrong[view.BlockZone] = view.BadZone(in.Zone)
	}
	value, bad := money(in.Value, view.BlockValue)
	for field, sentence := range bad {
		wrong[field] = sentence
	}
	lead := tracker.NewLead{
		Name: strings.TrimSpace(in.Name), Company: strings.TrimSpace(in.Company), Value: value, Source: in.Source, Tags: tags(in.Tags),
		Contact: followup.Contact{
			Name: in.ContactName, Email: in.Email, Phone: in.Phone, LinkedIn: in.LinkedIn, Role: in.Role, Zone: in.Zone, Preferred: in.Preferred,
		},
	}
	switch company, person, both := strings.Cut(lead.Name, " / "); {
	case lead.Name == "":
		lead.Name, lead.Company = lead.Company, ""
	case both && lead.Company == "": // as it is typed in a line
		lead.Name, lead.Company = strings.TrimSpace(person), strings.TrimSpace(company)
	}
	if in.WindowFrom != nil && in.WindowTo != nil {
		if *in.WindowTo <= *in.WindowFrom {
			wrong[view.BlockWindowTo] = view.BadWindow()
		}
		lead.Contact.Window = &followup.Window{From: *in.WindowFrom, To: *in.WindowTo}
	}
	if !in.First.IsZero() {
		lead.First = followup.NextStep{Kind: followup.NextRecall, On: in.First, Channel: in.FirstChannel}
		if in.First.Before(b.todayOf(rep)) {
			wrong[view.BlockFirst] = view.PastDate(in.First, b.todayOf(rep))
		}
	}
	return lead, wrong
}

// isZone reports whether there is a time zone of that name.
func isZone(name string) bool {
	loc, err := time.LoadLocation(name)
	return err == nil && name != "" && loc.String() != "Local"
}

// tags takes "fair, berlin" apart.
func tags(typed string) []string {
	var out []string
	for _, tag := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == '#' || r == ' ' }) {
		out = append(out, strings.ToLower(tag))
	}
	return out
}

// openAdd opens the form for a new lead.
func (b *Bot) openAdd(ctx context.Context, r *request, rep followup.Rep, in view.NewLeadInput) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	modal := view.AddModal(view.AddForm{
		Meta: view.Meta{Value: view.Value{Draft: int64(draft)}}, Rep: rep, Now: b.Clock.Now(), Input: in,
	})
	return answer{open: &modal}, nil
}

// submitAdd stores a new lead. A known contact is shown first; submitting again adds the lead all the same.
func (b *Bot) submitAdd(ctx context.Context, r *request) (answer, error) {
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	in := view.ReadAdd(r.form.State)
	lead, wrong := b.newLead(rep, in)
	if len(wrong) > 0 {
		return refuse(r, wrong), nil
	}
	receipt, err := b.Tracker.Add(ctx, r.Actor, lead, r.meta.Anyway)
	var duplicate tracker.DuplicateError
	if errors.As(err, &duplicate) {
		meta := r.meta
		meta.Anyway = true
		modal := view.AddModal(view.AddForm{Meta: meta, Rep: rep, Now: b.Clock.Now(), Input: in, Duplicates: duplicate.Known})
		return answer{update: &modal}, nil
	}
	return b.submitted(ctx, r, receipt, err)
}

// openPark opens the park form, for a lead or for one to choose in it.
func (b *Bot) openPark(ctx context.Context, r *request, lead *digest.Match, in view.ParkInput) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	form := view.ParkForm{Meta: view.Meta{Value: r.pressed, Message: r.lasting()}, Lead: lead, Now: b.Clock.Now(), Input: in}
	form.Meta.Draft = int64(draft)
	if form.Rep, err = b.calendarOf(ctx, r, lead); err != nil {
		return answer{}, err
	}
	if lead != nil {
		form.Meta.Lead = lead.Lead.ID
	}
	modal := view.ParkModal(form)
	return answer{open: &modal}, nil
}

// calendarOf returns in whose calendar a lead's dates are: the owner's, or without a lead the person's own.
func (b *Bot) calendarOf(ctx context.Context, r *request, lead *digest.Match) (followup.Rep, error) {
	if lead == nil {
		return b.Tracker.Settings(ctx, r.Actor)
	}
	_, owner, err := b.Tracker.LeadFor(ctx, r.Actor, lead.Lead.ID)
	return owner, err
}

// readPark reads the park form as it is filled in now.
func (b *Bot) readPark(ctx context.Context, r *request) (view.ParkForm, error) {
	form := view.ParkForm{Meta: r.meta, Now: b.Clock.Now()}
	loc, err := b.location(ctx, r)
	if err != nil {
		return form, err
	}
	choice, in := view.ReadPark(r.form.State, form.Now, loc)
	form.Input = in
	if choice.ID == 0 {
		choice.ID = r.meta.Lead
	}
	if choice.ID != 0 {
		match, err := b.match(ctx, r, choice.ID)
		if err != nil {
			return form, err
		}
		form.Lead = &match
	}
	form.Rep, err = b.calendarOf(ctx, r, form.Lead)
	return form, err
}

// refreshPark redraws the park form after a choice that changes what it asks.
func (b *Bot) refreshPark(ctx context.Context, r *request) (answer, error) {
	form, err := b.readPark(ctx, r)
	if err != nil {
		return answer{}, err
	}
	if r.meta.Lead == 0 {
		form.Lead = nil // it was chosen in the form and stays a choice
	}
	modal := view.ParkModal(form)
	return answer{update: &modal}, nil
}

func (b *Bot) submitPark(ctx context.Context, r *request) (answer, error) {
	form, err := b.readPark(ctx, r)
	if err != nil {
		return answer{}, err
	}
	if form.Lead == nil {
		return refuse(r, map[string]string{view.BlockLead: view.ChooseLead()}), nil
	}
	wake := b.wakeDate(form.Rep, form.Input.Wake, form.Input.On)
	if wake.IsZero() {
		return refuse(r, map[string]string{view.BlockWake: view.NoNextStep()}), nil
	}
	t := target(r.meta.Value)
	t.Lead = form.Lead.Lead.ID
	receipt, err := b.Tracker.Park(ctx, r.Actor, t, form.Input.Park, wake)
	return b.submitted(ctx, r, receipt, err)
}

// openMove opens the form for another date.
func (b *Bot) openMove(ctx context.Context, r *request, id followup.LeadID) (answer, error) {
	lead, owner, err := b.Tracker.LeadFor(ctx, r.Actor, id)
	if err != nil {
		return answer{}, err
	}
	if lead.Recall == nil {
		return answer{}, tracker.Refused{Why: tracker.ErrClosed, Lead: lead}
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{Value: r.pressed, Message: r.lasting()}
	meta.Lead, meta.Draft = id, int64(draft)
	modal := view.MoveModal(view.MoveForm{
		Meta: meta, Lead: lead, Rep: owner, Now: b.Clock.Now(), On: owner.Week.Add(b.todayOf(owner), 1), At: lead.Recall.At,
		Channel: lead.Recall.Channel,
	})
	return answer{open: &modal}, nil
}

func (b *Bot) submitMove(ctx context.Context, r *request) (answer, error) {
	in := view.ReadMove(r.form.State)
	if in.On.IsZero() {
		return refuse(r, map[string]string{view.BlockMoveDate: view.NoNextStep()}), nil
	}
	receipt, err := b.Tracker.Move(ctx, r.Actor, target(r.meta.Value), in.On, in.At, in.Channel)
	return b.submitted(ctx, r, receipt, err)
}
