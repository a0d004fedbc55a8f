package simulate

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// touch works on a lead that is due: mostly it is contacted and logged, sometimes put off, moved, given up.
func (d *desk) touch(ctx context.Context, l *lead) error {
	if err := d.look(ctx, l); err != nil {
		return err
	}
	recall := l.is.Recall
	now := d.clock.Now()
	if recall == nil || recall.Due.After(d.world.date) || recall.Hidden(now) {
		return nil // something happened since the morning
	}
	r := d.on(d.world.day, "touch", l.n)
	planned := recall.Kind == followup.Planned && !recall.ReplyOwed && !recall.Signalled() && l.is.Owner == d.id
	stand := digest.StandOf(l.is, d.settings, 0, now)
	switch {
	case stand.Echo:
		return nil // the rule lets it rest
	case l.silent >= 3 && l.is.Touches >= exhaustedAt && planned && l.is.Enrolment == nil:
		return d.close(ctx, l, exhausted)
	case planned && l.silent > 0 && d.givesUp(r, l.is.Touches):
		return d.close(ctx, l, givenUp)
	case l.is.Enrolment == nil && l.silent >= 3 && planned:
		return d.rest(ctx, l)
	case planned && d.snoozes(r):
		until := calendar.At(d.settings.Workdays().Next(d.world.date.AddDays(1)), calendar.Clock(8, 0), d.zone)
		return d.step(ctx, l, "puts it off until tomorrow", func(a tracker.Actor) (digest.Receipt, error) {
			return d.use.Snooze(ctx, a, d.seen(l), until, "no time")
		})
	case planned && d.moves(r):
		return d.move(ctx, l, d.settings.Workdays().Add(d.world.date, 1+r.IntN(3)))
	default:
		return d.contact(ctx, l, stand)
	}
}

// look reads a lead whose break-up was waited for until a day that has come: a rule may have let it rest since the morning.
func (d *desk) look(ctx context.Context, l *lead) error {
	if !l.is.Recall.AwaitsEcho() || l.is.Recall.Due.After(d.world.date) {
		return nil
	}
	return d.world.refresh(ctx, l)
}

// move puts a lead off to another day. The third time the bot asks for a decision: a diligent rep does it now, the others insist.
func (d *desk) move(ctx context.Context, l *lead, on calendar.Date) error {
	to, asked := tracker.NewDate{On: on}, false
	err := d.step(ctx, l, "moves it", func(a tracker.Actor) (digest.Receipt, error) {
		r, err := d.use.Move(ctx, a, d.seen(l), to)
		if often := (tracker.MovedOftenError{}); errors.As(err, &often) && d.temper != diligent {
			to.Anyway = true
			r, err = d.use.Move(ctx, d.actor(followup.FromModal), d.seen(l), to)
			asked = true
		}
		return r, err
	})
	often := (tracker.MovedOftenError{})
	if asked = asked || errors.As(err, &often); asked {
		d.world.numbers.note(func(n *numbers) { n.decisions++ })
	}
	if errors.As(err, &often) {
		return d.contact(ctx, l, digest.StandOf(l.is, d.settings, 0, d.clock.Now()))
	}
	return err
}

// contact makes a touch and logs what came of it.
func (d *desk) contact(ctx context.Context, l *lead, stand digest.Stand) error {
	now, recall := d.clock.Now(), l.is.Recall
	t := tried{n: l.is.Touches + 1, channel: d.channel(l), at: now}
	if step, ok := l.is.Enrolment.Due(); ok && step.Closing && recall.Kind == followup.Planned && t.channel != followup.Call {
		t.goodbye = true
	}
	if recall.Kind == followup.Promised {
		t.agreed, t.late = true, max(0, now.Sub(promisedFor(*recall, d.world.deskOf(l).zone)))
	}
	if recall.ReplyOwed {
		t.agreed, t.owed, t.late = true, true, now.Sub(l.waiting)
	}
	if !l.hot.IsZero() {
		t.hot = now.Sub(l.hot)
		d.world.numbers.note(func(n *numbers) { n.hot = append(n.hot, t.hot) })
		l.hot = time.Time{}
	}
	t.reminded = d.reminds(luck(d.seed, "reminds", l.n, l.is.Touches))
	a := l.answer(t)
	if a.outcome == followup.NoAnswer && stand.Voicemail != nil && stand.Voicemail.Leave && d.temper == diligent {
		a.outcome = followup.Voicemail
	}
	return d.log(ctx, l, t, a)
}

// promisedFor is the moment for which something was promised; without a time of day the end of its day.
func promisedFor(r followup.Recall, zone *time.Location) time.Time {
	if r.At != nil {
		return calendar.At(r.Due, *r.At, zone)
	}
	return calendar.At(r.Due.AddDays(1), 0, zone)
}

