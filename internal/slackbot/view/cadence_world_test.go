package view_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// cadence is one of a world's own: a shipped one with its texts.
func (w world) cadence() digest.Cadence {
	own := followup.Cadence{
		Key: "our-21", Version: 2, Name: followup.Wording{"en": w.note},
		Tracks: []followup.Track{{Outcome: followup.Interested, To: "post-call"}, {To: "nurture"}},
	}
	for i := range max(4, w.many) {
		own.Steps = append(own.Steps, followup.Step{
			Day: 1 + i*i, Until: 2 + i*i, Channels: []followup.Channel{followup.Email, followup.LinkedIn}, Either: i%2 == 1, Within: 60 * (i % 2),
			Goal: followup.Wording{"en": w.short}, Content: followup.Wording{"en": w.note}, Personal: i == 0, Closing: i == 3,
		})
	}
	large := own
	large.Variant = followup.Large
	return digest.Cadence{
		Key: "our-21", Variants: []*followup.Cadence{&own, &large}, Version: 2, Own: true, Leads: 4, Paused: 1, Behind: 3, By: w.person, At: now,
		MayEdit: true,
	}
}

// shipped is a cadence that the workspace left as it is, seen by somebody who only follows it.
func shipped(key string) digest.Cadence {
	c := digest.Cadence{Key: key, Version: 1}
	for _, v := range []followup.Variant{followup.Standard, followup.Small, followup.Large, followup.Strategic} {
		if one, ok := cadence.Preset(key, v); ok {
			c.Variants = append(c.Variants, one)
		}
	}
	return c
}

func (w world) cadences() []digest.Cadence {
	all := []digest.Cadence{shipped("warm-21"), shipped("cold-12")}
	for i := range w.many {
		c := w.cadence()
		c.Key += fmt.Sprintf("-%d", i)
		for _, v := range c.Variants {
			v.Key = c.Key
		}
		all = append(all, c)
	}
	return all
}

// enrolled is a lead that comes to its fifth touch of warm-21.
func (w world) enrolled(id followup.LeadID) followup.Lead {
	l := w.active(id, today)
	warm, _ := cadence.Preset("warm-21", followup.Standard)
	l.Enrolment = &followup.Enrolment{Cadence: warm, Began: calendar.On(2026, 5, 1), Step: 4, LastOn: calendar.On(2026, 5, 9), Touches: 4, Calls: 2}
	l.Recall.Reasons = []followup.Reason{
		{Code: followup.CadenceStep, Params: map[string]string{"cadence": "warm-21", "n": "5", "of": "8"}},
		{Code: followup.AvoidsMonday, Params: map[string]string{"from": "2026-05-11", "to": "2026-05-12"}},
	}
	return l
}

// elsewhere is the same lead where nobody said its zone but its country is known.
func (w world) elsewhere() followup.Lead {
	l := w.enrolled(32)
	l.Country, l.Contacts = "US", nil
	return l
}

// methodDay has leads in all the places where the method has something to say.
func (w world) methodDay() digest.Day {
	d := w.doneDay(1)
	paused := w.enrolled(33)
	paused.Enrolment.Paused = &followup.Pause{On: today, Until: calendar.On(2026, 5, 20), Left: 2, Why: followup.Reason{
		Code: followup.PausedByRep, Params: map[string]string{"by": "UANA", "on": "2026-05-12", "words": w.short},
	}}
	promised := w.enrolled(34)
	promised.Recall = w.promised(34, today).Recall
	linked := w.enrolled(35)
	linked.Enrolment.Step, linked.Recall.Channel = 5, followup.LinkedIn
	dark, alone := w.active(36, today), w.active(37, today)
	for _, l := range []followup.Lead{w.enrolled(31), w.elsewhere(), paused, promised, linked, dark, alone} {
		d.Open = append(d.Open, digest.Row{Lead: l, Section: digest.DueToday, Stand: w.stand(l), Last: w.touch("UANA"), Attempt: 3})
	}
	d.Open[5].Stand.Rung = w.rung(cadence.OtherChannel)
	return d
}

// overDay has leads whose cadence has no next touch: it was said goodbye to one, and the other one's pause is asked about.
func (w world) overDay() digest.Day {
	d := w.doneDay(1)
	goodbye, asked := w.enrolled(38), w.enrolled(39)
	goodbye.Enrolment.Step = len(goodbye.Enrolment.Cadence.Steps)
	goodbye.Recall.Channel = followup.Email
	goodbye.Recall.Reasons = []followup.Reason{{Code: followup.AwaitEcho, Params: map[string]string{"days": "7"}}}
	asked.Enrolment.Paused, asked.Recall.Channel = &followup.Pause{On: today, Why: followup.Reason{Code: followup.PausedByRep}}, ""
	for _, l := range []followup.Lead{goodbye, asked} {
		d.Open = append(d.Open, digest.Row{Lead: l, Section: digest.DueToday, Stand: w.stand(l), Last: w.touch("UANA")})
	}
	return d
}

