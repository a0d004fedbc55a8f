package view

import (
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// MergeForm asks which lead another one is, and shows what becomes of the two.
type MergeForm struct {
	Meta   Meta          // Meta.Lead is the one the form began with
	Lead   digest.Match  // that one
	With   *digest.Match // the other; nil: to be chosen
	Merge  *digest.Merge // what becomes of them; nil while there is only one
	Notice string        // why the one that was chosen can't be merged
	Now    time.Time     // in the viewer's zone
	Me     followup.UserID
}

// MergeInput is what the merge form says.
type MergeInput struct {
	With followup.LeadID // 0: none chosen
	Keep followup.LeadID // 0: the form doesn't ask yet
}

// Pair returns which lead stays and which goes into it, for a form that began with a lead.
func (i MergeInput) Pair(began followup.LeadID) (keep, other followup.LeadID) {
	if i.Keep == i.With {
		return i.With, began
	}
	return began, i.With
}

// MergeModal asks for the other lead, then which of the two stays, and says before it happens what goes.
func (w View) MergeModal(f MergeForm) slack.ModalViewRequest {
	e := eye{View: w, now: f.Now}
	f.Meta.Pick = true
	blocks := []slack.Block{
		rich("about", line(bold(w.title(f.Lead.Lead)), plain(e.aboutLead(f.Lead)))),
		w.otherField(f),
	}
	if f.Notice != "" {
		blocks = append(blocks, section("notice", f.Notice, nil))
	}
	if f.Merge != nil {
		kept := strconv.FormatInt(int64(f.Merge.Kept.ID), 10)
		options := []*slack.OptionBlockObject{e.leadOption(f.Lead), e.leadOption(*f.With)}
		blocks = append(blocks,
			input(versioned(BlockKeep, strconv.FormatInt(int64(f.With.Lead.ID), 10)), w.Say("merge.keep"),
				choice(ActKeep, w.Say("merge.keep"), kept, options)).WithDispatchAction(true),
			section(versioned("becomes", kept), w.becomes(*f.Merge, f.Me, f.Now), nil))
	}
	title, submit := w.titles(f.Meta, "merge.title", "merge.do")
	return modal(FormMerge, title, submit, w.Say("button.cancel"), f.Meta, blocks)
}

// otherField asks for the other lead.
func (w View) otherField(f MergeForm) slack.Block {
	zero := 0
	search := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, text(w.Say("hint.lead"), maxHeader), ActLead)
	search.MinQueryLength = &zero
	if f.With != nil {
		search.InitialOption = eye{View: w, now: f.Now}.leadOption(*f.With)
	}
	return input(BlockLead, w.Say("merge.with"), search).WithDispatchAction(true)
}

// becomes says in a few lines what a merge does: whose lead it is, what is next, what is no longer planned, and what comes along.
func (w View) becomes(m digest.Merge, me followup.UserID, now time.Time) string {
	e := w.eyeOf(m.Owner.Person, now)
	e.me = me
	e = e.placed(m.Owner.Person)
	kept, other, after := w.title(m.Kept), w.title(m.Other), m.After
	goes := w.Say("merge.goes", "other", other, "kept", kept, "owner", nameOr(m.Owner.Name, w.Say("who.teammate")))
	if m.Kept.Owner == me {
		goes = w.Say("merge.goesMine", "other", other, "kept", kept)
	}
	next := w.Say("merge.closed", "state", w.state(after.Kept.State))
	switch {
	case after.Kept.State == followup.DoNotContact:
		next = w.Say("merge.never")
	case after.Kept.Recall != nil && after.Theirs:
		next = w.Say("merge.nextTheirs", "next", e.recallWords(*after.Kept.Recall), "other", other)
	case after.Kept.Recall != nil:
		next = w.Say("merge.next", "next", e.recallWords(*after.Kept.Recall))
	}
	gone := ""
	switch {
	case after.Gone == nil:
	case m.Promise:
		gone = w.Say("merge.promiseGone", "next", e.recallWords(*after.Gone))
	default:
		gone = w.Say("merge.gone", "next", e.recallDate(*after.Gone))
	}
	return join("\n", goes, next, gone, w.along(m))
}

// along says what comes along from the other lead.
func (w View) along(m digest.Merge) string {
	contacts := len(m.Other.Contacts) - len(m.After.Folded)
	what := join(", ", w.some(m.Other.Touches, "merge.touches"), w.some(max(contacts, 0), "merge.contacts"))
	if what == "" {
		return ""
	}
	return w.Say("merge.along", "what", what)
}

// ReadMerge reads a merge form.
func ReadMerge(state *slack.ViewState) MergeInput {
	f := fields{state}
	keep, err := strconv.ParseInt(f.chosen(BlockKeep), 10, 64)
	if err != nil {
		keep = 0
	}
	return MergeInput{With: leadChoice(f.chosen(BlockLead)).ID, Keep: followup.LeadID(keep)}
}

// cardMenu offers what is needed rarely: to note a signal, to correct a lead's details, and to merge it with another one.
func (w View) cardMenu(l followup.Lead) slack.BlockElement {
	return overflow(ActCardMenu, w.signalOption(l), w.courseOption(l), w.detailsOption(l), option(ValueOf(l).Encode(), w.Say("merge.option")))
}

// MergeSame refuses to merge a lead with itself.
func (w View) MergeSame() string { return w.Say("merge.same") }
