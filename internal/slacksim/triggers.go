package slacksim

import (
	"fmt"
	"time"
)

// trigger is the right to open one modal for one person, for three seconds.
type trigger struct {
	user      string
	born      time.Time
	used      bool
	fromModal bool
}

func (w *Workspace) newTrigger(user string, fromModal bool) string {
	w.forgetOldTriggers()
	id := fmt.Sprintf("%d.%d.%s", w.clock.Now().UnixMilli(), len(w.triggers)+1, secret(16))
	w.triggers[id] = &trigger{user: user, born: w.clock.Now(), fromModal: fromModal}
	return id
}

// forgetOldTriggers keeps the table small; for a minute an old one still gets its proper error.
func (w *Workspace) forgetOldTriggers() {
	w.sweptTriggers = sweep(w.triggers, w.sweptTriggers, func(t *trigger) bool { return w.clock.Now().Sub(t.born) > time.Minute })
}

// sweep deletes what is old once the table has doubled since it was last swept, and answers its size then. So the cost of a
// sweep is shared by all that were added in between.
func sweep[T any](table map[string]T, before int, old func(T) bool) int {
	if len(table) < 1000 || len(table) < 2*before {
		return before
	}
	for key, v := range table {
		if old(v) {
			delete(table, key)
		}
	}
	return len(table)
}

// useTrigger answers a trigger that is still good. The caller marks it used.
func (w *Workspace) useTrigger(id string) (*trigger, *apiError) {
	t, ok := w.triggers[id]
	switch {
	case !ok:
		return nil, fail("invalid_trigger_id")
	case t.used:
		return nil, fail("exchanged_trigger_id")
	case w.clock.Now().Sub(t.born) > triggerLife:
		return nil, fail("expired_trigger_id")
	}
	return t, nil
}
