package followup

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Load is what stands on one day of a rep's.
type Load struct {
	Due   int // recalls, promises and those that wake among them; not those that only wait for an answer
	Wakes int // of them, leads that wake up
}

// Tolerance is how many working days after its day a recall may be put.
type Tolerance struct {
	Planned int
	Wake    int
}

// UsualTolerance is what rules move by. Two days leave the gaps of every cadence in their order; a wake-up was asked for in weeks or
// months, and two weeks take in the forty leads of a quarter that were parked at once.
var UsualTolerance = Tolerance{Planned: 2, Wake: 10}

// wakesPerDay is how many leads wake on a day at most where no capacity was said.
const wakesPerDay = 5

// WakesPerDay is how many leads wake on one day at most: half of what the rep wants to do in a day, for the rest of it is planned already.
func (r Rep) WakesPerDay() int {
	if r.Capacity == 0 {
		return wakesPerDay
	}
	return max(1, r.Capacity/2)
}

// Room says where recalls may be put.
type Room struct {
	Owner  Rep
	Today  calendar.Date          // in the owner's zone; nothing is put before it
	PerDay int                    // recalls on a day; 0: any number, then only wake-ups are spread
	Taken  map[calendar.Date]Load // what stands already, without what is to be placed
	Within Tolerance
}

// Placed is the day of one recall.
type Placed struct {
	Lead LeadID
	From calendar.Date // when it was due
	To   calendar.Date // when it is to be due: From, where it stays
	Why  []Reason      // why To is another day; nil where it stays
}

// Spread finds a day for each of these leads' recalls, and says why where it is another one. It returns them in the order in which they
// were given, each once; it moves nothing by itself and leaves Taken as it is.
//
// A recall stays where its day has room; else it goes to the first day within its tolerance that has; where none has, to the emptiest of
// them. The tolerance counts the owner's working days from its due date, of an overdue one from today; a day on which a call is no good
// (Timed) is passed over, and the last one may lie past the tolerance only where there is no good day within it. What matters most is
// placed first, so what matters least moves first: planned touches before wake-ups, the touches that decide deals, larger deals, what is
// due for longer, older leads.
//
// Promises, replies owed and goodbyes waiting for an answer are never moved (G6). An overdue recall that finds room today is due today;
// DateGoneBy says so, and whoever wants to leave it overdue does.
func (r Room) Spread(leads []Lead) []Placed {
	taken := map[calendar.Date]Load{}
	maps.Copy(taken, r.Taken)
	placed := make([]Placed, len(leads))
	var order []int
	for i, l := range leads {
		placed[i] = Placed{Lead: l.ID, From: l.Recall.Due, To: l.Recall.Due}
		if l.Recall.Spreads() {
			order = append(order, i)
		} else if l.Recall.Kind != Echo {
			put(taken, later(l.Recall.Due, r.Today), l.Recall.Kind)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return byWeight(leads[a], leads[b]) })
	for _, i := range order {
		placed[i].To, placed[i].Why = r.place(leads[i], taken)
		put(taken, placed[i].To, leads[i].Recall.Kind)
	}
	return placed
}

// Spreads reports whether a rule or a batch may put the recall on another day at all.
func (r *Recall) Spreads() bool {
	return r != nil && !r.ReplyOwed && (r.Kind == Planned || r.Kind == Wake)
}

// Last is the last day that a recall may be put on.
func (r Room) Last(recall Recall) calendar.Date {
	within := r.Within.Planned
	if recall.Kind == Wake {
		within = r.Within.Wake
	}
	return r.Owner.Workdays().Add(later(recall.Due, r.Today), within)
}

// place is the day of one recall.
func (r Room) place(l Lead, taken map[calendar.Date]Load) (calendar.Date, []Reason) {
	recall, workdays := *l.Recall, r.Owner.Workdays()
	channel, prospect := recall.Channel, ProspectOf(l, r.Owner)
	if recall.Kind == Wake { // nobody is called yet
		channel, prospect = "", Prospect{}
	}
	first, why := recall.Due, []Reason(nil)
	if first.Before(r.Today) {
		first = r.Today
		why = []Reason{{Code: DateGoneBy, Params: map[string]string{"from": recall.Due.String(), "to": first.String()}}}
	}
	if workdays.Next(first) != first {
		var shifts []Reason
		first, shifts = Timed(first, channel, r.Today, r.Owner, prospect)
		why = append(why, shifts...)
	}
	last := r.Last(recall)
	best, bestWhy := first, why
	for on, because := first, why; !on.After(last); {
		if r.has(taken[on], recall.Kind) {
			return on, because
		}
		if taken[on].less(taken[best], recall.Kind) {
			best, bestWhy = on, because
		}
		next := workdays.Next(on.AddDays(1))
		full := r.full(first, next, taken[first], recall.Kind)
		var shifts []Reason
		on, shifts = Timed(next, channel, r.Today, r.Owner, prospect)
		because = slices.Concat(why, []Reason{full}, shifts)
	}
	return best, bestWhy
}

