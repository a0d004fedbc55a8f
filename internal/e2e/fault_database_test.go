package e2e

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// replicas runs a story with one bot and with two.
func replicas(t *testing.T, story func(t *testing.T, more int)) {
	t.Helper()
	for more, name := range []string{"one bot", "two bots"} {
		t.Run(name, func(t *testing.T) { story(t, more) })
	}
}

// onServer begins a story on a database server of its own, with n more reps and so many more bots.
func onServer(t *testing.T, o options, server *pgtest.Outage, reps, bots int) (*world, []*simtest.Person) {
	t.Helper()
	var more []slacksim.Person
	for i := range reps {
		more = append(more, slacksim.Person{Name: fmt.Sprintf("rep%02d", i), RealName: fmt.Sprintf("Rep %02d", i), TZ: "Europe/Berlin"})
	}
	if o.database == "" {
		o.database = server.URL
	}
	w := foundWith(t, o, more...)
	w.db = server.DB
	for range bots {
		w.join(o)
	}
	var people []*simtest.Person
	for _, m := range more {
		p := w.Person(m.Name)
		p.Command("/followup add " + m.Name + "'s lead").Expect("added")
		people = append(people, p)
	}
	return w, people
}

// wave has the lists of 08:30 fall due, and every bot begin to send them. What becomes of it is the story's.
func (w *world) wave() {
	w.t.Helper()
	w.clock.Advance(91 * time.Minute)
	for _, bot := range w.bots {
		ctx, cancel := context.WithCancel(w.t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_ = bot.Turn(ctx) // it fails with the database
		}()
		w.t.Cleanup(func() { cancel(); <-ended })
	}
}

// listEach waits for each person's list, and fails where somebody has two.
func (w *world) listEach(people []*simtest.Person) {
	w.t.Helper()
	w.within(2*soon, "every list is posted", func() bool { return w.countedNow(digestsPosted) == len(people) })
	for _, p := range people {
		p.ExpectDM("'s lead")
		w.wantDigests(p, 1)
	}
}

// countedNow is number where the database may be away: then it is -1.
func (w *world) countedNow(query string, args ...any) int {
	n := -1
	if err := w.db.GetContext(w.t.Context(), &n, query, args...); err != nil {
		return -1
	}
	return n
}

// The server is restarted with -m immediate in the middle of the morning: the lists go on within ten seconds, each comes once, and no
// lead is lost.
func TestTheDatabaseIsRestartedInTheMiddleOfTheMorning(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, more int) {
		server := pgtest.NewOutage(t)
		w, people := onServer(t, options{lease: 4 * time.Second}, server, 8, more)
		w.fault(slacksim.Fault{Kind: slacksim.FaultLate, Method: "chat.postMessage", Delay: 150 * time.Millisecond, Count: -1})
		w.wave()
		w.until("some lists are posted", func() bool { return w.number(digestsPosted) >= 2 })
		server.Abort()
		server.Start()
		back, posted := real.Now(), w.countedNow(digestsPosted)
		w.until("the lists go on", func() bool { return w.countedNow(digestsPosted) > posted })
		if took := real.Since(back); took > 10*time.Second {
			t.Errorf("the lists went on %s after the database was back", took)
		}
		w.listEach(people)
		w.wantNumber(len(people), `select count(*) from leads`)
		w.healed()
		w.wantNoOrphans()
		w.wantManners()
	})
}

// The server is down while 20 commands a second come in: each is answered in time with what was typed, none is stored, and
// when the server is back nobody needs to do anything.
func TestTheDatabaseIsDownWhilePeopleType(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, more int) {
		server := pgtest.NewOutage(t)
		w, people := onServer(t, options{}, server, 4, more)
		server.Stop()
		var typed []func()
		for i := range 160 { // eight seconds: nothing in it depends on how long it lasts
			line := fmt.Sprintf(`log rep%02d call noanswer "no %d"`, i%len(people), i)
			typed = append(typed, func() {
				<-real.After(time.Duration(i) * 50 * time.Millisecond)
				people[i%len(people)].Command("/followup " + line).Expect(line)
			})
		}
		atOnce(typed...)
		server.Start()
		w.healed()
		w.wantNumber(0, touchesMade)
		w.wantNumber(0, `select count(*) from events where kind = 'touch_logged'`)
		w.wantQuickAcks()
		for i, p := range people {
			p.Command(fmt.Sprintf("/followup log rep%02d call noanswer", i)).Expect("no answer")
		}
		w.wantNumber(len(people), touchesMade)
		if n := w.said.times("request failed"); n > 4*(more+1) {
			t.Errorf("the operator is told %d times", n)
		}
		w.wantManners()
	})
}

// A lock on a table keeps every log waiting, more than there are connections: all are told in time, and who doesn't need the
// table is served as ever as soon as the first have been told.
func TestALockedTableKeepsNobodyElseWaiting(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, more int) {
		w := begin(t, options{})
		for range more {
			w.join(options{})
		}
		w.ana.Command("/followup add Acme").Expect("Acme")
		held, err := w.db.BeginTxx(t.Context(), nil)
		check(t, err)
		_, err = held.ExecContext(t.Context(), `lock table leads in access exclusive mode`)
		check(t, err)
		locked := real.Now()
		for range 3 {
			var crowd []func()
			for range 30 {
				crowd = append(crowd, func() { w.ana.Command("/followup log Acme call noanswer").Expect("Here is what you typed") })
			}
			atOnce(crowd...)
			asked := real.Now()
			w.max.Command("/followup help").Expect("/followup log")
			if took := real.Since(asked); took > time.Second {
				t.Errorf("who needs nothing of the table waited %s", took)
			}
			if n := w.number(tooLong); n > 0 {
				t.Errorf("%d statements run for longer than their timeout", n)
			}
		}
		<-real.After(10*time.Second - real.Since(locked))
		check(t, held.Rollback())
		w.ana.Command("/followup log Acme call noanswer").Expect("no answer")
		w.wantNumber(1, touchesMade)
		w.wantQuickAcks()
		w.wantManners()
	})
}

// tooLong counts statements of bots that the server should have ended.
const tooLong = `
select count(*)
from pg_stat_activity
where datname = current_database()
and application_name = 'followup'
and state = 'active'
and clock_timestamp() - query_start > interval '2.5 seconds'`
