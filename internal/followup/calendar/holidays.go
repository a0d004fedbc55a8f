package calendar

// HolidaysOf returns the public holidays of a country (DE) or, where they are known, of a part of it (DE-BY).
func HolidaysOf(country string) Holidays { return none{} }

// Countries lists the codes that HolidaysOf knows.
func Countries() []string { return nil }

// Known reports whether HolidaysOf knows the holidays of a country or part.
func Known(country string) bool { return false }

// With adds days off to public holidays.
func With(h Holidays, extra []DayOff) Holidays { return h }

type none struct{}

func (none) Holiday(Date) (string, bool) { return "", false }
