package calendar

// Workdays are somebody's working days: those of their week that are no holiday. The zero value has none and shifts nothing.
type Workdays struct {
	Week     Week
	Holidays Holidays // nil: none
}

// Works reports whether d is a working day.
func (w Workdays) Works(d Date) bool { return w.Week.Works(d) && w.Holiday(d) == "" }

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
	for tries := 0; w.Holiday(d) != "" && tries < 366; tries++ {
		d = w.Week.Next(d.AddDays(1))
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
	if w.Holidays == nil || n == 0 {
		return n
	}
	for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
		if w.Week.Works(d) && w.Holiday(d) != "" {
			n--
		}
	}
	return n
}
