package slacksim

import (
	"math/rand/v2"
	"slices"
	"time"
)

// orderFault does what POST /sim/faults asks for: arm a fault, or do something to the connections at once.
func (w *Workspace) orderFault(o order) error {
	delay, err := parseDelay(o.DelayText)
	if err != nil {
		return err
	}
	now := map[string]func(){
		"clear": w.ClearFaults, "refresh": w.Refresh, "refresh_all": w.RefreshAll, "drop_sockets": w.DropSockets, "end_sockets": w.EndSockets,
		"freeze_sockets": w.FreezeSockets, "link_disabled": w.LinkDisabled, "link_enabled": w.LinkEnabled,
		"revoke_token": w.RevokeToken, "uninstall": w.Uninstall, "reinstall": w.Reinstall, "strict_rates": w.StrictRates, "free_rates": w.FreeRates,
		"seed":          func() { w.Seed(o.SeedValue) },
		"lifetime":      func() { w.SetLifetime(delay) },
		"close_sockets": func() { w.CloseSockets(o.Code, o.Text) },
	}
	if act, ok := now[string(o.Kind)]; ok {
		act()
		return nil
	}
	switch string(o.Kind) {
	case "redeliver":
		return w.Redeliver(o.Envelope)
	case "raw":
		if !w.SendRaw([]byte(o.Text)) {
			return refuse("not_connected", "The app is not connected.")
		}
		return nil
	}
	f := o.Fault
	f.Channel, f.Delay = o.ActChannel, delay
	if _, err := w.InjectFault(f); err != nil {
		return refuse("invalid_fault", err.Error())
	}
	return nil
}

func parseDelay(s string) (time.Duration, error) {
	if s == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, refuse("invalid_delay", "That is no span of time: "+s)
	}
	return d, nil
}

// Seed begins chance anew: from here on, faults with a Rate strike the same way for the same calls in the same order.
func (w *Workspace) Seed(seed uint64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.opts.Seed = seed
	w.random = rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // faults want repeatable chance, not secrecy
	w.touch()
}

// Armed is what can still go wrong.
type Armed struct {
	Faults      []Fault       `json:"faults"`
	Seed        uint64        `json:"seed"`
	StrictRates bool          `json:"strict_rates"`
	Lifetime    time.Duration `json:"lifetime"` // after which a connection is refreshed; 0 is never
	LinkEnabled bool          `json:"link_enabled"`
	Token       string        `json:"token"` // why the bot token is refused, empty when it is good
	Connections int           `json:"connections"`
}

// Faults lists the armed faults, and what else is out of order.
func (w *Workspace) Faults() Armed {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := Armed{
		Faults: make([]Fault, 0, len(w.faults)), Seed: w.opts.Seed, StrictRates: len(w.limits) > 0, Lifetime: w.link.lifetime,
		LinkEnabled: !w.link.disabled, Token: w.dead, Connections: len(w.link.conns),
	}
	for _, f := range w.faults {
		a.Faults = append(a.Faults, *f)
	}
	return a
}

// FreeRates lifts every limit that StrictRates or LimitRate set.
func (w *Workspace) FreeRates() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.limits = nil
	w.touch()
}

// Redeliver sends the last event again although it was acked, as Slack does when the ack got lost: a new envelope, the same event_id.
// kind picks among events (message, app_home_opened …); empty is any.
func (w *Workspace) Redeliver(kind string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range slices.Backward(w.link.events) {
		if kind == "" || e.kind == kind {
			p := w.dispatchEvent(e, 1, "timeout")
			w.spawnLocked(func() { _, _ = w.await(w.ctx, p) }) // whether it is acked shows in the log
			return nil
		}
	}
	return refuse("no_event", "There was no such event yet.")
}