// channel is how a lead is contacted next.
func (d *desk) channel(l *lead) followup.Channel {
	recall := l.is.Recall
	switch {
	case recall.ReplyOwed:
		return followup.Call
	case recall.Channel != "":
		return recall.Channel
	}
	if left := cadence.Left(l.is); len(left) > 0 {
		return left[0]
	}
	if l.is.Touches%2 == 0 {
		return followup.Email
	}
	return followup.Call
}

// log records a touch as a rep does: by the default, or with the date that was agreed.
func (d *desk) log(ctx context.Context, l *lead, t tried, a answer) error {
	r := d.on(d.world.day, "log", l.n, t.n)
	before := l.is
	entry := tracker.Log{Lead: l.id, Seen: d.seen(l).Seen, Channel: t.channel, Outcome: a.outcome, Next: d.next(l, t, a, r.IntN(100))}
	if t.channel == followup.Call && responds(a.outcome) {
		entry.Minutes = 3 + r.IntN(25)
	}
	if d.mistypes(r) {
		if err := d.mistype(ctx, l, entry); err != nil {
			return err
		}
		entry.Seen = d.seen(l).Seen
	}
	actor := d.actor(followup.FromButton)
	receipt, err := d.use.Log(ctx, actor, entry)
	if err != nil {
		return fmt.Errorf("%s after %s on %+v: %w", a.outcome, t.channel, before.Recall, err)
	}
	d.done(l, receipt, "touch %d, %s: %s", t.n, t.channel, says(a.outcome))
	d.world.checkLogged(l, before, entry, receipt, d.clock.Now().In(d.world.deskOf(l).zone))
	if d.pressesTwice(r) {
		if err := d.again(ctx, l, actor, entry); err != nil {
			return err
		}
	}
	d.count(l, t, a, entry)
	return d.follow(l, a)
}

// next is the step that the rep chooses; zero where they take what is suggested.
func (d *desk) next(l *lead, t tried, a answer, chance int) followup.NextStep {
	days := d.settings.Workdays()
	switch {
	case a.promise:
		next := followup.NextStep{Kind: followup.NextRecall, On: days.Add(d.world.date, max(1, a.inDays*5/7)), Channel: followup.Call, Promised: true}
		if a.outcome == followup.MeetingSet {
			next.Channel = followup.Meeting
		}
		if chance < 70 || next.Channel == followup.Meeting { // a few say a day and no hour
			hour := []calendar.TimeOfDay{calendar.Clock(10, 0), calendar.Clock(11, 0), calendar.Clock(14, 0), calendar.Clock(15, 30)}[chance%4]
			next.At = &hour
		}
		return next
	case a.outcome == followup.NotNow:
		return followup.NextStep{Kind: followup.NextPark, On: d.world.date.AddDays(a.inDays), Park: &followup.Park{
			Reason: "not now", Note: "asked us to come back", FirstLine: "You asked me to come back today.",
		}}
	case a.outcome == followup.OutOfOffice:
		if l.is.Recall != nil && l.is.Recall.Kind == followup.Promised {
			return followup.NextStep{Kind: followup.NextKeep}
		}
		return followup.NextStep{Kind: followup.NextRecall, On: d.world.date.AddDays(a.inDays), Channel: t.channel}
	default:
		return followup.NextStep{}
	}
}

// follow puts on the owner's desk what a touch leads to: an answer that will come, a recap, a reminder. An owner who is away finds it there.
func (d *desk) follow(l *lead, a answer) error {
	now := d.clock.Now()
	d = d.world.deskOf(l)
	if a.later != nil {
		since := now.Add(a.later.after)
		d.put(task{at: d.atDesk(since.Add(d.reads(luck(d.seed, "reads", l.n, l.is.Touches)))), what: toNote, lead: l, reply: a.later, since: since})
	}
	if a.signal != nil {
		d.put(task{at: d.atDesk(now.Add(a.signal.after)), what: toSignal, lead: l, signal: a.signal.kind})
	}
	if a.promise && a.outcome != followup.MeetingSet && d.sendsRecap(luck(d.seed, "recap", l.n, l.is.Touches)) {
		d.put(task{at: now.Add(35 * time.Minute), what: toRecap, lead: l})
	}
	if a.outcome == followup.MeetingSet && d.reminds(luck(d.seed, "reminds", l.n, l.is.Touches)) {
		on := l.is.Recall.Due.AddDays(-1)
		for !d.settings.Workdays().Works(on) {
			on = on.AddDays(-1)
		}
		d.put(task{at: calendar.At(on, followup.ReminderAt+10, d.zone), what: toRemind, lead: l})
	}
	return nil
}

