package quicklog

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// monthNames are the months in English and German, with their short forms.
var monthNames = makeMonths(
	"jan january januar jän jänner jaenner", "feb february februar", "mar march märz maerz mär mrz", "apr april",
	"may mai", "jun june juni", "jul july juli", "aug august", "sep sept september", "oct october okt oktober",
	"nov november", "dec december dez dezember",
)

func makeMonths(lists ...string) map[string]int {
	names := map[string]int{}
	for i, list := range lists {
		for name := range strings.FieldsSeq(list) {
			names[name] = i + 1
		}
	}
	return names
}

var (
	dayForm   = regexp.MustCompile(`^(\d{1,2})(?:\.|st|nd|rd|th)?$`)
	yearForm  = regexp.MustCompile(`^\d{4}$`)
	gluedForm = regexp.MustCompile(`^(\d{1,2})\.?([a-zäöü]+)\.?$`) // 14May, 14.Mai
)

func monthOf(low string) string {
	if m := monthNames[strings.TrimSuffix(bare(low), ".")]; m > 0 {
		return strconv.Itoa(m)
	}
	return ""
}

// withMonth reads 14 May, May 14, 14. Mai, each with a year or without.
func (r reader) withMonth(words []word) (calendar.Date, int, *misread) {
	day, month, n := "", "", 0
	if glued := gluedForm.FindStringSubmatch(bare(words[0].low)); glued != nil && monthOf(glued[2]) != "" {
		day, month, n = glued[1], monthOf(glued[2]), 1
	} else if len(words) > 1 {
		month, n = monthOf(words[1].low), 2
		dayWord := words[0].low
		if month == "" {
			month, dayWord = monthOf(words[0].low), words[1].low
		}
		if form := dayForm.FindStringSubmatch(bare(dayWord)); form != nil {
			day = form[1]
		}
	}
	if day == "" || month == "" {
		return calendar.Date{}, 0, nil
	}
	year := ""
	if n < len(words) && yearForm.MatchString(bare(words[n].low)) {
		year = bare(words[n].low)
		n++
	}
	d, bad := r.dated(year, month, day, words[:n])
	return d, n, bad
}