func (w world) stand(l followup.Lead) digest.Stand {
	return digest.StandOf(l, w.rep(), 3, time.Date(2026, 5, 12, 9, 30, 0, 0, time.UTC))
}

func (w world) rung(code cadence.RungCode) *cadence.Rung {
	return &cadence.Rung{Code: code, N: 1, Channel: followup.LinkedIn, People: []followup.Contact{{Name: w.person, Role: w.short}, {Email: "x@acme.example"}}}
}

func (w world) findings(errors bool) []digest.Finding {
	all := []digest.Finding{{Finding: cadence.Finding{Rule: cadence.CheckingIn, Level: cadence.Warning, Step: 1, Params: map[string]string{"words": w.note}}, Variant: followup.Large}}
	if errors {
		all = append([]digest.Finding{{Finding: cadence.Finding{Rule: cadence.OneChannel, Level: cadence.Error, Step: -1}}}, all...)
	}
	for range w.many {
		all = append(all, all[len(all)-1])
	}
	return all
}

func (w world) cadenceForm() view.CadenceForm {
	f := view.CadenceForm{Behind: 3, Input: view.CadenceInput{
		Name: w.short, Steps: strings.Join([]string{quicklog.StepLines(shipped("warm-21").Variants[0].Steps, w.view.Language()), w.note}, "\n"),
	}}
	f.Meta.Key, f.Meta.Variant, f.Meta.Seen = "our-21", followup.Large, 2
	return f
}

func (w world) courseForm(l followup.Lead, doing quicklog.Doing) view.CourseForm {
	m := w.matches()[1]
	m.Lead = l
	return view.CourseForm{
		Meta: view.Meta{Value: view.ValueOf(l)}, Lead: &m, Rep: w.rep(), Now: now, Stand: w.stand(l), Cadences: w.cadences(),
		Suggested: shipped("warm-21").Variants[0], Input: view.CourseInput{Doing: doing, Why: w.note}, Notice: w.note,
	}
}

func (w world) migration() digest.Migration {
	m := digest.Migration{Key: "our-21", Version: 3}
	for i := range w.many {
		m.Leads = append(m.Leads, digest.Moving{Lead: w.enrolled(followup.LeadID(800 + i)), Owner: w.person, From: 5, To: i % 7, On: calendar.On(2026, 5, 15)})
	}
	return m
}

// courseEvents has one of each kind of event about a cadence.
func (w world) courseEvents() []followup.Event {
	next := &followup.NextStep{Kind: followup.NextRecall, On: calendar.On(2026, 5, 15), Channel: followup.Email}
	course := followup.Course{Label: "warm-21", Version: 2, From: "cold-12", Step: 6, Of: 8, Until: calendar.On(2026, 5, 20)}
	var events []followup.Event
	for _, kind := range []followup.EventKind{
		followup.CadenceBegan, followup.CadenceSwitched, followup.CadencePaused, followup.CadenceResumed, followup.CadenceStopped,
		followup.StepSkipped, followup.CadenceMigrated,
	} {
		c := course
		c.Ended = kind == followup.CadenceStopped
		d := followup.Detail{Cadence: &c, Next: next, Note: w.note}
		if kind == followup.CadencePaused || c.Ended {
			d.Next = &followup.NextStep{Kind: followup.NextKeep}
		}
		events = append(events, followup.Event{ID: 70, Lead: 1, Kind: kind, By: "UANA", At: now, Detail: d})
	}
	return events
}

