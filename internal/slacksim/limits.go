package slacksim

import (
	"time"
)

// Limit is a rate Slack enforces: one call per Every, after a burst. Slack's own are per method, workspace and app, but for
// chat.postMessage also per channel.
type Limit struct {
	Method     string
	PerChannel bool
	Every      time.Duration
	Burst      int
}

type limiter struct {
	Limit
	free map[string]time.Time // channel, or "" → when the bucket is full again
}

// LimitRate enforces a limit from now on: calls beyond it get 429 with Retry-After.
func (w *Workspace) LimitRate(l Limit) {
	w.mu.Lock()
	defer w.mu.Unlock()
	l.Burst = max(1, l.Burst)
	w.limits = append(w.limits, &limiter{Limit: l, free: map[string]time.Time{}})
}

// StrictRates enforces what Slack documents for the methods a bot like this uses.
func (w *Workspace) StrictRates() {
	w.LimitRate(Limit{Method: "chat.postMessage", PerChannel: true, Every: time.Second, Burst: 3})
	w.LimitRate(Limit{Method: "chat.postMessage", Every: 200 * time.Millisecond, Burst: 20})
	for method, perMinute := range map[string]int{
		"chat.update": 50, "chat.delete": 50, "chat.postEphemeral": 100, "conversations.open": 50, "conversations.history": 50,
		"conversations.members": 100, "users.info": 100, "users.list": 20, "views.open": 100, "views.push": 100, "views.update": 100,
		"views.publish": 100, "team.info": 50,
	} {
		w.LimitRate(Limit{Method: method, Every: time.Minute / time.Duration(perMinute), Burst: max(5, perMinute/5)})
	}
}

// backOff answers how many seconds a call has to wait, 0 when it may go on. A call before an earlier Retry-After has passed
// is a violation. The caller holds the lock.
func (w *Workspace) backOff(name string, args object) int {
	now, channel := w.clock.Now(), text(args, "channel")
	for _, key := range []string{name, name + " " + channel} {
		if until, held := w.waits[key]; held {
			if left := until.Sub(now); left > 0 {
				w.violate("called_before_retry_after", name+": "+left.Round(time.Millisecond).String()+" too early")
				return retrySeconds(left)
			}
			delete(w.waits, key)
		}
	}
	for _, l := range w.limits {
		if wait := l.take(name, channel, now); wait > 0 {
			only := ""
			if l.PerChannel {
				only = channel
			}
			w.holdOff(name, only, time.Duration(retrySeconds(wait))*time.Second)
			return retrySeconds(wait)
		}
	}
	return 0
}

// holdOff notes that a method, in one channel or in all, must not be called for a while.
func (w *Workspace) holdOff(method, channel string, d time.Duration) {
	key := method
	if channel != "" {
		key += " " + channel
	}
	w.waits[key] = w.clock.Now().Add(d)
}

// take counts a call and answers how long until there is room for it.
func (l *limiter) take(name, channel string, now time.Time) time.Duration {
	if name != l.Method {
		return 0
	}
	if !l.PerChannel {
		channel = ""
	}
	free := l.free[channel]
	if free.Before(now) {
		free = now
	}
	if ahead := free.Sub(now); ahead > time.Duration(l.Burst-1)*l.Every {
		return ahead - time.Duration(l.Burst-1)*l.Every
	}
	l.free[channel] = free.Add(l.Every)
	return 0
}
