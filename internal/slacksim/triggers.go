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
	if len(w.triggers) < 1000 {
		return
	}
	for id, t := range w.triggers {
		if w.clock.Now().Sub(t.born) > time.Minute {
			delete(w.triggers, id)
		}
	}
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
