package slacksim

import "slices"

// Forget keeps the newest messages of every conversation, as many that all see and as many that only one person sees, and forgets the
// older ones: for workspaces that live long. Slack forgets nothing: keep more than the app looks back for.
func (w *Workspace) Forget(keep int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.channels {
		c.messages = newest(c.messages, keep)
		c.whispers = newest(c.whispers, keep)
	}
	w.touch()
}

// newest is the end of a list, without holding on to its beginning.
func newest[T any](list []T, keep int) []T {
	if len(list) <= keep {
		return list
	}
	return slices.Clone(list[len(list)-keep:])
}
