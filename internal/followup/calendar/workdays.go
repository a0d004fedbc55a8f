package calendar

// Workdays are somebody's working days: those of their week that are no holiday and on which they aren't away. The zero value has none and
// shifts nothing.
type Workdays struct {
	Week     Week
	Holidays Holidays // nil: none
	Away     Span     // they don't work in it; the zero value has no day
}

// Span is the days from one to another, both among them. It has none where Until is before From.
type Span struct{ From, Until Date }

// Has reports whether d is one of its days.
func (s Span) Has(d Date) bool { return !s.From.IsZero() && !d.Before(s.From) && !d.After(s.Until) }

// Works reports whether d is a working day.
func (w Workdays) Works(d Date) bool { return w.Week.Works(d) && !w.Away.Has(d) && w.Holiday(d) == "" }

// Holiday names the holiday on d; empty: an ordinary day.
func (w Workdays) Holiday(d Date) string {
	if w.Holidays == nil {
		return ""
	}
	name, _ := w.Holidays.Holiday(d)
	return name
}

// Next returns d, or the first working day after it.
func (w Workdays) Next(d Date) Date {
	d = w.Week.Next(d)
	for range 366 {
		switch {
		case w.Away.Has(d):
			d = w.Week.Next(w.Away.Until.AddDays(1))
		case w.Holiday(d) != "":
			d = w.Week.Next(d.AddDays(1))
		default:
			return d
		}
	}
	return d
}

// Add returns the n-th working day after d, n ≥ 1; with n = 0 it is Next(d).
func (w Workdays) Add(d Date, n int) Date {
	for range n {
		d = w.Next(d.AddDays(1))
	}
	return w.Next(d)
}

// Between counts the working days after from, up to and including to. It is 0 where to is not after from.
func (w Workdays) Between(from, to Date) int {
	n := w.Week.Between(from, to)
	if w.Holidays == nil && w.Away == (Span{}) || n == 0 {
		return n
	}
	for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
		if w.Week.Works(d) && !w.Works(d) {
			n--
		}
	}
	return n
}
