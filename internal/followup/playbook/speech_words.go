package playbook

import (
	"fmt"
	"strings"

	"github.com/followup-bot/followup/internal/followup"
)

var english = speech{
	language: "en",
	subject:  "Subject: ",
	weekdays: []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	months: []string{
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
	},
	day: func(weekday, day, month string) string { return weekday + ", " + day + " " + month },
	on:  "on", at: "at", yours: "your time", mine: "mine", today: "today", yesterday: "yesterday", tomorrow: "tomorrow",
	ago: func(days int) string {
		switch days {
		case 0:
			return "earlier today"
		case 1:
			return "yesterday"
		default:
			return fmt.Sprintf("%d days ago", days)
		}
	},
	contact: map[kind]noun{
		spoke: same("our call"), seen: same("our video call"), met: same("our meeting"), mailed: same("your mail"), wrote: same("your message"),
		rang: same("your call"), unclear: same("our conversation"),
	},
	makes: map[followup.Channel]string{
		followup.Call: "a call", followup.Email: "a mail from me", followup.LinkedIn: "a message from me", followup.SMS: "a message from me",
		followup.Video: "a video call", followup.Meeting: "a meeting", followup.Visit: "a visit",
	},
	money: followup.Money.String,
}

var german = speech{
	language: "de",
	subject:  "Betreff: ",
	weekdays: []string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
	months: []string{
		"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
	},
	day: func(weekday, day, month string) string { return weekday + ", " + day + ". " + month },
	on:  "am", at: "um", clock: " Uhr", yours: "Ihrer Zeit", mine: "bei mir", today: "heute", yesterday: "gestern", tomorrow: "morgen", nouns: true,
	ago: func(days int) string {
		switch days {
		case 0:
			return "heute schon"
		case 1:
			return "gestern"
		default:
			return fmt.Sprintf("vor %d Tagen", days)
		}
	},
	contact: map[kind]noun{
		spoke: {"unser Telefonat", "unserem Telefonat"}, seen: {"unser Videogespräch", "unserem Videogespräch"},
		met: {"unser Treffen", "unserem Treffen"}, mailed: {"Ihre Mail", "Ihrer Mail"}, wrote: {"Ihre Nachricht", "Ihrer Nachricht"},
		rang: {"Ihren Anruf", "Ihrem Anruf"}, unclear: {"unser Gespräch", "unserem Gespräch"},
	},
	makes: map[followup.Channel]string{
		followup.Call: "ein Telefonat", followup.Email: "eine Mail von mir", followup.LinkedIn: "eine Nachricht von mir",
		followup.SMS: "eine Nachricht von mir", followup.Video: "ein Videogespräch", followup.Meeting: "ein Treffen", followup.Visit: "ein Besuch",
	},
	money: func(m followup.Money) string {
		amount := strings.TrimPrefix(strings.TrimPrefix(m.String(), m.Symbol()), m.Currency+" ")
		return strings.NewReplacer(",", ".", ".", ",").Replace(amount) + " " + m.Symbol()
	},
}
