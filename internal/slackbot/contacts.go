package slackbot

import (
	"context"
	"fmt"
	"net/mail"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// pressContactForm opens the form for one more contact of a lead.
func (b *Bot) pressContactForm(ctx context.Context, r *request) (answer, error) {
	return b.openContact(ctx, r, r.pressed.Lead, 0, false)
}

// pressContact serves the menu at a contact: editing opens their form, everything else is done at once.
func (b *Bot) pressContact(ctx context.Context, r *request) (answer, error) {
	v, ok := view.ParseContactValue(r.value)
	if !ok {
		return answer{}, fmt.Errorf("contact value %q not understood", r.value)
	}
	r.pressed = v.Value
	if v.Do == followup.ContactEdited {
		return b.openContact(ctx, r, v.Lead, v.Contact, false)
	}
	receipt, err := b.Tracker.ContactStep(ctx, r.Actor, v.Lead, v.Contact, v.Do)
	return b.settled(ctx, r, receipt, err)
}

// cardBelow is the card of a lead with the receipt on top.
func (b *Bot) cardBelow(ctx context.Context, r *request, receipt digest.Receipt) (view.Message, error) {
	card, err := b.Tracker.Card(ctx, r.Actor, receipt.Lead.ID, 0)
	if err != nil {
		return view.Message{}, err
	}
	return r.view.OverCard(receipt, r.User, card), nil
}

// openContact opens the form for a contact; without an id, for a new one. over says that its receipt takes the place of the pressed one.
func (b *Bot) openContact(
	ctx context.Context, r *request, id followup.LeadID, contact followup.ContactID, over bool,
) (answer, error) {
	lead, _, err := b.Tracker.LeadFor(ctx, r.Actor, id)
	if err != nil {
		return answer{}, err
	}
	c, ok := lead.Contact(contact)
	if contact != 0 && !ok {
		return answer{}, followup.ErrNoSuchContact
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{Value: view.Value{Lead: lead.ID, Draft: int64(draft)}, Message: r.lasting(), Contact: contact, Over: over}
	modal := r.view.ContactModal(view.ContactForm{Meta: meta, Lead: lead, Contact: c})
	return answer{open: &modal}, nil
}

// submitContact stores a new or edited contact.
func (b *Bot) submitContact(ctx context.Context, r *request) (answer, error) {
	c, wrong := contactOf(r, view.ReadContact(r.form.State))
	if len(wrong) > 0 {
		return refuse(r, wrong), nil
	}
	if c.ID = r.meta.Contact; c.ID == 0 {
		receipt, err := b.Tracker.AddContact(ctx, r.Actor, r.meta.Lead, c)
		return b.submitted(ctx, r, receipt, err)
	}
	receipt, err := b.Tracker.EditContact(ctx, r.Actor, r.meta.Lead, c)
	return b.submitted(ctx, r, receipt, err)
}

// contactOf reads the fields about a contact, or says per field what is wrong.
func contactOf(r *request, in view.NewLeadInput) (followup.Contact, map[string]string) {
	wrong := map[string]string{}
	if in.Email != "" {
		if _, err := mail.ParseAddress(in.Email); err != nil {
			wrong[view.BlockEmail] = r.view.BadEmail()
		}
	}
	if in.Zone != "" && !isZone(in.Zone) {
		wrong[view.BlockZone] = r.view.BadZone(in.Zone)
	}
	c := followup.Contact{
		Name: in.ContactName, Email: in.Email, Phone: in.Phone, LinkedIn: in.LinkedIn, Role: in.Role, Zone: in.Zone, Preferred: in.Preferred,
	}
	if in.WindowFrom != nil && in.WindowTo != nil {
		if *in.WindowTo <= *in.WindowFrom {
			wrong[view.BlockWindowTo] = r.view.BadWindow()
		}
		c.Window = &followup.Window{From: *in.WindowFrom, To: *in.WindowTo}
	}
	return c, wrong
}

// thisOne carries on with the lead that is known already, in the form where a new one was about to be added.
func (b *Bot) thisOne(ctx context.Context, r *request) (answer, error) {
	loc, err := b.location(ctx, r)
	if err != nil {
		return answer{}, err
	}
	_, in := view.ReadLog(r.form.State, b.Clock.Now(), loc)
	in.New = view.NewLeadInput{}
	meta := r.meta
	meta.Value, meta.Anyway, meta.Pick = view.Value{Draft: meta.Draft}, false, false // the lead stands fixed: a field would keep its choice
	form, err := b.logForm(ctx, r, view.LeadChoice{ID: r.pressed.Lead}, in, meta)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.LogModal(form)
	return answer{update: &modal}, nil
}
