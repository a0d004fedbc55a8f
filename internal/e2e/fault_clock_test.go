package e2e

import "testing"

// The bot's computer tells another time than it is, or sleeps: no date has two lists, what was missed comes while it is still morning, and
// what comes no more that day is in the next list.
func TestTheClockJumps(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct {
		times []string
		lists map[string]int // after that time
	}{
		"an hour back, after the list came": {
			[]string{"2026-05-12 08:31", "2026-05-12 07:31", "2026-05-12 08:30", "2026-05-12 08:32", "2026-05-13 08:31"},
			map[string]int{"2026-05-12 08:31": 1, "2026-05-12 08:32": 1, "2026-05-13 08:31": 2},
		},
		"an hour ahead, before it came": {
			[]string{"2026-05-12 07:40", "2026-05-12 08:40", "2026-05-12 07:41", "2026-05-12 08:31", "2026-05-13 08:31"},
			map[string]int{"2026-05-12 07:40": 0, "2026-05-12 08:40": 1, "2026-05-12 08:31": 1, "2026-05-13 08:31": 2},
		},
		"a day ahead and back": {
			[]string{"2026-05-12 08:31", "2026-05-13 08:31", "2026-05-12 08:32", "2026-05-12 23:00", "2026-05-13 08:32", "2026-05-15 08:31"},
			map[string]int{"2026-05-12 08:31": 1, "2026-05-13 08:31": 2, "2026-05-13 08:32": 2, "2026-05-15 08:31": 3},
		},
		"asleep for six hours, awake in the morning": {
			[]string{"2026-05-12 07:00", "2026-05-12 13:00", "2026-05-12 13:01", "2026-05-13 08:31"},
			map[string]int{"2026-05-12 07:00": 0, "2026-05-12 13:00": 1, "2026-05-12 13:01": 1, "2026-05-13 08:31": 2},
		},
		"asleep for six hours, awake too late": {
			[]string{"2026-05-12 08:29", "2026-05-12 14:29", "2026-05-12 18:00", "2026-05-13 08:31"},
			map[string]int{"2026-05-12 08:29": 0, "2026-05-12 14:29": 0, "2026-05-12 18:00": 0, "2026-05-13 08:31": 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			onReplicas(t, options{}, func(t *testing.T, w *world) {
				has(w.ana, "Acme")
				for _, at := range story.times {
					w.berlin(at)
					if want, known := story.lists[at]; known {
						w.until("what is due is there", func() bool { // a sweep that a bot makes by itself may be ahead of ours
							w.turn()
							return len(w.digests(w.ana)) >= want
						})
						w.wantDigests(w.ana, want)
					}
				}
				w.wantNumber(0, `select count(*) from deliveries where shown < wanted and kind = 'digest'`)
				w.wantManners()
			})
		})
	}
}

// The clock was a day ahead for a moment, in which a rep had nothing due: they are looked at on the day all the same.
func TestAClockThatWasADayAheadCostsNobodyTheirList(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		has(w.ana, "Acme")
		w.ana.Command("/followup move Acme wed").Expect("Wed 13 May")
		w.max.Command("/followup add Beta").Expect("Beta")
		w.max.Command("/followup move Beta tue").Expect("Tue 19 May")
		w.berlin("2026-05-15 08:31")
		w.ana.ExpectDM("overdue")
		w.berlin("2026-05-12 08:31")
		w.max.Command("/followup move Beta wed").Expect("Wed 13 May")
		w.berlin("2026-05-13 08:31")
		w.ana.ExpectDM("Wed 13 May")
		w.max.ExpectDM("Wed 13 May")
		w.berlin("2026-05-15 08:31")
		w.max.ExpectDM("Fri 15 May")
		w.wantDigests(w.ana, 2)
		w.wantManners()
	})
}
