package slackbot

import (
	"context"
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// pressRoutes says who serves which button, menu or input that sends something.
func (b *Bot) pressRoutes() map[string]handler {
	return map[string]handler{
		view.ActDone:      b.pressDone,
		view.ActQuick:     b.pressQuick,
		view.ActSnooze:    b.pressSnooze,
		view.ActUndo:      b.pressUndo,
		view.ActUndoBatch: b.pressUndoBatch,
		view.ActEdit:      b.pressEdit,
		view.ActUseNote:   b.pressUseNote,
		view.ActCard:      b.pressCard,
		view.ActCardPick:  b.pressCard,
		view.ActCardPage:  b.pressCard,
		view.ActList:      b.pressList,
		view.ActListPage:  b.pressList,
		view.ActListBack:  b.pressList,
		view.ActCardBack:  b.pressCard,
		view.ActMore:      b.pressMore,
		view.ActOldPage:   b.openOverdue,
		view.ActOldBack:   b.openOverdue,
		view.ActLogForm:   b.pressLogForm,
		view.ActAddForm:   b.pressAddForm,
		view.ActParkForm:  b.pressPark,
		view.ActMoveForm:  b.pressMove,
		view.ActSettings:  b.openSettings,
		view.ActTeamForm:  b.openTeam,
		view.ActHelp:      b.pressHelp,
		view.ActRerun:     b.rerun,
		view.ActPickLead:  b.pickLead,
		view.ActOpenTyped: b.pickLead,
		view.ActAddAnyway: b.addAnyway,
		view.ActOverdue:   b.openOverdue,
		view.ActReassign:  b.openReassign,
		view.ActNudge:     b.openNudge,
		view.ActNudgeRep:  b.refreshNudge,
		view.ActClose:     b.pressClose,
		view.ActForget:    b.pressForget,
		view.ActOwed:      b.pressOwed,
		view.ActRebook:    b.pressRebook,
		view.ActAwayForm:  b.pressAway,
		view.ActBack:      b.pressBack,
		view.ActTake:      b.pressTake,

		view.ActOfferTeam: b.pressOfferTeam,

		view.ActThisOne:     b.thisOne,
		view.ActContact:     b.pressContact,
		view.ActContactForm: b.pressContactForm,
		view.ActCardMenu:    b.pressCardMenu,
		view.ActKeep:        b.refreshMerge,

		view.ActCadences:      b.pressCadences,
		view.ActCadence:       b.pressCadence,
		view.ActCadencePick:   b.pressCadencePick,
		view.ActCadenceMenu:   b.pressCadenceMenu,
		view.ActCadenceNew:    b.pressCadenceNew,
		view.ActCadenceImport: b.pressCadenceImport,
		view.ActCadenceAccept: b.pressCadenceAccept,
		view.ActCadenceMove:   b.pressCadenceMove,
		view.ActCadenceStart:  b.pressCadenceStart,
		view.ActCourse:        b.pressCourse,
		view.ActDoing:         b.refreshCourse,
		view.ActRung:          b.pressRung,
		view.ActRest:          b.pressRest,
		view.ActPauseCompany:  b.pressPauseCompany,

		view.ActSpread:     b.pressSpread,
		view.ActSpreadDays: b.refreshSpread,
		view.ActSnoozeAll:  b.pressSnoozeAll,
		view.ActGoodbye:    b.pressGoodbye,
		view.ActHandOne:    b.pressHandOne,
		view.ActMoveAnyway: b.moveAnyway,

		view.ActSay:          b.pressSay,
		view.ActSaySituation: b.refreshSay,
		view.ActSayFormat:    b.refreshSay,
		view.ActSayLanguage:  b.refreshSay,
		view.ActPage:         b.pressPage,
		view.ActPageLanguage: b.refreshPage,
		view.ActPageEdit:     b.pressPageEdit,
		view.ActPageRestore:  b.pressPageRestore,
		view.ActPieceNew:     b.pressPieceNew,
		view.ActPiece:        b.pressPiece,
		view.ActGive:         b.pressGive,
		view.ActGave:         b.pressGave,
		view.ActPrep:         b.pressPrep,

		view.ActLead:     b.refreshForm,
		view.ActForm:     b.refreshLog,
		view.ActOutcome:  b.refreshLog,
		view.ActChannel:  b.refreshLog,
		view.ActNextKind: b.refreshForm,
		view.ActWake:     b.refreshForm,
		view.ActNote:     b.hearNote,
		view.ActRepFrom:  b.refreshReassign,
	}
}

// inForms are what forms alone hold: pressed anywhere else, it wasn't shown by us.
var inForms = []string{
	view.ActThisOne, view.ActKeep, view.ActLead, view.ActOutcome, view.ActChannel, view.ActNextKind, view.ActWake, view.ActNote,
	view.ActNudgeRep, view.ActRepFrom, view.ActDoing, view.ActForm, view.ActSpreadDays,
	view.ActSaySituation, view.ActSayFormat, view.ActSayLanguage, view.ActPageLanguage, view.ActPageEdit, view.ActPageRestore,
}

// pressCard shows a lead's card: as a form on top of a message, in place of a page that is turned.
func (b *Bot) pressCard(ctx context.Context, r *request) (answer, error) {
	if id, err := strconv.ParseInt(r.value, 10, 64); err == nil {
		r.pressed.Lead = followup.LeadID(id)
	}
	card, err := b.Tracker.Card(ctx, r.Actor, r.pressed.Lead, r.pressed.Page)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.CardModal(card)
	if isModal(r.form) && (r.name == view.ActCardPage || r.name == view.ActCardBack) {
		return answer{update: &modal}, nil
	}
	return answer{open: &modal}, nil
}

// pressList opens today's whole list, or turns its page.
func (b *Bot) pressList(ctx context.Context, r *request) (answer, error) {
	modal, err := b.listModal(ctx, r, r.pressed.Page)
	if err != nil {
		return answer{}, err
	}
	if isModal(r.form) {
		return answer{update: &modal}, nil
	}
	return answer{open: &modal}, nil
}

// listModal is a page of today's whole list.
func (b *Bot) listModal(ctx context.Context, r *request, page int) (slack.ModalViewRequest, error) {
	day, err := b.Tracker.Today(ctx, r.Actor)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	return r.view.ListModal(day, page), nil
}

func (b *Bot) pressLogForm(ctx context.Context, r *request) (answer, error) {
	return b.openLog(ctx, r, view.LeadChoice{ID: r.pressed.Lead}, view.LogInput{})
}

// pressAddForm opens the form for a new lead, prefilled with what was typed where a question led here.
func (b *Bot) pressAddForm(ctx context.Context, r *request) (answer, error) {
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	in := view.NewLeadInput{}
	if r.pressed.Draft != 0 {
		draft, err := b.Tracker.Draft(ctx, r.Actor, tracker.DraftID(r.pressed.Draft))
		if err != nil {
			return answer{}, err
		}
		r.typed, r.another = draft.Typed, true
		c, err := quicklog.Parse(r.typed, b.typing(rep))
		if err == nil && logs(c.Verb) { // the touch comes with it
			return b.openLog(ctx, r, view.LeadChoice{New: c.Lead}, newLeadOf(logInput(replied(c)), c))
		}
		if err == nil {
			in = addInput(c)
		}
	}
	return b.openAdd(ctx, r, rep, in)
}

// pressMore serves the menu of what is needed rarely.
func (b *Bot) pressMore(ctx context.Context, r *request) (answer, error) {
	switch r.value {
	case view.ActSettings:
		return b.openSettings(ctx, r)
	case view.ActSpread:
		return b.pressSpread(ctx, r)
	case view.ActSnoozeAll:
		return b.pressSnoozeAll(ctx, r)
	default:
		return b.pressHelp(ctx, r)
	}
}

func (b *Bot) pressPark(ctx context.Context, r *request) (answer, error) {
	if r.pressed.Lead == 0 {
		return b.openPark(ctx, r, nil, view.ParkInput{})
	}
	lead, err := b.match(ctx, r, r.pressed.Lead)
	if err != nil {
		return answer{}, err
	}
	return b.openPark(ctx, r, &lead, view.ParkInput{})
}

func (b *Bot) pressMove(ctx context.Context, r *request) (answer, error) {
	return b.openMove(ctx, r, r.pressed.Lead, view.MoveInput{})
}

func (b *Bot) pressHelp(ctx context.Context, r *request) (answer, error) {
	return b.help(ctx, r, followup.Rep{}, quicklog.Command{})
}

// refreshForm redraws the form in which a lead or a wake date was chosen.
func (b *Bot) refreshForm(ctx context.Context, r *request) (answer, error) {
	switch r.form.CallbackID {
	case view.FormPark:
		return b.refreshPark(ctx, r)
	case view.FormMerge:
		return b.refreshMerge(ctx, r)
	case view.FormCourse:
		return b.refreshCourse(ctx, r)
	case view.FormClose:
		return b.refreshClose(ctx, r)
	default:
		return b.refreshLog(ctx, r)
	}
}

// typeaheadLimit is how many leads a typeahead offers.
const typeaheadLimit = 20

// suggest serves the typeahead of leads.
func (b *Bot) suggest(ctx context.Context, r *request) (answer, error) {
	found, err := b.Tracker.Find(ctx, r.Actor, r.value, typeaheadLimit)
	if err != nil {
		return answer{}, err
	}
	loc, err := b.location(ctx, r)
	if err != nil {
		return answer{}, err
	}
	mayAdd := r.form != nil && r.form.CallbackID == view.FormLog
	options := r.view.LeadOptions(found, r.value, mayAdd, b.Clock.Now().In(loc))
	return answer{options: &options}, nil
}
