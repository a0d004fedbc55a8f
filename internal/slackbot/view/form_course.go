package view

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

// CourseForm asks what becomes of a lead's cadence: to start one, or to pause, skip, switch, restart or end the one it runs on.
type CourseForm struct {
	Meta      Meta
	Lead      *digest.Match // nil: to be chosen in the form
	Rep       followup.Rep  // in whose calendar the dates are
	Now       time.Time
	Stand     digest.Stand
	Cadences  []digest.Cadence
	Suggested *followup.Cadence // nil: nothing is suggested
	Input     CourseInput
	Notice    string
}

// CourseInput is what the form of a lead's cadence says.
type CourseInput struct {
	Doing   quicklog.Doing
	Key     string // of the cadence to start or to switch to
	Variant followup.Variant
	Day     calendar.Date // day 1
	Until   calendar.Date // of a pause; zero: until somebody resumes it
	Why     string
}

// doingsFor are what can be done with the cadence of a lead, the most usual first.
func doingsFor(l *digest.Match) []quicklog.Doing {
	switch {
	case l == nil || l.Lead.Enrolment == nil:
		return []quicklog.Doing{quicklog.StartIt}
	case l.Lead.Enrolment.Paused != nil:
		return []quicklog.Doing{quicklog.ResumeIt, quicklog.SwitchTo, quicklog.RestartIt, quicklog.StopIt}
	default:
		return []quicklog.Doing{quicklog.PauseIt, quicklog.SkipStep, quicklog.SwitchTo, quicklog.RestartIt, quicklog.StopIt}
	}
}

// CourseModal asks first what to do, where there is a choice, and then what that takes.
func (w View) CourseModal(f CourseForm) slack.ModalViewRequest {
	e := w.eyeOf(f.Rep.Person, f.Now)
	doings := doingsFor(f.Lead)
	in := f.Input
	if !slices.Contains(doings, in.Doing) {
		in.Doing = doings[0]
	}
	f.Meta.Doing = string(in.Doing)
	blocks := append(notice(f.Notice), w.leadField(f.Lead, &f.Meta, "", e.now))
	if stands := e.cardProgress(f.Stand); stands != "" {
		blocks = append(blocks, aside("stands", stands))
	}
	version := string(in.Doing)
	if f.Lead != nil {
		version += "." + strconv.FormatInt(int64(f.Lead.Lead.ID), 10)
	}
	if len(doings) > 1 {
		options := make([]*slack.OptionBlockObject, 0, len(doings))
		for _, d := range doings {
			options = append(options, option(string(d), w.Say("doing."+string(d))))
		}
		blocks = append(blocks, input(versioned(BlockDoing, strconv.Itoa(len(doings))), w.Say("course.what"),
			choice(ActDoing, w.Say("course.what"), string(in.Doing), options)).WithDispatchAction(true))
	}
	blocks = append(blocks, e.doingFields(f, in, version)...)
	return modal(FormCourse, w.Say("course.title"), w.Say("doIt."+string(in.Doing)), w.Say("button.cancel"), f.Meta, blocks)
}

// doingFields ask what one of the choices takes.
func (e eye) doingFields(f CourseForm, in CourseInput, version string) []slack.Block {
	why := optional(versioned(BlockReason, version), e.Say("field.reason"), textInput(in.Why, e.Say("hint.reason")))
	switch in.Doing {
	case quicklog.StartIt, quicklog.SwitchTo:
		return e.formFields(f, in, version)
	case quicklog.PauseIt:
		return []slack.Block{
			hinted(optional(versioned(BlockUntil, version), e.Say("course.until"), dates(in.Until)), e.Say("course.untilHint")), why,
		}
	case quicklog.SkipStep:
		return []slack.Block{input(versioned(BlockReason, version), e.Say("field.reason"), textInput(in.Why, e.Say("course.skipHint")))}
	case quicklog.RestartIt:
		return []slack.Block{e.dayField(f, in, version)}
	case quicklog.StopIt:
		return []slack.Block{why}
	default: // to resume takes nothing
		return []slack.Block{aside("resumes", e.Say("course.resumes"))}
	}
}

// formFields ask which cadence, with the one that is suggested and why, and when its first day is.
func (e eye) formFields(f CourseForm, in CourseInput, version string) []slack.Block {
	var blocks []slack.Block
	chosen := CadenceValue{Key: in.Key, Variant: in.Variant}.Encode()
	if f.Suggested != nil && f.Lead != nil {
		blocks = append(blocks, aside(versioned("suggested", version), e.Say("course.suggested", "cadence", cadenceLabel(f.Suggested),
			"length", e.lengthWords(f.Suggested), "why", e.suggestWhy(f.Lead.Lead))))
		if in.Key == "" {
			chosen = CadenceValue{Key: f.Suggested.Key, Variant: f.Suggested.Variant}.Encode()
		}
	}
	return append(blocks,
		input(versioned(BlockForm, version), e.Say("course.which"), choice(actInput, e.Say("course.which"), chosen, e.formOptions(f.Cadences))),
		e.dayField(f, in, version))
}

func (e eye) dayField(f CourseForm, in CourseInput, version string) slack.Block {
	day := in.Day
	if day.IsZero() {
		day = f.Rep.Workdays().Next(e.today())
	}
	return hinted(input(versioned(BlockDay, version), e.Say("course.dayOne"), dates(day)), e.Say("course.dayHint", "city", city(f.Rep.Location())))
}

// maxForms is how many options a select takes.
const maxForms = 100

// formOptions are the forms of all cadences: "warm-21 large · 10 touches in 32 days".
func (w View) formOptions(all []digest.Cadence) []*slack.OptionBlockObject {
	var options []*slack.OptionBlockObject
	for _, c := range all {
		for _, v := range c.Variants {
			if len(options) < maxForms {
				options = append(options, option(CadenceValue{Key: v.Key, Variant: v.Variant}.Encode(), join(dot, cadenceLabel(v), w.lengthWords(v))))
			}
		}
	}
	if len(options) == 0 {
		options = append(options, option(noLead, w.Say("cadence.empty")))
	}
	return options
}

// ReadCourse reads the form of a lead's cadence.
func ReadCourse(state *slack.ViewState, meta Meta) (LeadChoice, CourseInput) {
	f := fields{state}
	in := CourseInput{
		Doing: quicklog.Doing(f.chosen(BlockDoing)), Day: f.date(BlockDay), Until: f.date(BlockUntil), Why: f.text(BlockReason),
	}
	if in.Doing == "" {
		in.Doing = quicklog.Doing(meta.Doing)
	}
	if v, ok := ParseCadenceValue(f.chosen(BlockForm)); ok {
		in.Key, in.Variant = v.Key, v.Variant
	}
	return leadChoice(f.chosen(BlockLead)), in
}

// cardCourse starts the value of the option of ActCardMenu that opens the form of the lead's cadence; its Value follows.
const cardCourse = "course|"

// courseOption opens the form of a lead's cadence from the menu of its card.
func (w View) courseOption(l followup.Lead) *slack.OptionBlockObject {
	return option(cardCourse+ValueOf(l).compact(), w.Say("course.option"))
}

// CourseOf returns the lead whose cadence an option of ActCardMenu is about; false where the option is another one.
func CourseOf(value string) (Value, bool) {
	rest, ok := strings.CutPrefix(value, cardCourse)
	if !ok {
		return Value{}, false
	}
	return parseCompact(rest)
}
