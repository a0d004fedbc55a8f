package phrase

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// clock forms: 14:30, 14.30 (before Uhr), 3pm, 14uhr, 14h.
var clockForm = regexp.MustCompile(`^(\d{1,2})(?:[:.](\d{2}))?(am|pm|uhr|h)?$`)

// clock reads a time of day at i. A number alone is one only behind "at" or "um", and only where it can't be an afternoon's.
func (p *parser) clock(i int, prepared bool) (calendar.TimeOfDay, int) {
	if i > 0 && p.ends(i) {
		return 0, 0
	}
	if low := p.low(i); low == "noon" || low == "mittags" {
		return calendar.Clock(12, 0), 1
	}
	form := clockForm.FindStringSubmatch(p.low(i))
	if form == nil {
		return 0, 0
	}
	half, n := form[3], 1
	if next := p.low(i + 1); half == "" && !p.ends(i+1) {
		switch next {
		case "am", "pm", "uhr", "a.m", "p.m", "o'clock":
			half, n = strings.ReplaceAll(next, ".", ""), 2
			if next == "am" && p.daysBehind(i+2) { // "um 14:00 am Dienstag"
				half, n = "", 1
			}
		}
	}
	hour, _ := strconv.Atoi(form[1])
	minute, _ := strconv.Atoi(form[2])
	colon := form[2] != "" && !strings.Contains(p.low(i), ".")
	behindAt := prepared && (p.low(i-1) == "at" || p.low(i-1) == "um" || p.low(i-1) == "gegen")
	switch {
	case hour > 23 || minute > 59 || (half == "am" || half == "pm") && (hour == 0 || hour > 12):
		return 0, 0
	case half == "pm":
		hour = hour%12 + 12
	case half == "am":
		hour %= 12
	case half == "o'clock" && hour < 8:
		hour += 12
	case half == "" && !colon && (!behindAt || hour < 8 || form[2] != ""):
		return 0, 0
	}
	return calendar.Clock(hour, minute), n
}

// daysBehind reports whether a day stands at i.
func (p *parser) daysBehind(i int) bool {
	_, n := p.span(i, true, true)
	return n > 0
}
