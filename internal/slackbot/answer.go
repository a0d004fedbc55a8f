package slackbot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/slackbot/transport"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// answer is what a handler wants said. What it tells is true: the handler has committed before it returns.
type answer struct {
	tell    *view.Message               // only to the person: in the command's ack, else through the response URL
	replace *view.Message               // instead of the pressed message, which answered the person; where there is none, told
	open    *slack.ModalViewRequest     // a form, on top of one that is open
	update  *slack.ModalViewRequest     // instead of the form that was pressed or submitted
	redraw  bool                        // the update is too large for the ack
	errors  map[string]string           // by block id: the submitted form stays open and shows them
	clear   bool                        // closes all of the person's forms
	options *slack.OptionsResponse      // for a typeahead
	dm      *view.Message               // where nothing else can tell the person: a message of its own
	changed bool                        // something was changed: have messages redrawn soon
	after   func(context.Context) error // a call to make at the end
	url     string                      // response URL to tell through, where it is not the request's
	over    bool                        // what is told takes the place of the message that the URL belongs to
}

// maxAck is how large an ack may be to be sent as it is; Slack drops those of 20 kB silently.
const maxAck = 16_000

// acked is the payload of the ack.
func (a answer) acked(r *request) any {
	switch {
	case a.options != nil:
		return a.options
	case len(a.errors) > 0:
		return slack.NewErrorsViewSubmissionResponse(a.errors)
	case r.kind == string(slack.InteractionTypeViewSubmission) && a.update != nil:
		return slack.NewUpdateViewSubmissionResponse(a.update)
	case r.kind == string(slack.InteractionTypeViewSubmission) && a.clear:
		return slack.NewClearViewSubmissionResponse()
	case r.kind == "command" && a.tell != nil:
		return ephemeral(*a.tell)
	default:
		return nil
	}
}

// ephemeral is a message as an ack or response URL takes it.
func ephemeral(m view.Message) *slack.WebhookMessage {
	return &slack.WebhookMessage{Text: m.Text, Blocks: &slack.Blocks{BlockSet: m.Blocks}, ResponseType: slack.ResponseTypeEphemeral}
}

// give sends an answer: the ack first, because Slack waits three seconds for it, then what needs a call of its own.
func (b *Bot) give(ctx context.Context, r *request, a answer, ack transport.Ack) error {
	a = a.where(r)
	payload := a.acked(r)
	told := r.kind == "command" && payload != nil
	size, err := json.Marshal(payload)
	switch {
	case err != nil:
		return fmt.Errorf("write ack: %w", err)
	case len(size) <= maxAck:
	case told:
		payload, told = nil, false
	case a.update != nil: // the form stays open with what was typed, and is drawn again by a call
		known := map[string]string{view.BlockIn(r.form.State, view.BlockEmail): r.view.KnownAlready()}
		payload, a.redraw = slack.NewErrorsViewSubmissionResponse(known), true
	}
	lost := ack(ctx, payload)
	if lost != nil { // Slack shows an error; what can be said another way is said
		lost, told = fmt.Errorf("ack: %w", lost), false
	}
	var editing sync.WaitGroup
	defer editing.Wait()
	if a.changed {
		editing.Go(func() {
			defer b.Wake()
			b.editPressed(ctx, r)
		})
	}
	if told {
		a.tell = nil
	}
	return errors.Join(lost, b.giveRest(ctx, r, a))
}

// giveRest makes the calls that follow an ack.
func (b *Bot) giveRest(ctx context.Context, r *request, a answer) error {
	if a.open != nil {
		if err := b.open(ctx, r, *a.open); err != nil {
			return err
		}
	}
	if a.update != nil && (a.redraw || r.kind == string(slack.InteractionTypeBlockActions)) {
		if err := b.redrawn(ctx, r, *a.update); err != nil {
			return err
		}
	}
	if a.replace != nil {
		if r.message == nil || r.form != nil {
			a.tell = a.replace
		} else if err := b.respond(ctx, r, r.responseURL, *a.replace, true); err != nil {
			return err
		}
	}
	if a.tell != nil {
		if err := b.tell(ctx, r, a); err != nil {
			return err
		}
	}
	if a.dm != nil {
		if err := b.direct(ctx, r, *a.dm); err != nil {
			return err
		}
	}
	if a.after != nil {
		return a.after(ctx)
	}
	return nil
}

// redrawn shows a form again after a press in it. Of two quick presses the later one draws, because it knows what both chose: where
// the form was drawn meanwhile for the earlier one, it is drawn over.
func (b *Bot) redrawn(ctx context.Context, r *request, form slack.ModalViewRequest) error {
	draw := func(hash string) error {
		return b.lanes.atOnce(ctx, "views.update", func() error {
			_, err := b.API.UpdateViewContext(ctx, form, "", hash, r.form.ID)
			return err
		})
	}
	err := draw(r.form.Hash)
	if slackCode(err) == "hash_conflict" {
		if !b.newest.is(r) {
			return nil
		}
		err = draw("")
	}
	if err != nil {
		return fmt.Errorf("update form: %w", err)
	}
	return nil
}

// open shows a form. Where Slack doesn't, what was typed is given back.
func (b *Bot) open(ctx context.Context, r *request, form slack.ModalViewRequest) error {
	method, show := "views.open", b.API.OpenViewContext
	if r.form != nil && r.form.Type == slack.VTModal {
		method, show = "views.push", b.API.PushViewContext
	}
	err := b.lanes.atOnce(ctx, method, func() error {
		_, err := show(ctx, r.trigger, form)
		return err
	})
	if err == nil || slackCode(err) == "exchanged_trigger_id" { // a copy of this envelope has opened it
		return nil
	}
	sorry := r.view.NotOpened(r.said())
	if tellErr := b.tell(ctx, r, answer{tell: &sorry}); tellErr != nil {
		b.Log.WarnContext(ctx, "apology not delivered", "error", tellErr)
	}
	return fmt.Errorf("open form: %w", err)
}

// tell says something to one person: through the response URL, or by a direct message where there is none or it has died.
func (b *Bot) tell(ctx context.Context, r *request, a answer) error {
	if r.kind == eventKind {
		return b.reply(ctx, r, *a.tell)
	}
	url := a.url
	if url == "" {
		url = r.responseURL
	}
	if url != "" {
		err := b.respond(ctx, r, url, *a.tell, a.over)
		if err == nil {
			return nil
		}
		b.Log.InfoContext(ctx, "response url failed, sending a direct message", "error", err)
	}
	return b.direct(ctx, r, *a.tell)
}

func (b *Bot) respond(ctx context.Context, r *request, url string, m view.Message, replace bool) error {
	if !takesAnswers(b.APIURL, url) {
		return errNotSlacks
	}
	w := ephemeral(m)
	w.ReplaceOriginal = replace
	if replace && !r.ephemeral {
		w.ResponseType = slack.ResponseTypeInChannel // it stays what it was
	}
	if err := slack.PostWebhookCustomHTTPContext(ctx, url, b.HTTP, w); err != nil {
		return fmt.Errorf("answer through response url: %w", withoutURL(err))
	}
	return nil
}

func (b *Bot) direct(ctx context.Context, r *request, m view.Message) error {
	options := []slack.MsgOption{slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(m.Blocks...)}
	if r.thread != "" {
		options = append(options, slack.MsgOptionTS(r.thread))
	}
	err := b.lanes.patiently(ctx, "chat.postMessage", func() error {
		_, _, err := b.API.PostMessageContext(ctx, string(r.User), options...)
		return err
	})
	if err != nil {
		return fmt.Errorf("send direct message: %w", err)
	}
	return nil
}
