package slacksim

import "time"

// orderFault does what POST /sim/faults asks for: arm a fault, or do something to the connections at once.
func (w *Workspace) orderFault(o order) error {
	now := map[string]func(){
		"clear": w.ClearFaults, "refresh": w.Refresh, "refresh_all": w.RefreshAll, "drop_sockets": w.DropSockets,
		"freeze_sockets": w.FreezeSockets, "link_disabled": w.LinkDisabled, "link_enabled": w.LinkEnabled,
		"revoke_token": w.RevokeToken, "uninstall": w.Uninstall, "reinstall": w.Reinstall, "strict_rates": w.StrictRates,
	}
	if act, ok := now[string(o.Kind)]; ok {
		act()
		return nil
	}
	f := o.Fault
	f.Channel = o.ActChannel
	if o.DelayText != "" {
		d, err := time.ParseDuration(o.DelayText)
		if err != nil {
			return refuse("invalid_delay", err.Error())
		}
		f.Delay = d
	}
	if _, err := w.InjectFault(f); err != nil {
		return refuse("invalid_fault", err.Error())
	}
	return nil
}
