package simulate

import (
	"fmt"
	"math/rand/v2"
)

// first and second make two thousand five hundred names of companies, none of them the beginning of another.
var (
	firstWords = []string{
		"Amber", "Arbor", "Aspen", "Atlas", "Beacon", "Birch", "Bolt", "Breeze", "Bright", "Canyon", "Cedar", "Cobalt", "Copper", "Coral", "Crest",
		"Delta", "Dune", "Ember", "Falcon", "Fern", "Fjord", "Flint", "Garnet", "Glacier", "Granite", "Harbor", "Hazel", "Indigo", "Iris", "Juniper",
		"Kestrel", "Lagoon", "Lark", "Linden", "Lumen", "Maple", "Meadow", "Nimbus", "Oak", "Onyx", "Opal", "Orchid", "Pebble", "Pine", "Quartz",
		"Raven", "Ridge", "Sable", "Tidal", "Willow",
	}
	secondWords = []string{
		"Analytics", "Antriebe", "Apparel", "Audio", "Batteries", "Biotech", "Brauerei", "Cargo", "Ceramics", "Chemie", "Coatings", "Controls", "Dental",
		"Devices", "Druck", "Dynamics", "Elektrik", "Energy", "Fabrics", "Finance", "Foods", "Forging", "Freight", "Furniture", "Glas", "Health",
		"Hotels", "Housing", "Imaging", "Labs", "Logistik", "Marine", "Media", "Metals", "Mobility", "Motors", "Optik", "Packaging", "Papier",
		"Pharma", "Plastics", "Pumpen", "Robotics", "Security", "Sensors", "Software", "Solar", "Steel", "Textil", "Tools",
	}
	people = []string{
		"Ana Ruiz", "Max Weber", "Priya Nair", "Joe Rivera", "Maya Thapa", "Lou Kelly", "Uwe Brandt", "Kim Lund", "Sina Amiri", "Noa Levi", "Rui Alves",
		"Eva Horn", "Tom Frey", "Lea Stark", "Ben Ortiz", "Ida Falk", "Jan Kruse", "Mia Sato", "Leo Marsh", "Zoe Hart", "Finn Berger", "Nora Lind",
		"Paul Adler", "Rosa Diaz", "Hugo Petit", "Clara Voss", "Emil Dahl", "Tara Singh", "Otto Lang", "Jule Hahn", "Karl Nowak", "Anja Keller",
		"Raj Patel", "Lina Gruber", "Theo Baum", "Sofia Costa", "Nils Holm", "Greta Wolf", "Arun Rao", "Vera Blum",
	}
)

// companyName is a name that no other lead has.
func companyName(n int) string {
	first := firstWords[n%len(firstWords)]
	second := secondWords[(n/len(firstWords)+n*7)%len(secondWords)]
	if round := n / (len(firstWords) * len(secondWords)); round > 0 {
		return fmt.Sprintf("%s %s %d", first, second, round+1)
	}
	return first + " " + second
}

func personName(r *rand.Rand) string { return people[r.IntN(len(people))] }

// repName is what the n-th rep is called.
func repName(n int) string {
	if n < len(people) {
		return people[n]
	}
	return fmt.Sprintf("%s %d", people[n%len(people)], n/len(people)+1)
}
