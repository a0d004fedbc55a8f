package words

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country names a country, or a part of it, by its ISO 3166 code: "Germany" for DE, "Germany (BY)" for DE-BY. What has no name there is
// its code.
func (w *Words) Country(code string) string {
	whole, part := code, ""
	if len(code) > 3 && code[2] == '-' {
		whole, part = code[:2], code[3:]
	}
	region, err := language.ParseRegion(whole)
	if err != nil {
		return code
	}
	name := display.Regions(language.Make(w.language)).Name(region)
	switch {
	case name == "":
		return code
	case part != "":
		return name + " (" + part + ")"
	default:
		return name
	}
}
