package slackbot

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// metadataType marks our messages; its payload names the delivery, by its number and by its key.
const metadataType = "followup_delivery"

// recent is how many messages of a conversation are searched for one that may have arrived: what somebody who works in the direct
// message all morning may have below it.
const recent = 200

// Find looks for a delivery's message by its metadata. In direct messages only: to read channels the app would need more scopes,
// so that channel posts are at least once. A Home tab is drawn over.
func (b *Bot) Find(ctx context.Context, i delivery.Item) (delivery.Sent, bool, error) {
	if i.Kind == tracker.KindSummary || i.Kind == tracker.KindExceptions || i.Kind == tracker.KindHome || i.Kind == tracker.KindTeamOffer {
		return delivery.Sent{}, false, nil
	}
	var dm *slack.Channel
	err := b.lanes.call(ctx, "conversations.open", func() (err error) {
		dm, _, _, err = b.API.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{i.Recipient}, ReturnIM: true})
		return err
	})
	if err != nil {
		return delivery.Sent{}, false, classify(err)
	}
	var history *slack.GetConversationHistoryResponse
	err = b.lanes.call(ctx, "conversations.history", func() (err error) {
		history, err = b.API.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
			ChannelID: dm.ID, Limit: recent, IncludeAllMetadata: true,
		})
		return err
	})
	if err != nil {
		return delivery.Sent{}, false, classify(err)
	}
	for _, m := range history.Messages {
		if isOf(m.Metadata, i) {
			return delivery.Sent{Channel: dm.ID, TS: m.Timestamp}, true, nil
		}
	}
	return delivery.Sent{}, false, nil
}

// marked is what an item's message carries.
func marked(i delivery.Item) slack.SlackMetadata {
	return slack.SlackMetadata{
		EventType: metadataType, EventPayload: map[string]any{"delivery": strconv.FormatInt(i.ID, 10), "key": i.Key},
	}
}

// isOf reports whether a message with this metadata is the item's. A database from a backup knows it by its key only; the version
// before wrote no key.
func isOf(m slack.SlackMetadata, i delivery.Item) bool {
	if m.EventType != metadataType {
		return false
	}
	if key, ok := m.EventPayload["key"].(string); ok {
		return key == i.Key
	}
	return deliveryOf(m) == i.ID
}

