package quicklog

import (
	"slices"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// MaxYears is how far ahead a date may lie.
const MaxYears = 10

// ParseWhen reads a date typed into a form field. Its errors are of type Problem. An empty text is the zero When.
func ParseWhen(s string, c Context) (When, error) {
	line := strings.ToValidUTF8(s, "\uFFFD")
	if strings.ContainsRune(line, 0) {
		return When{}, problem(BadText, line, "")
	}
	words := token{word: word{text: line}}.words(line)
	if len(words) == 0 {
		return When{}, nil
	}
	read, n, bad := newReader(c, false).when(words)
	if bad != nil {
		return When{}, bad.in(line)
	}
	if n < len(words) {
		return When{}, problem(UnknownDate, line, strings.TrimSpace(line))
	}
	return read.When, nil
}

// reader reads dates: those to come, or with past those gone by.
type reader struct {
	now      time.Time // in the person's zone
	today    calendar.Date
	workdays calendar.Workdays
	past     bool
}

func newReader(c Context, past bool) reader {
	zone := c.Zone
	if zone == nil {
		zone = time.UTC
	}
	now := c.Now.In(zone)
	return reader{now: now, today: calendar.DateOf(now), workdays: c.Workdays, past: past}
}

// reading is a When with what the check of its time needs to know.
type reading struct {
	When
	weekday bool // said as a weekday
}

// beforeDate may stand before a date and says nothing: "until 14 May".
var beforeDate = []string{"on", "until", "till", "by", "in", "to", "for", "am", "bis", "um", "at", "@"}

// when reads a date, a time or both at the beginning of words and returns how many words they took. With n = 0 there is no
// date; with n > 0 and a misread, there is one that can't be meant.
func (r reader) when(words []word) (reading, int, *misread) {
	skip := 0
	if len(words) > 1 && slices.Contains(beforeDate, words[0].low) {
		skip = 1
	}
	got, n, bad := r.read(words[skip:])
	switch {
	case n > 0:
		got.Typed = textOf(words[:skip+n])
		return got, skip + n, bad
	case skip > 0 && slices.Contains([]string{"until", "till", "bis"}, words[0].low):
		return reading{}, 2, &misread{code: UnknownDate, words: words[:2]} // "until fall"
	default:
		return reading{}, 0, nil
	}
}

// read reads "fri 14:00", "14:00 fri", "fri" or "14:00".
func (r reader) read(words []word) (got reading, n int, bad *misread) {
	at, n, bad := clock(words)
	if bad != nil {
		return reading{}, n, bad
	}
	date, m, bad := r.date(words[n:], &got)
	if n+m == 0 || bad != nil {
		return reading{}, n + m, bad
	}
	got.Date = date
	if m == 0 {
		got.Date = r.today
	}
	if n == 0 {
		if at, n, bad = clockBehind(words[m:]); bad != nil {
			return reading{}, m + n, bad
		}
	}
	if n > 0 {
		got.At = &at
	}
	return got, n + m, r.check(&got, words[:n+m])
}

// check refuses what lies on the wrong side of now, or too far away.
func (r reader) check(got *reading, words []word) *misread {
	ahead := got.Date.After(r.today)
	params := map[string]string{"date": got.Date.String()}
	if got.Date == r.today && got.At != nil {
		ahead = calendar.At(got.Date, *got.At, r.now.Location()).After(r.now)
	}
	switch {
	case got.Date.After(r.today.AddMonths(12 * MaxYears)), got.Date.Before(r.today.AddMonths(-12*MaxYears)) && r.past:
		return &misread{code: TooFar, words: words, params: params}
	case r.past && ahead && got.weekday && got.Date == r.today:
		got.Date = r.today.AddDays(-7)
	case r.past && ahead:
		return &misread{code: FutureTouch, words: words, params: params}
	case !r.past && got.Date.Before(r.today):
		return &misread{code: PastDate, words: words, params: params}
	case !r.past && got.Date == r.today && got.At != nil && !ahead:
		tomorrow := r.today.AddDays(1)
		return &misread{code: PastTime, words: words, params: params, fixes: []fix{{tomorrow, tomorrow.String() + " " + got.At.String()}}}
	}
	return nil
}

// moment is the instant that a touch made at got happened; zero for "today", which is now. A day alone means its noon.
func (r reader) moment(got When) time.Time {
	if got.At == nil && got.Date == r.today {
		return time.Time{}
	}
	at := calendar.Clock(12, 0)
	if got.At != nil {
		at = *got.At
	}
	return calendar.At(got.Date, at, r.now.Location())
}
