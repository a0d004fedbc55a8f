package phrase_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/phrase"
)

// tuesday is Tuesday 12 May 2026, 08:30 in Berlin.
var tuesday = phrase.Context{Now: time.Date(2026, 5, 12, 6, 30, 0, 0, time.UTC), Zone: berlin(), Workdays: calendar.Workdays{Week: calendar.MondayToFriday}}

func berlin() *time.Location {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return loc
}

// found says what was found: "2026-05-26", with " 14:00" where a time was given and " …" where a span was named.
func found(note string, c phrase.Context) string {
	f, ok := phrase.Find(note, c)
	if !ok {
		return ""
	}
	text := f.On.String()
	if f.At != nil {
		text += " " + f.At.String()
	}
	if f.Span {
		text += " …"
	}
	return text
}

func check(t *testing.T, c phrase.Context, table []string) {
	t.Helper()
	for _, line := range table {
		note, want, _ := strings.Cut(line, "=>")
		note, want = strings.TrimSpace(note), strings.TrimSpace(want)
		if got := found(note, c); got != want {
			t.Errorf("%q: %q, want %q", note, got, want)
		}
	}
}

func TestEnglish(t *testing.T) {
	t.Parallel()
	check(t, tuesday, []string{
		"call back in two weeks => 2026-05-26",
		"Call back in 2 weeks. => 2026-05-26",
		"wants pricing, call back in two weeks => 2026-05-26",
		"ring me next Tuesday => 2026-05-19",
		"ring next Friday => 2026-05-22",
		"call me on Friday => 2026-05-15",
		"call Friday at 2pm => 2026-05-15 14:00",
		"call friday 14:30 => 2026-05-15 14:30",
		"call back at 3pm on Thursday => 2026-05-14 15:00",
		"call tomorrow => 2026-05-13",
		"please call tomorrow morning => 2026-05-13",
		"call the day after tomorrow at 10:15 => 2026-05-14 10:15",
		"call back today at 4 pm => 2026-05-12 16:00",
		"call back at 16:00 => 2026-05-12 16:00",
		"after the holidays => 2026-09-07 …",
		"reach out after the summer holidays => 2026-09-07 …",
		"call after Christmas => 2026-12-28 …",
		"in the new year => 2027-01-04 …",
		"ping him early next year => 2027-01-04 …",
		"follow up next year => 2027-01-04 …",
		"end of the month => 2026-05-29 …",
		"call back at the end of the month => 2026-05-29 …",
		"call end of next month => 2026-06-30 …",
		"call back end of June => 2026-06-30 …",
		"get back to her mid June => 2026-06-15 …",
		"get back to her mid-June => 2026-06-15 …",
		"check back early June => 2026-06-01 …",
		"check in beginning of June => 2026-06-01 …",
		"call in June => 2026-06-01 …",
		"call back in May 2027 => 2027-05-03 …",
		"call in January => 2027-01-01 …",
		"Q3 => 2026-07-01 …",
		"call back in Q3 => 2026-07-01 …",
		"call back in Q1 => 2027-01-01 …",
		"follow up next quarter => 2026-07-01 …",
		"follow up in the third quarter => 2026-07-01 …",
		"call next week => 2026-05-18 …",
		"call back early next week => 2026-05-18 …",
		"call mid next week => 2026-05-20 …",
		"call back later next week => 2026-05-18 …",
		"call the week after next => 2026-05-25 …",
		"call Tuesday next week => 2026-05-19",
		"call next week Tuesday => 2026-05-19",
		"call back next month => 2026-06-01 …",
		"call in a month => 2026-06-12",
		"call in six months => 2026-11-12",
		"call back in half a year => 2026-11-12",
		"call in 10 days => 2026-05-22",
		"call in 3 business days => 2026-05-15",
		"call in a couple of weeks => 2026-05-26",
		"call back in two or three weeks => 2026-05-26",
		"call back in 2-3 weeks => 2026-05-26",
		"call back in a fortnight => 2026-05-26",
		"call two weeks from now => 2026-05-26",
		"call back in two weeks' time => 2026-05-26",
		"call back on 26 May => 2026-05-26",
		"call back on May 26th at 11am => 2026-05-26 11:00",
		"call back on Tuesday, 26 May => 2026-05-26",
		"call back on the 26th => 2026-05-26",
		"call on the 3rd => 2026-06-03",
		"call back 2026-06-16 => 2026-06-16",
		"call by Friday => 2026-05-15",
		"call on Monday or Tuesday => 2026-05-18",
		"call between Monday and Wednesday => 2026-05-18",
		"don't call before June => 2026-06-01 …",
		"no calls before June => 2026-06-01 …",
		"please do not call before 15 June => 2026-06-15",
		"not before next week => 2026-05-18 …",
		"not until July => 2026-07-01 …",
		"don't ring until after Easter => 2027-03-30 …",
		"can't talk before Thursday => 2026-05-14",
		"call back in June at the earliest => 2026-06-01 …",
		"earliest in June => 2026-06-01 …",
		"call after 14 May => 2026-05-15",
		"call after June => 2026-07-01 …",
		"budget frozen until Q4, call back then => 2026-10-01 …",
		"on vacation until 5 June, call back then => 2026-06-08",
		"they want us to call back in week 23 => 2026-06-01 …",
		"follow up in the summer => 2026-06-01 …",
		"busy, after Easter => 2027-03-30 …",
		"touch base in September => 2026-09-01 …",
		"asked me to try again next month => 2026-06-01 …",
		"She was nice. Call back on Thursday. => 2026-05-14",
		"spoke to Jane and she wants a callback on Thursday => 2026-05-14",
		"no answer, call back Friday => 2026-05-15",
		"“call back in two weeks” => 2026-05-26",
		"call tomorrow, not Friday => 2026-05-13",
		"call back Friday – board decides then => 2026-05-15",
	})
}