func (w world) cadenceSurfaces() map[string]any {
	running, paused, free := w.enrolled(31), w.enrolled(33), w.active(1, today)
	paused.Enrolment.Paused = &followup.Pause{On: today, Left: 2}
	card, dark, over := w.card(), w.card(), w.card()
	card.Lead, card.Stand = running, w.stand(running)
	dark.Lead, dark.Stand = free, digest.Stand{Rung: w.rung(cadence.BreakUp)}
	over.Lead = w.enrolled(31)
	over.Lead.Enrolment.Step = len(over.Lead.Enrolment.Cadence.Steps)
	over.Stand = w.stand(over.Lead)
	fresh, refused, warned := view.CadenceForm{}, w.cadenceForm(), w.cadenceForm()
	refused.Findings, warned.Findings, warned.Notice = w.findings(true), w.findings(false), w.note
	imported := warned
	imported.Meta = view.Meta{}
	chosen := w.courseForm(free, quicklog.StartIt)
	chosen.Lead, chosen.Suggested = nil, nil
	log := w.logForm(followup.NoAnswer, followup.Call)
	log.Cadences = w.cadences()
	add := view.AddForm{Rep: w.rep(), Now: now, Input: w.newLead(), Cadences: w.cadences()}
	add.Input.Cadence = view.CadenceValue{Key: "warm-21"}
	day := w.methodDay()
	people, question := day, day
	people.Open = []digest.Row{{Lead: free, Stand: digest.Stand{Rung: w.rung(cadence.OtherPerson)}}}
	question.Open = []digest.Row{{Lead: free, Stand: digest.Stand{Rung: w.rung(cadence.OtherMessage)}}}
	moved := w.receipt(w.courseEvents()[6])
	moved.Batch = &digest.Batch{Leads: w.many}
	back := moved
	back.Event = followup.Event{ID: 71, Lead: 1, Kind: followup.Undone, By: "UANA", At: now, Detail: followup.Detail{Undid: followup.CadenceMigrated}}
	all := map[string]any{
		"cadences":              w.view.Cadences(w.cadences()),
		"cadences_none":         w.view.Cadences(nil),
		"cadence":               w.view.Cadence(w.cadence(), followup.Large),
		"cadence_shipped":       w.view.Cadence(shipped("warm-21"), followup.Standard),
		"cadence_empty":         w.view.Cadence(digest.Cadence{Key: "x"}, followup.Standard),
		"cadence_text":          w.view.CadenceText("our-21", w.note)[0],
		"cadence_saved":         w.view.CadenceSaved(w.cadence()),
		"cadence_suggested":     w.view.SuggestCadence(free, shipped("warm-21").Variants[0]),
		"cadence_refused":       w.view.CadenceRefused(w.findings(true), w.note),
		"cadence_accept":        w.view.AcceptCadence(w.findings(false), 7),
		"cadence_edit":          w.view.CadenceModal(w.cadenceForm()),
		"cadence_edit_errors":   w.view.CadenceModal(refused),
		"cadence_edit_warned":   w.view.CadenceModal(warned),
		"cadence_new":           w.view.CadenceModal(fresh),
		"cadence_import":        w.view.ImportModal(imported),
		"cadence_copy":          w.view.CopyModal(view.Meta{Value: view.Value{Key: "warm-21"}}, ""),
		"cadence_migrate":       w.view.MigrateModal(w.migration(), view.Meta{}, now.In(berlin())),
		"cadence_migrate_none":  w.view.MigrateModal(digest.Migration{Key: "our-21"}, view.Meta{}, now.In(berlin())),
		"course_start":          w.view.CourseModal(w.courseForm(free, quicklog.StartIt)),
		"course_choose":         w.view.CourseModal(chosen),
		"course_refused":        w.view.CourseRefused(w.view.OnCadence(running), running),
		"course_refused_none":   w.view.CourseRefused(w.view.NotOnCadence(free), free),
		"card_cadence":          w.view.Card(card),
		"card_dark":             w.view.CardModal(dark),
		"card_over":             w.view.Card(over),
		"digest_method":         w.view.Digest(day),
		"digest_over":           w.view.Digest(w.overDay()),
		"today_people":          w.view.Today(people),
		"today_question":        w.view.Today(question),
		"receipt_migrated":      w.view.Receipt(moved, "UANA"),
		"receipt_migrated_back": w.view.Receipt(back, "UANA"),
		"log_cadence":           w.view.LogModal(log),
		"add_cadence":           w.view.AddModal(add),
		"settings_admin": w.view.SettingsModal(view.SettingsForm{Rep: w.rep(), Now: now, Admin: true, DaysOff: []calendar.DayOff{
			{On: calendar.On(2026, 12, 24), Name: w.short},
		}}),
	}
	for _, doing := range []quicklog.Doing{quicklog.PauseIt, quicklog.SkipStep, quicklog.SwitchTo, quicklog.RestartIt, quicklog.StopIt} {
		all["course_"+string(doing)] = w.view.CourseModal(w.courseForm(running, doing))
	}
	all["course_resume"] = w.view.CourseModal(w.courseForm(paused, quicklog.ResumeIt))
	for _, e := range w.courseEvents() {
		all["receipt_"+string(e.Kind)] = w.view.Receipt(w.receipt(e), "UANA")
	}
	return all
}
