package slackbot

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// saveDaysOff stores the days off that an admin wrote, or says what is wrong with them.
func (b *Bot) saveDaysOff(ctx context.Context, r *request, typed string) (wrong map[string]string, err error) {
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return nil, err
	}
	was, err := b.Tracker.DaysOff(ctx, r.Actor)
	if err != nil || typed == r.view.DaysOffLines(was) {
		return nil, err
	}
	days, bad := readDaysOff(typed, b.typing(rep))
	if bad != "" {
		return map[string]string{view.BlockDaysOff: r.view.BadDayOff(bad)}, nil
	}
	err = b.Tracker.SaveDaysOff(ctx, r.Actor, days)
	if errors.Is(err, tracker.ErrTooManyDaysOff) {
		return map[string]string{view.BlockDaysOff: r.view.TooManyDaysOff(strconv.Itoa(tracker.MostDaysOff))}, nil
	}
	return nil, err
}

// readDaysOff reads one day a line: its date, in any form that a line takes or as the form wrote it, and what it is called. bad is a line
// that is none.
func readDaysOff(typed string, c quicklog.Context) (days []calendar.DayOff, bad string) {
	for line := range strings.Lines(typed) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		day, ok := dayOff(words, c)
		if !ok {
			return nil, strings.TrimSpace(line)
		}
		days = append(days, day)
	}
	return days, ""
}

// dayOff reads the longest date at the beginning of a line; the rest is the name.
func dayOff(words []string, c quicklog.Context) (calendar.DayOff, bool) {
	for n := min(len(words), 3); n > 0; n-- {
		name := strings.TrimLeft(strings.Join(words[n:], " "), "-–:, ")
		typed := strings.TrimRight(strings.Join(words[:n], " "), ":,")
		if on, err := calendar.ParseDate(typed); err == nil { // one that is past stays as it was written
			return calendar.DayOff{On: on, Name: name}, true
		}
		if when, err := quicklog.ParseWhen(typed, c); err == nil && when.At == nil && !when.IsZero() {
			return calendar.DayOff{On: when.Date, Name: name}, true
		}
	}
	return calendar.DayOff{}, false
}
