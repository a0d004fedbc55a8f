package words

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country names the country of an ISO 3166 code, or of a part of one (DE-BY): "Germany", "Deutschland". It is empty where there is none.
func (w *Words) Country(code string) string {
	nation, _, _ := strings.Cut(code, "-")
	region, err := language.ParseRegion(nation)
	if err != nil || !region.IsCountry() {
		return ""
	}
	return display.Regions(language.Make(w.language)).Name(region)
}
