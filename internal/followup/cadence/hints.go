package cadence

import (
	"slices"
	"strconv"

	"github.com/followup-bot/followup/internal/followup"
)

// HintCode names a hint.
type HintCode string

// The hints.
const (
	LeaveVoicemail HintCode = "leave_voicemail" // n: the call attempt
	NoVoicemailNow HintCode = "no_voicemail"    // n
	TryVideo       HintCode = "try_video"       // n: the touch
	LikeFirst      HintCode = "like_first"      //
	ShortQuestion  HintCode = "short_question"  //
	MakePersonal   HintCode = "make_personal"   //
	DealsWonHere   HintCode = "deals_won_here"  // n
)

// Hint is what the sources advise for a touch.
type Hint struct {
	Code   HintCode
	Params map[string]string
	Source Source
}

// HintCodes lists every hint: a test holds the words against it.
func HintCodes() []HintCode {
	return []HintCode{LeaveVoicemail, NoVoicemailNow, TryVideo, LikeFirst, ShortQuestion, MakePersonal, DealsWonHere}
}

// VoicemailAt reports whether a voicemail is for the n-th call attempt: the second and the fourth alone, because more feel pushy
// (Cadence Guide).
func VoicemailAt(n int) bool { return n == 2 || n == 4 }

// Hints are for the lead's coming touch in channel, the most telling first. calls are the call attempts so far where the lead runs on no
// cadence; one that runs has counted its own.
func Hints(lead followup.Lead, channel followup.Channel, calls int) []Hint {
	touch := lead.Touches + 1
	e := lead.Enrolment
	step, due := e.Due()
	if e != nil {
		calls, touch = e.Calls, e.Touches+1
	}
	var hints []Hint
	add := func(code HintCode, source Source, n int) {
		h := Hint{Code: code, Source: source}
		if n > 0 {
			h.Params = map[string]string{"n": strconv.Itoa(n)}
		}
		hints = append(hints, h)
	}
	if channel == followup.Call {
		code := NoVoicemailNow
		if VoicemailAt(calls + 1) {
			code = LeaveVoicemail
		}
		add(code, CadenceGuide, calls+1)
	}
	if channel == followup.LinkedIn {
		add(LikeFirst, CadenceGuide, 0)
	}
	if followup.Decisive(touch) {
		add(DealsWonHere, RecallStrategy, touch)
	}
	if due && step.Personal {
		add(MakePersonal, CadenceGuide, 0)
	}
	if slices.Contains([]followup.Channel{followup.Email, followup.LinkedIn, followup.Video}, channel) && (touch == 3 || touch == 5) {
		add(TryVideo, CadenceGuide, touch)
	}
	if channel == followup.Email && touch > 1 && !step.Closing {
		add(ShortQuestion, CadenceGuide, 0)
	}
	return hints
}
