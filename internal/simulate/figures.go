package simulate

import (
	"fmt"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// What the model rests on. A figure with the title of an article is that article's; the others are ours, and the report says so.

// decidedAt is at which touch buyers decide, in percent. Follow-up Calls: 2 % close on the first contact, 3 % on the second, 5 % on the
// third, about 10 % on the fourth, 80 % between the fifth and the twelfth. How the 80 spread over those eight is ours, most on the fifth to
// the seventh, which The Recall Strategy names.
var decidedAt = []option[int]{
	{2, 1}, {3, 2}, {5, 3}, {10, 4}, {18, 5}, {17, 6}, {14, 7}, {11, 8}, {8, 9}, {5, 10}, {4, 11}, {3, 12},
}

const (
	// buyers is the part of all leads that would buy if somebody stayed with them. Ours.
	buyers = .25
	// callReach is how often a call reaches somebody at a good hour, and mailReach how often a message is answered. Ours.
	callReach, mailReach = .32, .14
	// badHour is what is left of a call's chance outside of late morning, mid-afternoon and early evening (Follow-up Calls, The Recall
	// Strategy: which hours; how much is ours). monday and lateFriday: Follow-up Calls says to avoid both.
	badHour, monday, lateFriday = .5, .7, .6
	// otherHalf is what is left of the chance in a channel that isn't the prospect's: who uses one channel alone loses half of their contacts
	// (The Recall Strategy).
	otherHalf = .15
	// firstMail: fewer than 20 % of prospects remember the first e-mail (Cadence Guide).
	firstMail = .2
	// goodbyeReach: 20 to 30 % of cold prospects answer a break-up e-mail (Five Strategies).
	goodbyeReach = .25
	// agreed is how often somebody is there who agreed on the time. Ours.
	agreed = .85
	// hot is how much more easily a prospect is reached whose need has become acute. Ours; that outreach has to coincide with such a
	// moment is Cadence Guide's.
	hot = 2.6
	// opensMail is how many messages are seen to be opened again, looksAtPrices how many bring somebody to the pricing page whose need is acute.
	// Ours. atOnce: who is called within five minutes of an open is reached six times as often (Cadence Guide).
	opensMail, looksAtPrices, atOnce = .05, .15, 6
	// coolsPerHour is how much interest is lost with every hour in which nobody answers: the chance to close drops with every hour (The
	// Recall Strategy); how much is ours, so that of 48 hours, the most that Five Strategies allows, a fifth is lost.
	coolsPerHour = .0046
	// noShow is how many meetings nobody comes to, and noShowReminded after a reminder the day before, which is to lower it (Follow-up
	// Calls). Ours.
	noShow, noShowReminded = .2, .08
	// outOfOffice is how many messages meet an absence, badAddress how many contacts have a wrong number or address. Ours.
	outOfOffice, badAddress = .05, .03
)

// What the same team does without the bot.
var (
	// alone is after how many touches reps stop by themselves. Cadence Guide: 44 % stop after one; The Recall Strategy: most give up after
	// the second; Follow-up Calls: one in eight goes beyond three follow-ups, which are four touches. The rest is spread evenly.
	alone = []option[int]{{44, 1}, {22, 2}, {13, 3}, {8.5, 4}, {5, 5}, {3.5, 6}, {2, 7}, {2, 8}}
)

const (
	// handful is how many active leads memory is good for (The Recall Strategy: a handful).
	handful = 7
	// forgets is how often a follow-up is forgotten when there are more. Ours.
	forgets = .25
	// answersAfter is how long a reply waits without a list that puts it on top, in working days at the most. Ours.
	answersAfter = 4
)

// assumption is a line of the report: what the model takes for true, and who says so.
type assumption struct {
	What, Figure, Source string
}

const ours = "our assumption"

// assumptions lists what the model takes for true.
func assumptions() []assumption {
	percent := func(f float64) string { return fmt.Sprintf("%.3g %%", f*100) }
	return []assumption{
		{"At which touch buyers decide", "2, 3, 5, 10 % on the first four; 80 % on the fifth to twelfth", "Follow-up Calls"},
		{"… how the 80 % spread", "18, 17, 14, 11, 8, 5, 4, 3 %", ours + "; The Recall Strategy names touches 5 to 7"},
		{"Leads that would buy if somebody stayed with them", percent(buyers), ours},
		{"A call at a good hour reaches somebody", percent(callReach), ours},
		{"A message is answered", percent(mailReach), ours},
		{"Good hours for calls: 10–12, 14–16 and 17–18:30 where they are; else the chance is", "× " + fmt.Sprint(badHour), "hours: Follow-up Calls, The Recall Strategy; factor: " + ours},
		{"Calls on a Monday, on a late Friday", fmt.Sprintf("× %v, × %v", monday, lateFriday), "Follow-up Calls says avoid; factors: " + ours},
		{"In the channel that isn't theirs", "× " + fmt.Sprint(otherHalf), "The Recall Strategy: one channel loses half of the contacts"},
		{"The first e-mail", "× " + fmt.Sprint(firstMail), "Cadence Guide: fewer than 20 % remember it"},
		{"A break-up e-mail is answered", percent(goodbyeReach), "Five Strategies: 20 to 30 %"},
		{"Who agreed on a time is there", percent(agreed), ours},
		{"Interest lost per hour in which nobody answers", percent(coolsPerHour), "The Recall Strategy: drops with every hour; figure: " + ours},
		{"Called within five minutes of a signal", "× " + fmt.Sprint(atOnce), "Cadence Guide, of an opened e-mail"},
		{"Messages that are opened once more and seen to be; that lead a ready buyer to the pricing page", percent(opensMail) + "; " + percent(looksAtPrices), ours},
		{"Meetings nobody comes to, without and with a reminder the day before", percent(noShow) + ", " + percent(noShowReminded), "Follow-up Calls: remind; figures: " + ours},
		{"Messages that meet an absence; wrong numbers and addresses", percent(outOfOffice) + "; " + percent(badAddress), ours},
		{"Without the bot: reps stop after 1, 2, 3, 4 touches, or later", "44, 22, 13, 8.5, 12.5 %", "Cadence Guide: 44 % after one; The Recall Strategy: most after two; Follow-up Calls: one in eight goes beyond three follow-ups"},
		{"Without the bot: a follow-up is forgotten when a rep has more than a handful of active leads", fmt.Sprintf("%s, from the %dth on", percent(forgets), handful+1), "The Recall Strategy: beyond a handful; figures: " + ours},
		{"With the bot: an answer that comes in working hours is worked on the same day", "after 30, 90 or 240 minutes by temper, and up to an hour more", ours},
		{"Without the bot: an answer waits", fmt.Sprintf("up to %d working days", answersAfter), ours},
		{"Both teams meet the same prospects with the same luck", "same seed", "by construction"},
	}
}

// hourFactor is how good an hour is for a call where the prospect is.
func hourFactor(at time.Time) float64 {
	minute := at.Hour()*60 + at.Minute()
	within := func(from, to int) bool { return minute >= from*60 && minute < to*60 }
	factor := badHour
	if within(10, 12) || within(14, 16) || minute >= 17*60 && minute < 18*60+30 {
		factor = 1
	}
	switch day := at.Weekday(); {
	case day == time.Monday:
		factor *= monday
	case day == time.Friday && minute >= int(followup.LateFriday):
		factor *= lateFriday
	}
	return factor
}