// note logs an answer that came in.
func (d *desk) note(ctx context.Context, t task) error {
	l := t.lead
	if err := d.look(ctx, l); err != nil || !l.is.State.Open() {
		return err // nil: it is over
	}
	a := answer{outcome: t.reply.outcome, inDays: t.reply.inDays}
	if a.outcome == followup.Replied && (l.is.Recall == nil || !l.is.Recall.ReplyOwed) {
		l.waiting = t.since
	}
	if err := d.log(ctx, l, tried{n: l.is.Touches, channel: followup.Email, at: d.clock.Now()}, a); err != nil {
		return err
	}
	if l.is.State.Open() && l.is.Recall.ReplyOwed { // it is on top of the list at once
		wait := map[temper]int{diligent: 30, late: 240, sloppy: 90}[d.temper] + d.on(d.world.day, "reply", l.n).IntN(60)
		d.put(task{at: d.clock.Now().Add(time.Duration(wait) * time.Minute), what: toTouch, lead: l})
	}
	return nil
}

// signal notes that something happened at the prospect's, and touches them at once if the rep is one who does.
func (d *desk) signal(ctx context.Context, t task) error {
	l := t.lead
	if err := d.look(ctx, l); err != nil || !l.is.State.Open() {
		return err
	}
	now := d.clock.Now()
	err := d.step(ctx, l, "hears of a signal: "+says(followup.Outcome(t.signal)), func(a tracker.Actor) (digest.Receipt, error) {
		return d.use.Signal(ctx, a, tracker.Target{Lead: l.id}, t.signal, "")
	})
	if err != nil || !l.is.Recall.Signalled() {
		return err
	}
	l.hot = now
	r := d.on(d.world.day, "signal", l.n)
	wait := map[temper]int{diligent: 3, late: 30 + r.IntN(90), sloppy: 10 + r.IntN(60)}[d.temper]
	d.put(task{at: now.Add(time.Duration(wait) * time.Minute), what: toTouch, lead: l})
	return nil
}

// sent notes that a recap or a reminder went out, if it is still owed.
func (d *desk) sent(ctx context.Context, l *lead, kind followup.ObligationKind) error {
	if l.is.State != followup.Active {
		return nil
	}
	card, err := d.use.Card(ctx, d.world.stage.as(d.id), l.id, 0)
	if err != nil {
		return err
	}
	for _, o := range card.Owed {
		if o.Kind != kind {
			continue
		}
		return d.step(ctx, l, "sends the "+string(kind), func(a tracker.Actor) (digest.Receipt, error) { return d.use.SentOwed(ctx, a, o.ID) })
	}
	return nil
}

// rest lets a lead sleep that is on no cadence and doesn't answer: a break-up first, then three months.
func (d *desk) rest(ctx context.Context, l *lead) error {
	on := d.world.date.AddMonths(3)
	return d.step(ctx, l, "lets it rest", func(a tracker.Actor) (digest.Receipt, error) {
		return d.use.Park(ctx, a, d.seen(l), followup.Park{Reason: "no answer", FirstLine: "Something new since spring."}, on)
	})
}

// close ends a lead as lost.
func (d *desk) close(ctx context.Context, l *lead, why ending) error {
	err := d.step(ctx, l, "closes it: "+string(why), func(a tracker.Actor) (digest.Receipt, error) {
		return d.use.Close(ctx, a, d.seen(l), followup.NextStep{Kind: followup.NextLost, Reason: string(why)})
	})
	if err == nil {
		l.ended = why
		d.world.numbers.note(func(n *numbers) { n.t.end(why, l.is.Touches) })
	}
	return err
}

// step carries out something that is no touch.
func (d *desk) step(_ context.Context, l *lead, says string, do func(tracker.Actor) (digest.Receipt, error)) error {
	before := l.is
	receipt, err := do(d.actor(followup.FromButton))
	if same := (tracker.SameDateError{}); errors.As(err, &same) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s on %+v: %w", says, before.Recall, err)
	}
	d.done(l, receipt, "%s", says)
	d.world.checkReasons(l)
	l.silentAgain(receipt)
	return nil
}

// silentAgain begins to count anew where a lead begins to sleep.
func (l *lead) silentAgain(r digest.Receipt) {
	if r.Lead.State == followup.Parked {
		l.silent = 0
	}
}

// seen is the button on a lead's row.
func (d *desk) seen(l *lead) tracker.Target {
	t := tracker.Target{Lead: l.id}
	if l.is.Recall != nil {
		t.Seen = &tracker.Seen{Recall: l.is.Recall.ID, Version: l.is.Recall.Version}
	}
	return t
}

// done keeps what a use case told.
func (d *desk) done(l *lead, r digest.Receipt, format string, args ...any) {
	l.is = r.Lead
	d.world.book.tell(l, d.id, d.clock.Now().In(d.zone), "%s, %s: %s → %s", d.name, l.title(), fmt.Sprintf(format, args...), nextOf(r.Lead))
}
