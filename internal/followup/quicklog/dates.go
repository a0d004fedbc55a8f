package quicklog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// date reads a date at the beginning of words: how many words it took, and what is wrong with it.
func (r reader) date(words []word, got *reading) (calendar.Date, int, *misread) {
	if len(words) == 0 {
		return calendar.Date{}, 0, nil
	}
	if d, n, ok := r.named(words); ok {
		return d, n, nil
	}
	if len(words) > 1 && words[0].low == "next" && (unitWords[bare(words[1].low)] != "" || bare(words[1].low) == "quarter") {
		return calendar.Date{}, 2, &misread{code: UnknownDate, words: words[:2]} // which day of next week?
	}
	if d, n, ok := r.weekday(words); ok {
		got.weekday = true
		return d, n, nil
	}
	for _, read := range []func([]word) (calendar.Date, int, *misread){r.relative, r.numeric, r.withMonth} {
		if d, n, bad := read(words); n > 0 {
			return d, n, bad
		}
	}
	return calendar.Date{}, 0, nil
}

// dayNames are days named by their distance from today.
var dayNames = map[string]int{
	"today": 0, "heute": 0, "tmr": 1, "tmrw": 1, "tomorrow": 1, "morgen": 1, "übermorgen": 2, "uebermorgen": 2,
	"yesterday": -1, "gestern": -1, "vorgestern": -2,
}

func (r reader) named(words []word) (calendar.Date, int, bool) {
	days, ok := dayNames[bare(words[0].low)]
	return r.today.AddDays(days), 1, ok
}

// germanDays are the weekdays by their German names and short forms.
var germanDays = map[string]time.Weekday{
	"montag": time.Monday, "mo": time.Monday, "dienstag": time.Tuesday, "di": time.Tuesday,
	"mittwoch": time.Wednesday, "mi": time.Wednesday, "donnerstag": time.Thursday, "do": time.Thursday,
	"freitag": time.Friday, "fr": time.Friday, "samstag": time.Saturday, "sonnabend": time.Saturday, "sa": time.Saturday,
	"sonntag": time.Sunday, "so": time.Sunday,
}

func weekdayOf(low string) (time.Weekday, bool) {
	low = strings.TrimSuffix(bare(low), ".")
	if day, ok := germanDays[low]; ok {
		return day, true
	}
	day, err := calendar.ParseWeekday(low)
	return day, err == nil
}

// weekday reads fri: the next Friday, never today; in the past the last one, maybe today. "next fri" is the Friday of next
// week, where weeks begin on Monday.
func (r reader) weekday(words []word) (calendar.Date, int, bool) {
	if words[0].low == "next" && len(words) > 1 && !r.past {
		day, ok := weekdayOf(words[1].low)
		nextMonday := r.today.AddDays(7 - fromMonday(r.today.Weekday()))
		return nextMonday.AddDays(fromMonday(day)), 2, ok
	}
	day, ok := weekdayOf(words[0].low)
	ahead := int(day-r.today.Weekday()+7) % 7
	switch {
	case r.past && ahead > 0:
		ahead -= 7
	case !r.past && ahead == 0:
		ahead = 7
	}
	return r.today.AddDays(ahead), 1, ok
}

// fromMonday counts the days from Monday.
func fromMonday(d time.Weekday) int { return int(d+6) % 7 }

// relativeForm is +3d, 3bd, 2w, 3m, 1y.
var relativeForm = regexp.MustCompile(`^([+-]?)(\d+)([a-zäöü]+)$`)

// units of distance. Those in unitWords may stand apart from their number.
var (
	units = map[string]string{
		"d": "d", "bd": "bd", "wd": "bd", "w": "w", "wk": "w", "wks": "w", "m": "m", "mo": "m", "y": "y", "yr": "y",
		"h": "?", "hr": "?", "hrs": "?", "min": "?", "mins": "?",
	}
	unitWords = map[string]string{
		"day": "d", "days": "d", "tag": "d", "tage": "d", "tagen": "d", "week": "w", "weeks": "w", "woche": "w", "wochen": "w",
		"month": "m", "months": "m", "monat": "m", "monate": "m", "monaten": "m", "year": "y", "years": "y", "jahr": "y", "jahre": "y",
		"jahren": "y", "workday": "bd", "workdays": "bd", "werktag": "bd", "werktage": "bd", "werktagen": "bd",
		"hour": "?", "hours": "?", "minutes": "?", "stunden": "?",
	}
)