// deliveryOf reads the number of a delivery from its message's metadata; 0 where there is none.
func deliveryOf(m slack.SlackMetadata) int64 {
	if m.EventType != metadataType {
		return 0
	}
	id, err := strconv.ParseInt(fmt.Sprint(m.EventPayload["delivery"]), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// Send renders a delivery from the current state and posts it, or edits it where it was posted.
func (b *Bot) Send(ctx context.Context, i delivery.Item) (delivery.Sent, error) {
	if i.Kind == tracker.KindHome {
		return b.sendHome(ctx, i)
	}
	message, wanted, err := b.render(ctx, i)
	if err != nil {
		return delivery.Sent{}, err
	}
	return b.post(ctx, i, message, wanted)
}

// post posts a delivery's message, or edits it where it was posted, if it is wanted.
func (b *Bot) post(ctx context.Context, i delivery.Item, message view.Message, wanted bool) (delivery.Sent, error) {
	if !wanted {
		return delivery.Sent{Channel: i.Channel, TS: i.TS, Skipped: !i.Posted()}, nil
	}
	options := []slack.MsgOption{
		slack.MsgOptionText(message.Text, false),
		slack.MsgOptionBlocks(message.Blocks...),
		slack.MsgOptionMetadata(marked(i)),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
	}
	if i.Posted() {
		err := b.lanes.call(ctx, "chat.update", func() error {
			_, _, _, err := b.API.UpdateMessageContext(ctx, i.Channel, i.TS, options...)
			return err
		})
		if slackCode(err) == "message_not_found" { // somebody deleted it, or a retention rule did: nothing is left to bring up to date
			err = nil
		}
		return delivery.Sent{Channel: i.Channel, TS: i.TS}, classified(err)
	}
	var sent delivery.Sent
	err := b.lanes.call(ctx, "chat.postMessage", func() (err error) {
		sent.Channel, sent.TS, err = b.API.PostMessageContext(ctx, i.Recipient, options...)
		return err
	})
	if code := slackCode(err); code == "user_disabled" || code == "user_not_found" {
		b.left(ctx, followup.UserID(i.Recipient))
	}
	return sent, classified(err)
}

func classified(err error) error {
	if err == nil {
		return nil
	}
	return classify(err)
}

// render makes a delivery's message from what is true now. wanted is false where there is nothing to say (any more).
func (b *Bot) render(ctx context.Context, i delivery.Item) (m view.Message, wanted bool, err error) {
	switch i.Kind {
	case tracker.KindDigest:
		return b.renderDigest(ctx, i)
	case tracker.KindSummary, tracker.KindExceptions:
		return b.renderSummary(ctx, i)
	case tracker.KindTouch:
		return b.renderTouch(ctx, i)
	case tracker.KindPing:
		return b.renderPing(ctx, i)
	case tracker.KindNudge:
		return b.renderNudge(ctx, i)
	case tracker.KindFailure:
		return b.renderFailure(ctx, i)
	case tracker.KindCover:
		return b.renderCover(ctx, i)
	case tracker.KindWelcome:
		return b.renderWelcome(ctx, i)
	case tracker.KindLeft:
		return b.renderLeft(ctx, i)
	case tracker.KindOffer, tracker.KindTeamOffer:
		return b.renderOffer(ctx, i)
	case tracker.KindUncovered:
		return b.renderUncovered(ctx, i)
	default:
		return view.Message{}, false, delivery.RefusedError{Code: "unknown_kind"}
	}
}

func (b *Bot) renderDigest(ctx context.Context, i delivery.Item) (view.Message, bool, error) {
	on, err := calendar.ParseDate(i.Subject)
	if err != nil {
		return view.Message{}, false, delivery.RefusedError{Code: "bad_subject"}
	}
	day, err := b.Tracker.DayOf(ctx, i.Workspace, followup.UserID(i.Recipient), on)
	if err != nil {
		return view.Message{}, false, err
	}
	message, wanted := b.digestOf(day, i)
	return message, wanted, nil
}

// digestOf says nothing to somebody who left, nothing when all was done meanwhile, and nothing first when the morning is over:
// then what is due comes with the next digest.
func (b *Bot) digestOf(day digest.Day, i delivery.Item) (m view.Message, wanted bool) {
	if !day.Rep.FullMember() {
		return view.Message{}, false
	}
	late := day.Date != calendar.Today(day.Now, day.Rep.Location()) || !tracker.InMorning(day.Rep, day.Now)
	if !i.Posted() && (len(day.Open) == 0 || late) {
		return view.Message{}, false
	}
	return view.For(day.Rep.Locale).Digest(day), true
}

func (b *Bot) renderSummary(ctx context.Context, i delivery.Item) (view.Message, bool, error) {
	team, err := strconv.ParseInt(i.Subject, 10, 64)
	if err != nil {
		return view.Message{}, false, delivery.RefusedError{Code: "bad_subject"}
	}
	s, err := b.Tracker.Summary(ctx, i.Workspace, followup.TeamID(team), i.Kind == tracker.KindExceptions)
	if errors.Is(err, tracker.ErrNotFound) {
		return view.Message{}, false, nil
	}
	if err != nil {
		return view.Message{}, false, err
	}
	if s.Daily && !s.Exceptional() && !i.Posted() {
		return view.Message{}, false, nil
	}
	return b.viewOf(ctx, s.Team.Manager).Summary(s), true, nil
}

// renderTouch tells an owner of a teammate's touch; nothing of one that was taken back before.
func (b *Bot) renderTouch(ctx context.Context, i delivery.Item) (view.Message, bool, error) {
	id, err := strconv.ParseInt(i.Subject, 10, 64)
	if err != nil {
		return view.Message{}, false, delivery.RefusedError{Code: "bad_subject"}
	}
	receipt, err := b.Tracker.ReceiptOf(ctx, i.Workspace, followup.EventID(id))
	switch {
	case errors.Is(err, tracker.ErrNothingToUndo), errors.Is(err, tracker.ErrNotFound): // the lead is gone
		return view.Message{}, false, nil
	case err != nil:
		return view.Message{}, false, err
	case receipt.Lead.Erased:
		return b.viewOf(ctx, receipt.Owner.ID).ErasedMessage(), i.Posted(), nil
	case receipt.Lead.State == followup.DoNotContact && !i.Posted() && !stops(receipt.Event):
		return view.Message{}, false, nil
	case receipt.Event.Kind == followup.Undone:
		return b.viewOf(ctx, receipt.Owner.ID).TeammateUndid(receipt), i.Posted(), nil
	default:
		return b.viewOf(ctx, receipt.Owner.ID).TeammateLogged(receipt), receipt.Owner.FullMember(), nil
	}
}

// stops reports whether an event is the one after which nobody is to contact its lead.
func stops(e followup.Event) bool {
	return e.Detail.Next != nil && e.Detail.Next.Kind == followup.NextStop
}

func (b *Bot) renderFailure(ctx context.Context, i delivery.Item) (view.Message, bool, error) {
	id, err := strconv.ParseInt(i.Subject, 10, 64)
	if err != nil {
		return view.Message{}, false, delivery.RefusedError{Code: "bad_subject"}
	}
	f, err := b.Tracker.Failed(ctx, i.Workspace, id)
	if errors.Is(err, tracker.ErrNotFound) {
		return view.Message{}, false, nil
	}
	if err != nil {
		return view.Message{}, false, err
	}
	return b.viewOf(ctx, followup.UserID(i.Recipient)).Failure(f.Name, f.Kind, f.Error), true, nil
}