func TestGerman(t *testing.T) {
	t.Parallel()
	check(t, tuesday, []string{
		"nach den Ferien melden => 2026-09-07 …",
		"nach den Sommerferien => 2026-09-07 …",
		"in zwei Wochen => 2026-05-26",
		"In 2 Wochen nochmal anrufen => 2026-05-26",
		"bitte in 14 Tagen wieder melden => 2026-05-26",
		"in einem Monat zurückrufen => 2026-06-12",
		"in einem halben Jahr nachfassen => 2026-11-12",
		"in zwei bis drei Wochen melden => 2026-05-26",
		"heute in zwei Wochen anrufen => 2026-05-26",
		"Anfang Juni => 2026-06-01 …",
		"Anfang Juni melden => 2026-06-01 …",
		"Mitte Mai => 2026-05-15 …",
		"Mitte Juni anrufen => 2026-06-15 …",
		"Ende Juni zurückrufen => 2026-06-30 …",
		"Ende des Monats melden => 2026-05-29 …",
		"zum Monatsende nachhaken => 2026-05-29 …",
		"Ende nächster Woche anrufen => 2026-05-22 …",
		"Anfang nächster Woche anrufen => 2026-05-18 …",
		"Mitte nächsten Monats melden => 2026-06-15 …",
		"Anfang nächsten Jahres => 2027-01-04 …",
		"im neuen Jahr melden => 2027-01-04 …",
		"nächstes Jahr wieder melden => 2027-01-04 …",
		"nächsten Dienstag => 2026-05-19",
		"am nächsten Dienstag anrufen => 2026-05-19",
		"kommenden Freitag zurückrufen => 2026-05-15",
		"am Freitag zurückrufen => 2026-05-15",
		"Rückruf am Freitag um 14 Uhr => 2026-05-15 14:00",
		"Rückruf Do. 14:30 Uhr am Telefon => 2026-05-14 14:30",
		"Rückruf am Do. um 14:30 Uhr => 2026-05-14 14:30",
		"um 14:00 am Donnerstag anrufen => 2026-05-14 14:00",
		"nächste Woche Dienstag anrufen => 2026-05-19",
		"Dienstag nächster Woche anrufen => 2026-05-19",
		"nächste Woche melden => 2026-05-18 …",
		"übernächste Woche melden => 2026-05-25 …",
		"nächsten Monat melden => 2026-06-01 …",
		"nächstes Quartal melden => 2026-07-01 …",
		"im dritten Quartal melden => 2026-07-01 …",
		"KW 23 => 2026-06-01 …",
		"in KW 23 anrufen => 2026-06-01 …",
		"KW23 melden => 2026-06-01 …",
		"23. KW melden => 2026-06-01 …",
		"Kalenderwoche 2 melden => 2027-01-11 …",
		"nach Ostern => 2027-03-30 …",
		"nach Pfingsten melden => 2026-05-26 …",
		"nach Weihnachten anrufen => 2026-12-28 …",
		"nach den Feiertagen melden => 2027-01-07 …",
		"übermorgen => 2026-05-14",
		"übermorgen anrufen => 2026-05-14",
		"morgen um 9 Uhr anrufen => 2026-05-13 09:00",
		"morgen früh anrufen => 2026-05-13",
		"ruf mich morgen an => 2026-05-13",
		"heute nach 15 Uhr zurückrufen => 2026-05-12 15:00",
		"am 14. Mai anrufen => 2026-05-14",
		"am 14.5. um 10 Uhr anrufen => 2026-05-14 10:00",
		"am 14.05.2026 anrufen => 2026-05-14",
		"ab dem 1. Juni melden => 2026-06-01",
		"ab Juni melden => 2026-06-01 …",
		"am Dienstag, den 26.5., anrufen => 2026-05-26",
		"am 26. anrufen => 2026-05-26",
		"nicht vor Juni anrufen => 2026-06-01 …",
		"vor Juni nicht anrufen => 2026-06-01 …",
		"vor Juni bitte nicht melden => 2026-06-01 …",
		"nicht vor dem 15. Juni => 2026-06-15",
		"erst nach Ostern => 2027-03-30 …",
		"erst im Herbst wieder melden => 2026-09-01 …",
		"frühestens im Juni melden => 2026-06-01 …",
		"im Juli melden => 2026-07-01 …",
		"er meldet sich am Freitag => 2026-05-15",
		"Hat kein Budget, in Q4 nochmal fragen => 2026-10-01 …",
		"Frau Meier will, dass wir im September anrufen => 2026-09-01 …",
		"bis 5. Juni im Urlaub, danach anrufen => 2026-06-08",
		"Ende Mai/Anfang Juni melden => 2026-05-29 …",
		"Wiedervorlage: KW 24 => 2026-06-08 …",
		"gerne in drei Monaten wieder melden => 2026-08-12",
	})
}

