package phrase

import "strings"

// phrases are some words in a row each, by the first of them.
type phrases map[string][][]string

func list(texts string) phrases {
	all := phrases{}
	for text := range strings.SplitSeq(texts, ", ") {
		words := strings.Fields(text)
		all[words[0]] = append(all[words[0]], words)
	}
	return all
}

func set(words string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.SplitSeq(words, ", ") {
		all[w] = true
	}
	return all
}

// short are words that a dot doesn't end a sentence behind.
var short = set("jan, feb, mar, mär, apr, jun, jul, aug, sep, sept, oct, okt, nov, dec, dez, mon, tue, tues, wed, thu, thur, thurs, fri, sat, sun, " +
	"mo, di, mi, do, fr, sa, so, ca, evtl, ggf, bzw, vl, approx, a.m, p.m, z.b, kw, cw, tel, hr, fr, dr, mr, mrs, ms")

// cues are words of contact, in a form that is still to come.
var cues = list("call, calls, calling, callback, call back, call-back, phone, ring, ping, nudge, contact, recontact, reach out, reach me, reach him, reach her, " +
	"reach them, get back, gets back, getting back, get in touch, be in touch, in touch, touch base, follow up, follow-up, followup, following up, check in, check back, " +
	"circle back, come back to, comes back to, come back to me, reconnect, retry, try again, try me, try him, try her, try them, ask again, " +
	"catch up, talk again, speak again, let's talk, lets talk, let's speak, let's chat, talk to me, email me, email him, email her, email them, email again, " +
	"write me, write him, write her, write them, write again, write to me, text me, text him, text her, message me, remind, reminder, recall, hear back, " +
	"anrufen, anzurufen, anruf, rufe, ruf, rufen, ruft, zurückrufen, zurueckrufen, zurückzurufen, zurückruf, rückruf, rueckruf, rückrufen, " +
	"melden, melde, meld, meldet, zurückmelden, wiedermelden, nachfassen, nachzufassen, nachhaken, nachzuhaken, nachfragen, nachzufragen, kontaktieren, kontakt, " +
	"wiedervorlage, wv, erinnern, erinnerung, durchklingeln, klingeln, anklingeln, telefonieren, anschreiben, anmailen, wieder sprechen, nochmal sprechen, " +
	"noch mal sprechen, nochmal versuchen, noch mal versuchen, wieder versuchen, erneut versuchen, nochmal probieren, noch mal probieren, wieder probieren, hören uns, " +
	"sprechen uns, wieder zukommen, zukommen, auf uns zu, nochmal fragen, noch mal fragen, wieder fragen, nochmal schreiben, noch mal schreiben, wieder schreiben")

// talks are words of contact behind one of the words in allows, where nobody else is named to talk to.
var (
	talks  = set("talk, speak, chat, sprechen, reden")
	allows = set("can't, cannot, can, let's, lets, don't, not, nicht, we, to, könnten, können, wir")
)

// nouns before "call" or "Anruf" make it something that takes place anyway: "the board call".
var nouns = set("the, their, this, that, these, his, her, our, my, board, sales, conference, team, discovery, demo, first, second, third, last, intro, kickoff, kick-off, " +
	"earnings, zoom, teams, der, dieser, letzter, letzte, erster, erste, ihr, sein")

// happened behind a cue says the same: "call went well".
var happened = set("is, was, went, happened, ist, war, lief, fand, findet")

// pastWords tell of something that has happened.
var pastWords = set("called, phoned, rang, rung, spoke, spoken, talked, emailed, texted, met, reached, messaged, wrote, left, missed, tried, was, were, had, sent, replied, " +
	"answered, contacted, angerufen, zurückgerufen, gesprochen, telefoniert, gemeldet, geschrieben, getroffen, erreicht, versucht, probiert, war, waren, hatte, hatten, kontaktiert, " +
	"gesendet, geschickt, geantwortet, verpasst, have, haven't")

// eventWords tell of something else that has its own date.
var eventWords = set("ends, end's, expires, expire, runs, renews, renewal, starts, start, begins, launches, launch, meets, meeting, decides, board, due, deadline, closes, moves, moved, opens, " +
	"endet, enden, läuft, beginnt, beginnen, startet, starten, tagt, tagen, entscheidet, entscheiden, fällig, frist, kündigt, eröffnet, umzug, zieht, sitzung, messe, fair, invoice, rechnung, " +
	"vertrag, contract, go-live, delivery, lieferung, liefert")

// never rules out a date wherever it stands in the clause.
var never = set("don't, dont, can't, cant, cannot, won't, wont, never, nie, niemals, except, außer, ausser, doesn't, didn't, isn't, shouldn't")

// not rules out what stands behind it.
var not = set("not, no, nicht, kein, keine, keinen, keinem, without, ohne")

// between not and what it rules out.
var afterNot = set("to, please, bitte, mehr, again, nochmal, schon, yet, be, me, him, her, them, us, ihn, sie, mich, uns, ihm, the, den, dem, der, more, any, a, an, try, erst, wieder, in, at, um, on, am, im")

