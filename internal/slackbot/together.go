package slackbot

import (
	"context"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// together sends digests that were claimed together, from what was read for all of them at once.
type together struct {
	*Bot

	days map[int64]digest.Day // by delivery
}

// Together reads the days of the digests among the items at once. Where that fails, or nothing can be read together, each asks for itself.
func (b *Bot) Together(ctx context.Context, items []delivery.Item) delivery.Sender {
	dates, of := map[followup.UserID]calendar.Date{}, map[followup.UserID]int64{}
	for _, i := range items {
		rep := followup.UserID(i.Recipient)
		on, err := calendar.ParseDate(i.Subject)
		if i.Kind != tracker.KindDigest || err != nil || of[rep] != 0 {
			continue
		}
		dates[rep], of[rep] = on, i.ID
	}
	if len(dates) < 2 {
		return b
	}
	days, err := b.Tracker.DaysOf(ctx, b.workspace, dates)
	if err != nil {
		b.Log.WarnContext(ctx, "digests are read one by one", "error", err)
		return b
	}
	read := together{Bot: b, days: make(map[int64]digest.Day, len(days))}
	for rep, day := range days {
		read.days[of[rep]] = day
	}
	return read
}

// Send is Bot's, with what was read.
func (t together) Send(ctx context.Context, i delivery.Item) (delivery.Sent, error) {
	day, ok := t.days[i.ID]
	if !ok {
		return t.Bot.Send(ctx, i)
	}
	message, wanted := t.digestOf(day, i)
	return t.post(ctx, i, message, wanted)
}