// has reports whether a day has room for one more.
func (r Room) has(l Load, kind RecallKind) bool {
	return (r.PerDay == 0 || l.Due < r.PerDay) && (kind != Wake || l.Wakes < r.Owner.WakesPerDay())
}

// less reports whether a day is emptier than another, for one more of a kind.
func (l Load) less(than Load, kind RecallKind) bool {
	if kind == Wake && l.Wakes != than.Wakes {
		return l.Wakes < than.Wakes
	}
	return l.Due < than.Due
}

// full says why a recall is not on its day.
func (r Room) full(from, to calendar.Date, l Load, kind RecallKind) Reason {
	params := map[string]string{"from": from.String(), "to": to.String(), "n": fmt.Sprint(l.Due)}
	if kind == Wake && l.Wakes >= r.Owner.WakesPerDay() {
		params["n"] = fmt.Sprint(l.Wakes)
		return Reason{Code: WakesAreFull, Params: params}
	}
	return Reason{Code: DayIsFull, Params: params}
}

func put(taken map[calendar.Date]Load, on calendar.Date, kind RecallKind) {
	l := taken[on]
	l.Due++
	if kind == Wake {
		l.Wakes++
	}
	taken[on] = l
}

func later(a, b calendar.Date) calendar.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// byWeight puts what matters most first.
func byWeight(a, b Lead) int {
	return cmp.Or(
		rank(b.Recall.Kind == Planned)-rank(a.Recall.Kind == Planned),
		rank(b.decisive())-rank(a.decisive()),
		cmp.Compare(b.Worth(), a.Worth()),
		a.Recall.Due.Compare(b.Recall.Due),
		a.CreatedAt.Compare(b.CreatedAt),
		cmp.Compare(a.ID, b.ID),
	)
}

func rank(first bool) int {
	if first {
		return 1
	}
	return 0
}

// decisive reports whether the next touch is one on which deals are won: of its cadence, or of all where it runs on none.
func (l Lead) decisive() bool {
	if l.Enrolment != nil {
		return Decisive(l.Enrolment.Touches + 1)
	}
	return Decisive(l.Touches + 1)
}

// Worth compares deals roughly, whatever their currency: it only breaks ties.
func (l Lead) Worth() int64 {
	if l.Value == nil {
		return 0
	}
	return l.Value.Minor
}

// Backlog is the room for what is due by today when it is to be laid over so many of the owner's working days, today's the first: their
// capacity on each, or an equal share where they said none. taken is what else stands on those days, with what was done today; due is how
// many are to be laid out.
func Backlog(owner Rep, today calendar.Date, days int, taken map[calendar.Date]Load, due int) Room {
	r := Room{Owner: owner, Today: today, PerDay: owner.Capacity, Taken: taken, Within: Tolerance{Planned: days - 1, Wake: days - 1}}
	if r.PerDay > 0 {
		return r
	}
	for d, n := owner.Workdays().Next(today), 0; n < days; d, n = owner.Workdays().Add(d, 1), n+1 {
		due += taken[d].Due
	}
	r.PerDay = (due + days - 1) / days
	return r
}

// How many working days a backlog is laid over: unless somebody says otherwise, and at most.
const (
	BacklogDays     = 3
	MostBacklogDays = 20
)

// DecideAfter is how many moves of one recall a person makes before the next one is a decision: the third: do it now, say goodbye,
// park it or hand it over.
const DecideAfter = 2

// AsksToDecide reports whether the recall is put off once too often when a person gives it another date: a later one than it has, which was not
// agreed with the prospect just now.
func (r Recall) AsksToDecide(to calendar.Date, agreed bool) bool {
	newlyAgreed := agreed && r.Kind != Promised
	return r.Moves >= DecideAfter && to.After(r.Due) && !newlyAgreed
}
