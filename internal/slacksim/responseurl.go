package slacksim

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"
)

// responseURL lets the app answer one command or click: five times in half an hour.
type responseURL struct {
	channel  *channel
	user     string
	original *message // the message with the clicked element; nil after a command
	born     time.Time
	uses     int
}

func (w *Workspace) newResponseURL(c *channel, user string, original *message) string {
	w.forgetOldResponses()
	key := secret(12)
	w.responses[key] = &responseURL{channel: c, user: user, original: original, born: w.clock.Now()}
	return w.ids.base + "/response/" + w.ids.team + "/" + key
}

func (w *Workspace) forgetOldResponses() {
	w.sweptResponses = sweep(w.responses, w.sweptResponses, func(r *responseURL) bool { return w.clock.Now().Sub(r.born) > 2*responseLife })
}

// reply is what an app may say through a response_url or in the ack of a command.
type reply struct {
	Text            string `json:"text"`
	Blocks          []any  `json:"blocks"`
	ResponseType    string `json:"response_type"`
	ReplaceOriginal bool   `json:"replace_original"`
	DeleteOriginal  bool   `json:"delete_original"`
	ThreadTS        string `json:"thread_ts"`
}

func (w *Workspace) serveResponse(rw http.ResponseWriter, r *http.Request) {
	began := w.clock.Now()
	rec := Call{Method: "response_url", Status: http.StatusOK, At: began}
	key := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))

	w.mu.Lock()
	w.calls++
	w.log.count(rec.Method)
	rec.ID = w.newCallID()
	if json.Valid(body) {
		w.log.note(rec.ID, func(d *Detail) { d.Sent = json.RawMessage(body) })
	}
	if known := w.responses[key]; known != nil {
		rec.Channel, rec.User = known.channel.id, known.user
	}
	fault := w.takeCallFault(rec.Method, rec.Channel)
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.calls--
		rec.Took = w.clock.Now().Sub(began)
		w.log.calls = keepLast(w.log.calls, rec)
		w.touch()
	}()
	if w.failBefore(rw, r, fault, &rec) {
		return
	}
	status, failure := w.respond(key, body, fault)
	if w.failAfter(rw, r, fault, &rec) {
		return
	}
	rec.Status = status
	if failure != nil {
		rec.Error = failure.code
		rw.Header().Set("Content-Type", "application/json; charset=utf-8")
		rw.WriteHeader(status)
		_ = json.NewEncoder(rw).Encode(object{"ok": false, "error": failure.code})
		return
	}
	_, _ = io.WriteString(rw, "ok")
}

func (w *Workspace) respond(key string, body []byte, fault *Fault) (int, *apiError) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if fault != nil && fault.Kind == FaultError {
		return http.StatusBadRequest, fail(fault.Error)
	}
	r, ok := w.responses[key]
	switch {
	case !ok:
		return http.StatusNotFound, fail("invalid_url")
	case w.clock.Now().Sub(r.born) > responseLife:
		return http.StatusNotFound, fail("expired_url")
	case r.uses >= responseUses:
		return http.StatusNotFound, fail("used_url")
	}
	var says reply
	if err := json.Unmarshal(body, &says); err != nil {
		return http.StatusBadRequest, fail("invalid_payload")
	}
	if failure := w.apply(r, says); failure != nil {
		return http.StatusBadRequest, failure
	}
	r.uses++
	return http.StatusOK, nil
}

// apply does what a reply asks for: delete or replace the message with the clicked element, or say something new.
func (w *Workspace) apply(r *responseURL, says reply) *apiError {
	if says.DeleteOriginal && r.original != nil {
		w.remove(r.original)
		return nil
	}
	if says.Text == "" && len(says.Blocks) == 0 {
		return fail("no_text")
	}
	if failure := w.checkMessageBlocks(says.Blocks); failure != nil {
		return failure
	}
	if says.ReplaceOriginal && r.original != nil {
		w.revise(r.original, says.Text, says.Blocks, r.original.metadata)
		return nil
	}
	m := &message{user: w.ids.botUser, text: says.Text, blocks: says.Blocks, fromApp: true, reader: r.user, threadTS: says.ThreadTS}
	if says.ResponseType == "in_channel" {
		m.reader = ""
	}
	w.put(r.channel, m)
	return nil
}