// TestNothingWhenUnsure: what has a date and asks for no contact, or names no one day.
func TestNothingWhenUnsure(t *testing.T) {
	t.Parallel()
	for _, note := range []string{
		"", " ", "call back", "call back later", "wants pricing", "they met two weeks ago", "we spoke two weeks ago", "called last Tuesday",
		"the contract ends in two weeks", "the contract ends in two weeks, call back", "board meets 14 May", "wants pricing, board 14 May", "called on Friday",
		"I called her on Friday", "he was away in April", "not next week", "don't call next week", "call back but not next week", "can't do Friday",
		"call every Friday", "call back this week", "call in a few weeks", "call in the next two weeks", "call back 03/04", "call on 31 April",
		"call back yesterday", "call back Friday about the demo on Tuesday", "Tuesday week would be a good time to call",
		"the board call is in two weeks", "their conference call on Friday", "the call on Friday went well", "they may call", "march on", "in May they were busy",
		"invoice due next Friday", "renewal in Q3", "call back before June", "call before Christmas", "at Easter", "two weeks", "vacation for two weeks",
		"call back on 1 May 2020", "call in May", "call in 400 years", "call him at 07:00", "since Tuesday nobody calls", "they decide in June",
		"Tuesday in two weeks call", "call back Monday 14 May", "the second quarter was bad", "meeting at 3",
		"vor zwei Wochen angerufen", "vor zwei Wochen", "letzten Dienstag angerufen", "seit Juni kein Kontakt", "der Vertrag endet in zwei Wochen",
		"Vertrag läuft Ende Juni aus", "nicht nächste Woche", "nächste Woche nicht anrufen", "am Freitag passt es nicht", "jeden Freitag anrufen",
		"gestern angerufen", "hat am Freitag angerufen", "Messe ist in KW 23", "guten Morgen", "am Morgen war er da", "bitte diese Woche anrufen",
		"an Ostern", "in den nächsten Wochen melden", "in ein paar Wochen melden", "so nicht, do it", "mo di mi", "KW 20 melden", "KW 60 melden",
		"nach dem Urlaub melden", "vor Weihnachten melden", "am Montag und am Freitag anrufen", "Sitzung am 14. Mai", "Rechnung fällig am 14.5.",
		"heute Morgen angerufen", "nie im Juni anrufen", "Termin war im Juni", "\x00", "😀😀😀 in 😀",
	} {
		if got := found(note, tuesday); got != "" {
			t.Errorf("%q: %s, want nothing", note, got)
		}
	}
}

