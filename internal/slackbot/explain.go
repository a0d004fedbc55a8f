package slackbot

import (
	"context"
	"errors"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// explain turns an error into what the person is told. What they can mend or must know is no failure of ours: the second
// result is then nil. Everything else comes back for the operator, and the person gets back what they typed.
func (b *Bot) explain(ctx context.Context, r *request, err error) (answer, error) {
	switch slack.InteractionType(r.kind) {
	case slack.InteractionTypeBlockSuggestion:
		_, ours := b.sentence(ctx, r, err)
		none := r.view.LeadOptions(nil, "", false, b.Clock.Now())
		return answer{options: &none}, ours
	case slack.InteractionTypeViewSubmission:
		sentence, ours := b.sentence(ctx, r, err)
		if stale, ok := errors.AsType[tracker.StaleError](err); ok {
			sentence = r.view.StaleForm(staleLead(stale), r.User, b.nowOf(ctx, r))
		}
		if r.form.CallbackID == view.FormSay {
			said := r.view.SayRefused(sentence)
			return answer{update: &said}, ours
		}
		if notice, ok := r.view.RefusedForm(r.form.CallbackID, sentence); ok {
			return answer{update: &notice}, ours
		}
		return answer{errors: map[string]string{fieldOf(r.form, err): sentence}}, ours
	default: // said in a message
	}
	var problem quicklog.Problem
	var stale tracker.StaleError
	var passed tracker.PassedError
	switch {
	case errors.As(err, &passed):
		m := r.view.Passed(staleLead(passed.Stale), passed.Back, r.User, b.nowOf(ctx, r))
		return answer{tell: &m, changed: true}, nil
	case errors.As(err, &problem):
		m := r.view.Misread(problem, b.nowOf(ctx, r))
		return answer{tell: &m}, nil
	case errors.As(err, &stale):
		m := r.view.Stale(staleLead(stale), r.User, b.nowOf(ctx, r))
		return answer{tell: &m, changed: true}, nil
	}
	if lead, ok := refusedCourse(err); ok {
		sentence, _ := b.cadenceSentence(r, err)
		m := r.view.CourseRefused(sentence, lead)
		return answer{tell: &m}, nil
	}
	sentence, ours := b.sentence(ctx, r, err)
	if r.name == "app_home_opened" { // they opened Home: that is where they look, and no reason to write to them
		tab := view.HomeSays(sentence)
		return answer{after: func(ctx context.Context) error {
			_, err := b.publish(ctx, r.User, tab, "")
			return err
		}}, ours
	}
	if ours != nil {
		m := r.view.NotSaved(r.said())
		if errors.Is(ours, tracker.ErrUnsure) {
			m = r.view.MaybeSaved(r.said())
		}
		return answer{tell: &m}, ours
	}
	m := view.Problem(sentence, r.said(), nil)
	return answer{tell: &m}, nil
}

func staleLead(e tracker.StaleError) view.StaleLead {
	return view.StaleLead{Lead: e.Lead, Event: e.Event, Names: e.Names}
}

// sentence finds the words for an error; what is not the person's to mend comes back.
func (b *Bot) sentence(ctx context.Context, r *request, err error) (string, error) {
	var refused tracker.Refused
	var notYours tracker.NotYoursError
	var stale tracker.StaleError
	var past followup.PastDateError
	var stopped tracker.StoppedError
	var tooLong tracker.SnoozeTooLongError
	var notDue tracker.NotDueError
	var same tracker.SameDateError
	var erased tracker.ErasedError
	var notTheirs tracker.NotYourPieceError
	errors.As(err, &refused) // else it is empty, and so are the names in the sentence
	switch {
	case errors.As(err, &notYours) && notYours.Hidden:
		return r.view.NotYoursToSee(notYours.Owner), nil
	case errors.As(err, &notYours):
		return r.view.NotYours(notYours.Lead, notYours.Owner), nil
	case errors.As(err, &stale):
		return r.view.StaleSentence(staleLead(stale), r.User, b.nowOf(ctx, r)), nil
	case errors.As(err, &past):
		return r.view.PastDate(past.Date, past.Today), nil
	case errors.Is(err, tracker.ErrNotAllowedHere):
		return r.view.NotAllowedHere(), nil
	case errors.As(err, &notTheirs):
		return r.view.NotYourPiece(notTheirs.Piece, notTheirs.By), nil
	case errors.Is(err, tracker.ErrPieceChanged):
		return r.view.PieceChanged(), nil
	case errors.Is(err, tracker.ErrLibraryFull):
		return r.view.LibraryFull(), nil
	case errors.Is(err, tracker.ErrManagersOnly):
		return r.view.ManagersOnly(refused.Name), nil
	case errors.Is(err, tracker.ErrNotTheirManager):
		return r.view.NotTheirManager(refused.Name), nil
	case errors.Is(err, tracker.ErrNotYourTeam):
		return r.view.NotYourTeam(refused.Name), nil
	case errors.Is(err, tracker.ErrNothingLeft):
		return r.view.NothingLeft(), nil
	case errors.Is(err, tracker.ErrNothingToUndo):
		return r.view.NothingToUndo(), nil
	case errors.Is(err, tracker.ErrClosed):
		return r.view.Closed(refused.Lead), nil
	case errors.As(err, &tooLong):
		return r.view.SnoozeEnds(tooLong.Lead, tooLong.Last, b.nowOf(ctx, r)), nil
	case errors.As(err, &notDue):
		return r.view.NotDue(notDue.Lead, b.nowOf(ctx, r)), nil
	case errors.As(err, &same):
		return r.view.SameDate(same.Lead, same.Asked, b.nowOf(ctx, r)), nil
	case errors.Is(err, tracker.ErrParked):
		return r.view.Parked(refused.Lead, b.nowOf(ctx, r)), nil
	case errors.As(err, &erased):
		return r.view.Erased(erased.On, erased.By, b.nowOf(ctx, r)), nil
	case errors.As(err, &stopped) && stopped.Known.Lead.ID == 0:
		return r.view.StoppedErased(stopped.On, b.nowOf(ctx, r)), nil
	case errors.As(err, &stopped):
		return r.view.Stopped(stopped.Known, stopped.On, b.nowOf(ctx, r)), nil
	case errors.Is(err, tracker.ErrDoNotContact):
		return r.view.DoNotContact(refused.Lead), nil
	case errors.Is(err, tracker.ErrUnchanged):
		return r.view.Unchanged(), nil
	case errors.Is(err, tracker.ErrSameLead):
		return r.view.MergeSame(), nil
	case errors.Is(err, tracker.ErrFuture):
		return r.view.FutureTouch(), nil
	case errors.Is(err, tracker.ErrInactiveOwner):
		return r.view.InactiveOwner(refused.Name), nil
	case errors.Is(err, followup.ErrContactKnown):
		return r.view.ContactKnown(), nil
	case errors.Is(err, followup.ErrNobodyThere):
		return r.view.NobodyThere(), nil
	case errors.Is(err, followup.ErrNoSuchContact):
		return r.view.NoSuchContact(), nil
	case errors.Is(err, followup.ErrNoNextStep):
		return r.view.NoNextStep(), nil
	case errors.Is(err, tracker.ErrBadText):
		return r.view.BadText(), nil
	case errors.Is(err, tracker.ErrNotFound):
		return r.view.Gone(), nil
	case errors.Is(err, tracker.ErrUnsure):
		return r.view.Unsure(), err
	default:
		if sentence, ok := b.cadenceSentence(r, err); ok {
			return sentence, nil
		}
		if sentence, ok := b.loadSentence(r, err); ok {
			return sentence, nil
		}
		if sentence, ok := b.absenceSentence(ctx, r, err); ok {
			return sentence, nil
		}
		return r.view.Busy(), err
	}
}

// ours reports whether an error is ours to mend, and may be gone the next time. What Slack has answered stays answered.
func (b *Bot) ours(ctx context.Context, r *request, err error) bool {
	answered := slackCode(err) != "" || errors.As(err, new(delivery.WaitError)) || errors.As(err, new(*slack.RateLimitedError))
	refused := errors.Is(err, tracker.ErrNotAllowedHere)
	if answered || refused || errors.As(err, new(quicklog.Problem)) || errors.As(err, new(tracker.StaleError)) {
		return false
	}
	_, cause := b.sentence(ctx, r, err)
	return cause != nil
}

// nowOf is the present moment on the person's clock; UTC where the directory can't be read.
func (b *Bot) nowOf(ctx context.Context, r *request) time.Time {
	person, err := b.Tracker.Person(ctx, r.Workspace, r.User)
	if err != nil {
		return b.Clock.Now().UTC()
	}
	return b.Clock.Now().In(person.Location())
}

// dateFields are where each form asks for its date.
var dateFields = map[string]string{
	view.FormLog: view.BlockNextDate, view.FormPark: view.BlockWakeDate, view.FormMove: view.BlockMoveDate, view.FormAdd: view.BlockFirst,
	view.FormSnooze: view.BlockMoveDate, view.FormCourse: view.BlockDay, view.FormAway: view.BlockAwayUntil,
}

// fieldOf picks the field of a form under which an error is shown: the one it is about, else the form's first.
func fieldOf(form *slack.View, err error) string {
	var past followup.PastDateError
	switch {
	case errors.As(err, &past), errors.As(err, new(tracker.SameDateError)), errors.As(err, new(tracker.SnoozeTooLongError)),
		errors.As(err, new(tracker.NotDueError)), errors.Is(err, followup.ErrNoNextStep):
		return view.BlockIn(form.State, dateFields[form.CallbackID])
	case errors.Is(err, tracker.ErrEndsBeforeItBegins), errors.Is(err, tracker.ErrTooLongAway):
		return view.BlockIn(form.State, view.BlockAwayUntil)
	case errors.As(err, new(tracker.CoverError)):
		return view.BlockIn(form.State, view.BlockCover)
	case errors.As(err, new(tracker.StoppedError)), errors.Is(err, followup.ErrContactKnown):
		return view.BlockIn(form.State, view.BlockEmail)
	case errors.Is(err, tracker.ErrFuture):
		return view.BlockIn(form.State, view.BlockWhen)
	case errors.As(err, new(tracker.UnknownCadenceError)):
		return view.BlockIn(form.State, view.BlockForm)
	default:
		return view.BlockIn(form.State, view.BlockNote)
	}
}
