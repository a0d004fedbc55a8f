package followup

// StillPromised lists what we promised and have not done as far as is known, the newest first: the touches with a promise after which nothing
// went out to them and nothing was given.
func StillPromised(touches []Touch) []Touch {
	var open []Touch
	for _, t := range NewestFirst(touches) {
		if t.Promised != "" {
			open = append(open, t)
		}
		if t.Outcome.Class() == Reached || t.Gave != "" || t.Piece != 0 {
			break
		}
	}
	return open
}

// LastHeard is the newest touch with a note of what they said; false where there is none.
func LastHeard(touches []Touch) (Touch, bool) {
	for _, t := range NewestFirst(touches) {
		if c := t.Outcome.Class(); t.Note != "" && (c == Conversation || c == Response || c == Conversion) {
			return t, true
		}
	}
	return Touch{}, false
}