// TestTheOutcomeAsks: where they asked to be contacted later, a date alone is meant so, and what is something else's still is not.
func TestTheOutcomeAsks(t *testing.T) {
	t.Parallel()
	asked := tuesday
	asked.Asked = true
	check(t, asked, []string{
		"he's back on Monday => 2026-05-18",
		"she has time in June => 2026-06-01 …",
		"hat im Juni wieder Zeit => 2026-06-01 …",
		"in Urlaub bis 5. Juni => 2026-06-08",
		"Freitag passt gut => 2026-05-15",
		"Freitag passt nicht =>",
		"the contract ends in two weeks =>",
		"we met on Friday =>",
		"Monday he's away, Tuesday too =>",
		"two weeks ago =>",
	})
}

func TestTheWordsAreQuoted(t *testing.T) {
	t.Parallel()
	for note, want := range map[string]string{
		"wants pricing, call back in two weeks. Bye":     "call back in two weeks",
		"nach den Ferien melden":                         "nach den Ferien melden",
		"Don't call before June, please":                 "call before June",
		"budget frozen until Q4, call back then":         "until Q4",
		"Q3":                                             "Q3",
		"bitte in 14 Tagen wieder melden":                "in 14 Tagen wieder melden",
		"call " + strings.Repeat("x ", 60) + "on Friday": "on Friday",
	} {
		got, ok := phrase.Find(note, tuesday)
		if !ok || got.Words != want {
			t.Errorf("%q: %q, want %q", note, got.Words, want)
		}
	}
}

func TestTheDayIsThePersonsOwn(t *testing.T) {
	t.Parallel()
	late := tuesday
	late.Now = time.Date(2026, 5, 12, 22, 30, 0, 0, time.UTC) // Wednesday in Berlin
	if got := found("call tomorrow", late); got != "2026-05-14" {
		t.Error(got)
	}
	late.Zone = nil
	if got := found("call tomorrow", late); got != "2026-05-13" {
		t.Error(got)
	}
}

// TestADayOffIsKeptWhereItWasNamed: who says Saturday means it, who says "in four days" doesn't.
func TestADayOffIsKeptWhereItWasNamed(t *testing.T) {
	t.Parallel()
	check(t, tuesday, []string{
		"call on Saturday => 2026-05-16", "call in four days => 2026-05-18", "call on 16 May => 2026-05-16", "call in August => 2026-08-03 …",
	})
}

func FuzzFind(f *testing.F) {
	for _, note := range []string{"call back in two weeks", "nach Ostern", "KW 23", "14.5.", "um 14:00 am Di.", "Ende Mai/Anfang Juni", "mid-", "\xff\xfe", "“”", "call bis bis bis 1."} {
		f.Add(note, true)
	}
	f.Fuzz(func(t *testing.T, note string, asked bool) {
		c := tuesday
		c.Asked = asked
		got, ok := phrase.Find(note, c)
		if !ok {
			if got != (phrase.Found{}) {
				t.Errorf("%q: something beside nothing: %v", note, got)
			}
			return
		}
		today := calendar.On(2026, 5, 12)
		if got.On.Before(today) || got.On.After(today.AddMonths(121)) {
			t.Errorf("%q: %s", note, got.On)
		}
		if got.Words == "" || !strings.Contains(note, got.Words) {
			t.Errorf("%q: words %q", note, got.Words)
		}
		again, _ := phrase.Find(note, c)
		if again.On != got.On || again.Words != got.Words {
			t.Errorf("%q: two answers", note)
		}
	})
}