// fillers may stand beside a date that is meant by itself.
var fillers = set("again, please, pls, better, best, perhaps, maybe, then, only, just, probably, preferably, ideally, later, rather, ok, okay, sometime, some, time, around, about, roughly, asap, " +
	"bitte, nochmal, nochmals, noch, mal, einmal, erneut, wieder, besser, lieber, am, besten, evtl, eventuell, vielleicht, dann, erst, frühestens, fruehestens, später, so, ca, circa, etwa, " +
	"ungefähr, not, nicht, now, jetzt, irgendwann, gern, gerne, wohl, voraussichtlich, earliest, at, the, and, und, passt, works, busy, today, heute, oder, or, but, aber, vorher, no, budget, kein, zeit, keine")

// thens point to a date that was said before.
var thens = set("then, afterwards, after, thereafter, dann, danach, anschließend")

// leaves say that somebody is away: they are back the day after.
var leaves = set("vacation, holiday, holidays, leave, away, out, ooo, pto, travelling, traveling, urlaub, abwesend, weg, verreist, elternzeit, krank, sick, unterwegs, ferien")

// splits begin another clause.
var splits = set("and, but, because, as, since, so, und, aber, weil, denn, da, sondern, –, —, -, |, however, jedoch, while, während, although, obwohl, who, which, when, wenn, if, falls, sobald, once, that, dass, daß")

var numbers = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"fourteen": 14, "twenty": 20, "thirty": 30, "ninety": 90,
	"ein": 1, "eine": 1, "einem": 1, "einer": 1, "einen": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
	"elf": 11, "zwölf": 12, "zwoelf": 12, "vierzehn": 14, "zwanzig": 20, "dreißig": 30, "dreissig": 30,
}

// units of distance: days, working days, weeks, months.
var units = map[string]string{
	"day": "d", "days": "d", "tag": "d", "tage": "d", "tagen": "d", "days'": "d",
	"workday": "b", "workdays": "b", "werktag": "b", "werktage": "b", "werktagen": "b", "arbeitstag": "b", "arbeitstage": "b", "arbeitstagen": "b",
	"week": "w", "weeks": "w", "weeks'": "w", "week's": "w", "wk": "w", "wks": "w", "woche": "w", "wochen": "w",
	"month": "m", "months": "m", "months'": "m", "monat": "m", "monate": "m", "monaten": "m",
	"quarter": "q", "quarters": "q", "quartal": "q", "quartale": "q", "quartalen": "q",
	"year": "y", "years": "y", "jahr": "y", "jahre": "y", "jahren": "y",
}

// ordinals number the quarters.
var ordinals = map[string]int{
	"first": 1, "1st": 1, "erstes": 1, "ersten": 1, "1.": 1, "second": 2, "2nd": 2, "zweites": 2, "zweiten": 2, "2.": 2,
	"third": 3, "3rd": 3, "drittes": 3, "dritten": 3, "3.": 3, "fourth": 4, "4th": 4, "viertes": 4, "vierten": 4, "4.": 4,
}

// phrases of more than one word that stand for a date, or belong to one.
var (
	fromNow           = list("from now, from today, later, time, ab heute, ab jetzt, später")
	couples           = list("a couple of, a couple, couple of")
	halves            = list("half a, einem halben, a half")
	workingDays       = list("working days, working day, business days, business day")
	nextWeekBefore    = list("next week, nächste woche, kommende woche, nächster woche")
	nextWeekBehind    = list("next week, of next week, nächste woche, nächster woche, der nächsten woche, kommende woche, kommender woche")
	thisWeek          = list("this week, diese woche, dieser woche")
	endWords          = list("month end, year end, quarter end")
	weekWords         = list("kw, cw, calendar week, week, kalenderwoche, woche, wk")
	weekAfterNext     = list("week after next, übernächste woche, übernächster woche, uebernaechste woche")
	monthAfterNext    = list("month after next, übernächsten monat")
	newYear           = list("new year, neuen jahr, neues jahr, new year's, next year, nächstes jahr, nächsten jahr, kommenden jahr, kommendes jahr")
	easterHolidays    = list("easter holidays, easter break, osterferien, osterurlaub")
	easterWords       = list("easter, ostern")
	pentecostWords    = list("pentecost, whitsun, pfingsten")
	pentecostHolidays = list("pfingstferien")
	summerHolidays    = list("summer holidays, summer holiday, summer break, summer vacation, sommerferien, sommerpause, sommerurlaub")
	christmasWords    = list("christmas, xmas, weihnachten")
	newYearsDay       = list("new year, new year's, new years, neujahr, silvester")
	christmasHolidays = list("christmas holidays, christmas break, weihnachtsferien, feiertagen, feiertage, winter break, weihnachtspause")
	thanksgivingWords = list("thanksgiving")
	holidayWords      = list("holidays, ferien")
)
