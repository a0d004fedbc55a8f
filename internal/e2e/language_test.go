package e2e

import "testing"

// Each person reads Followup in the language they use Slack in: receipts, lists and forms, dates and amounts.
func TestEverybodyReadsTheirOwnLanguage(t *testing.T) {
	t.Parallel()
	o := options{at: "2026-05-11T05:00:00Z"}
	w := found(t, o)
	check(t, w.ws.SetLocale(w.max.ID(), "de-DE"))
	w.join(o)
	w.max.Command("/followup add \"Müller GmbH\" €12k").Expect("✅ Müller GmbH · angelegt").Button("Rückgängig")
	says(t, w.max.Command("/followup log müller call noanswer").Text(),
		"nicht erreicht · als Nächstes: Anruf Mi 13. Mai, deine Zeit (Berlin)", "niemanden erreicht, also die andere Tageshälfte")
	w.max.Command("/followup move müller 31.4.").Expect("Dieses Datum gibt es nicht: „31.4.“.")
	says(t, w.max.Command("/followup lead müller").Text(), "12.000\u00a0€", "LETZTE KONTAKTE")
	w.max.Command("/followup log")
	form := w.max.ExpectModal("Kontakt notieren")
	form.Choose("Wie", "Anruf").ExpectText("Was kam dabei heraus")
	form.Close()
	w.berlin("2026-05-15 08:31")
	w.max.ExpectDM("1 zu tun")
}
