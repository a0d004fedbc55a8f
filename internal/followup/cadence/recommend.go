package cadence

import (
	"github.com/followup-bot/followup/internal/followup"
)

// Temperature says how well a lead knows us.
type Temperature string

// The temperatures.
const (
	Cold   Temperature = "cold"   // never answered
	Warm   Temperature = "warm"   // answered once
	Met    Temperature = "met"    // the last time we heard from them, we met
	Talked Temperature = "talked" // the newest touch was a conversation
)

// TemperatureOf reads a lead's temperature from its touches, oldest first.
func TemperatureOf(touches []followup.Touch) Temperature {
	heat := Cold
	for i, t := range touches {
		switch {
		case t.Outcome == followup.Met:
			heat = Met
		case !t.Outcome.Heard():
		case t.Outcome.Class() == followup.Conversation && i == len(touches)-1:
			heat = Talked
		default:
			heat = Warm
		}
	}
	return heat
}

// Where deals begin to be more than small, and to be large, in minor units (Cadence Guide).
const (
	standardFrom = 10_000_00
	largeFrom    = 50_000_00
)

// VariantOf picks the variant for a deal's value: small under 10,000, large from 50,000, the standard one between and where the value
// is unknown. The source says euros; the numbers hold in every currency, because nothing is converted. Strategic is picked by hand only.
func VariantOf(value *followup.Money) followup.Variant {
	switch {
	case value == nil || value.Minor <= 0:
		return followup.Standard
	case value.Minor < standardFrom:
		return followup.Small
	case value.Minor >= largeFrom:
		return followup.Large
	default:
		return followup.Standard
	}
}

// Recommend names the shipped cadence and variant that suit a lead: a cold one of small value is asked shortly, any other cold one in
// three channels.
func Recommend(value *followup.Money, t Temperature) (key string, v followup.Variant) {
	v = VariantOf(value)
	switch t {
	case Talked:
		return "post-call", v
	case Met:
		return "warm-5", v
	case Warm:
		return "warm-21", v
	default:
		if v == followup.Small {
			return "cold-12", v
		}
		return "b2b-21", v
	}
}
