package slacksim

import (
	"bytes"
	"net/http"
	"time"
)

// serveStream sends the state of one person at once and after every change. While a state is being written, changes pile up and
// make one more, not many.
func (w *Workspace) serveStream(rw http.ResponseWriter, r *http.Request) {
	as := r.URL.Query().Get("as")
	flusher, ok := rw.(http.Flusher)
	if _, err := w.State(as); err != nil || !ok {
		http.Error(rw, "no such person", http.StatusNotFound)
		return
	}
	rw.Header().Set("Content-Type", "text/event-stream")
	rw.Header().Set("Cache-Control", "no-store")
	var last []byte
	for {
		changed := w.Changed()
		s, err := w.State(as)
		if err != nil {
			return
		}
		if frame := stateFrame(s); !bytes.Equal(frame, last) {
			last = frame
			if _, err := rw.Write(encodeFrame(s)); err != nil { //nolint:gosec // JSON in an event stream, no page
				return
			}
			flusher.Flush()
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		case <-w.ctx.Done():
			return
		}
	}
}

// stateFrame is the state without what changes all the time, to tell whether there is news for this person.
func stateFrame(s State) []byte {
	s.Seq, s.Clock.Now = 0, s.Clock.Now.Truncate(time.Minute)
	return encode(s)
}

func encodeFrame(s State) []byte {
	return append(append([]byte("data: "), encode(s)...), '\n', '\n')
}
