package cadence

import (
	"github.com/followup-bot/followup/internal/followup"
)

// HintCode names a hint.
type HintCode string

// Hint is what the sources advise for a touch.
type Hint struct {
	Code   HintCode
	Params map[string]string
	Source Source
}

// HintCodes lists every hint: a test holds the words against it.
func HintCodes() []HintCode { return nil }

// VoicemailAt reports whether a voicemail is for the n-th call attempt: the second and the fourth alone.
func VoicemailAt(n int) bool { return n == 2 || n == 4 }

// Hints are for the lead's coming touch in channel. calls are the call attempts so far where the lead runs on no cadence.
func Hints(lead followup.Lead, channel followup.Channel, calls int) []Hint { return nil }