func (r reader) relative(words []word) (calendar.Date, int, *misread) {
	text, n := bare(words[0].low), 1
	if len(words) > 1 && digitsForm.MatchString(strings.TrimLeft(text, "+-")) {
		if next := bare(words[1].low); unitWords[next] != "" {
			text, n = text+next, 2
		}
	}
	form := relativeForm.FindStringSubmatch(text)
	if form == nil {
		return calendar.Date{}, 0, nil
	}
	unit := units[form[3]]
	if unit == "" {
		unit = unitWords[form[3]]
	}
	count, err := strconv.Atoi(form[2])
	switch {
	case unit == "":
		return calendar.Date{}, 0, nil
	case unit == "?":
		return calendar.Date{}, n, &misread{code: UnknownDate, words: words[:n]}
	case err != nil || count > MaxYears*366:
		return calendar.Date{}, n, &misread{code: TooFar, words: words[:n]}
	}
	if form[1] == "-" {
		count = -count
	}
	switch unit {
	case "bd":
		return r.workingDays(count), n, nil
	case "w":
		return r.today.AddDays(7 * count), n, nil
	case "m":
		return r.today.AddMonths(count), n, nil
	case "y":
		return r.today.AddMonths(12 * count), n, nil
	default:
		return r.today.AddDays(count), n, nil
	}
}

// workingDays returns the n-th working day after today, or before it.
func (r reader) workingDays(n int) calendar.Date {
	d := r.today
	for ; n < 0; n++ {
		for d = d.AddDays(-1); r.workdays.Next(d) != d; {
			d = d.AddDays(-1)
		}
		if n == -1 {
			return d
		}
	}
	return r.workdays.Add(d, n)
}

var (
	isoForm    = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	dottedForm = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?$`)
	// bareDots lacks the last dot: 14.5 is a day, 14.05 may be a time.
	bareDots  = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})$`)
	slashForm = regexp.MustCompile(`^(\d{1,4})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?$`)
)

// numeric reads 2026-05-14 and 14.5.; it refuses 03/04 with its readings.
func (r reader) numeric(words []word) (calendar.Date, int, *misread) {
	text, one := bare(words[0].low), words[:1]
	if f := isoForm.FindStringSubmatch(text); f != nil {
		d, bad := r.dated(f[1], f[2], f[3], one)
		return d, 1, bad
	}
	if f := dottedForm.FindStringSubmatch(text); f != nil {
		d, bad := r.dated(f[3], f[2], f[1], one)
		return d, 1, bad
	}
	if f := bareDots.FindStringSubmatch(text); f != nil {
		if d, bad := r.dated("", f[2], f[1], one); len(f[2]) == 1 || bad == nil {
			if len(f[2]) == 1 {
				return d, 1, bad
			}
			return d, 1, &misread{code: AmbiguousDate, words: one, fixes: []fix{{d, d.String()}}}
		}
		return calendar.Date{}, 1, &misread{code: UnknownDate, words: one}
	}
	f := slashForm.FindStringSubmatch(text)
	if f == nil || len(f[1]) == 3 || (len(f[1]) == 4 && f[3] == "") {
		return calendar.Date{}, 0, nil
	}
	ambiguous, refused := &misread{code: AmbiguousDate, words: one}, &misread{code: NoSuchDate, words: one}
	readings := [][3]string{{f[3], f[2], f[1]}, {f[3], f[1], f[2]}} // day first, month first
	if len(f[1]) == 4 {
		readings = [][3]string{{f[1], f[2], f[3]}, {f[1], f[3], f[2]}}
	}
	var days []calendar.Date
	for _, ymd := range readings {
		if d, bad := r.dated(ymd[0], ymd[1], ymd[2], one); bad == nil && !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	if len(days) == 1 { // 13/4, 4/4
		return days[0], 1, nil
	}
	for _, d := range days {
		if bad := r.check(&reading{When: When{Date: d}}, one); bad != nil {
			refused = bad
			continue
		}
		ambiguous.fixes = append(ambiguous.fixes, fix{d, d.String()})
	}
	if len(ambiguous.fixes) == 0 {
		return calendar.Date{}, 1, refused
	}
	return calendar.Date{}, 1, ambiguous
}

// dated returns the date of year, month and day in digits. Without a year it is the next such date, today included; in the
// past the last one.
func (r reader) dated(year, month, day string, words []word) (calendar.Date, *misread) {
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if year != "" {
		y, _ := strconv.Atoi(year)
		if len(year) == 2 {
			y += 2000
		}
		if date, ok := exists(y, m, d); ok {
			return date, nil
		}
		return calendar.Date{}, &misread{code: NoSuchDate, words: words}
	}
	step := 1
	if r.past {
		step = -1
	}
	for y := r.today.Year; y != r.today.Year+9*step; y += step { // 29 February can be eight years away
		date, ok := exists(y, m, d)
		if ok && (date == r.today || date.After(r.today) != r.past) {
			return date, nil
		}
	}
	return calendar.Date{}, &misread{code: NoSuchDate, words: words}
}

// exists returns the date, and whether the calendar has it.
func exists(year, month, day int) (calendar.Date, bool) {
	d := calendar.On(year, time.Month(month), day)
	return d, d == calendar.Date{Year: year, Month: time.Month(month), Day: day}
}
