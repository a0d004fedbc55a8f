package quicklog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// clockForm is 14:00, 2pm, 2:30pm, 14uhr. An hour alone is a time only with am, pm or uhr, here or in the next word.
var clockForm = regexp.MustCompile(`^(\d{1,2})(?::(\d{2}))?(am|pm|uhr)?$`)

// clock reads a time of day at the beginning of words and returns how many words it took.
func clock(words []word) (calendar.TimeOfDay, int, *misread) {
	if len(words) == 0 {
		return 0, 0, nil
	}
	form := clockForm.FindStringSubmatch(bare(words[0].low))
	if form == nil {
		return 0, 0, nil
	}
	half, n := form[3], 1
	if half == "" && len(words) > 1 {
		if next := bare(words[1].low); next == "am" || next == "pm" || next == "uhr" {
			half, n = next, 2
		}
	}
	if half == "" && form[2] == "" {
		return 0, 0, nil
	}
	hour, _ := strconv.Atoi(form[1])
	minute, _ := strconv.Atoi(form[2])
	switch {
	case hour > 23, minute > 59, (half == "am" || half == "pm") && (hour < 1 || hour > 12):
		return 0, n, &misread{code: BadTime, words: words[:n]}
	case half == "am":
		hour %= 12
	case half == "pm":
		hour = hour%12 + 12
	}
	return calendar.Clock(hour, minute), n, nil
}

// clockBehind reads a time behind a date: "at 14:00".
func clockBehind(words []word) (calendar.TimeOfDay, int, *misread) {
	skip := 0
	if len(words) > 1 && slices.Contains([]string{"at", "um", "@"}, words[0].low) {
		skip = 1
	}
	at, n, bad := clock(words[skip:])
	if n == 0 {
		return 0, 0, nil
	}
	return at, skip + n, bad
}

// bare takes off the punctuation around a word of a date; a dot belongs to the day of the month and stays.
func bare(low string) string {
	low = strings.TrimRight(low, ",;!")
	switch low {
	case "a.m.", "a.m":
		return "am"
	case "p.m.", "p.m":
		return "pm"
	}
	return low
}

// durationForm is 2m, 2min, 90 minutes (the unit may be the next word), 1h, 1h30.
var (
	durationForm = regexp.MustCompile(`^(\d+)(m|min|mins|minute|minutes|minuten)\.?$`)
	hoursForm    = regexp.MustCompile(`^(\d+)h(?:(\d{1,2})m?)?$`)
	digitsForm   = regexp.MustCompile(`^\d+$`)
)

// maxMinutes is the longest call that can be logged: a day.
const maxMinutes = 24 * 60

// duration reads the length of a call in minutes at the beginning of words and returns how many words it took.
func duration(words []word) (minutes, n int, bad *misread) {
	if len(words) == 0 {
		return 0, 0, nil
	}
	first, n := bare(words[0].low), 1
	if len(words) > 1 && digitsForm.MatchString(first) {
		if unit := bare(words[1].low); len(unit) > 1 && durationForm.MatchString("1"+unit) {
			first, n = first+unit, 2
		}
	}
	minuteText := ""
	if form := durationForm.FindStringSubmatch(first); form != nil {
		minuteText = form[1]
	} else if form := hoursForm.FindStringSubmatch(first); form != nil {
		hours, err := strconv.Atoi(form[1])
		if err != nil || hours > maxMinutes {
			return 0, n, &misread{code: BadDuration, words: words[:n]}
		}
		more, _ := strconv.Atoi(form[2])
		minuteText = strconv.Itoa(hours*60 + more)
	} else {
		return 0, 0, nil
	}
	minutes, err := strconv.Atoi(minuteText)
	if err != nil || minutes > maxMinutes {
		return 0, n, &misread{code: BadDuration, words: words[:n]}
	}
	return minutes, n, nil
}
