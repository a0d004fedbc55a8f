package slacksim

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// call is one Web API call being answered. Methods run with the workspace locked.
type call struct {
	w    *Workspace
	args object
	app  bool // made with the app-level token
}

// apiError is an ok:false answer. more is merged into it.
type apiError struct {
	code string
	more object
}

func fail(code string) *apiError { return &apiError{code: code} }

// failWith is fail with the sentences that Slack puts into response_metadata.
func failWith(code string, messages ...string) *apiError {
	return &apiError{code: code, more: object{"response_metadata": object{"messages": messages}}}
}

type tokenKind int

const (
	botToken tokenKind = iota
	appToken
	anyToken
	noToken
)

// method says who may call a Web API method and with what.
type method struct {
	token    tokenKind
	scopes   []string // any one of them
	formOnly bool     // Slack does not look into JSON bodies
	required []string
	run      func(*call) (object, *apiError)
}

func (w *Workspace) serveAPI(rw http.ResponseWriter, r *http.Request) {
	name := strings.Trim(strings.TrimPrefix(r.URL.Path, "/api/"), "/")
	began := w.clock.Now()
	rec := Call{Method: name, Status: http.StatusOK, At: began}
	args, token, isJSON := readArgs(r)
	rec.Channel, rec.User = text(args, "channel"), text(args, "user")

	w.mu.Lock()
	w.calls++
	w.log.count(name)
	rec.ID = w.newCallID()
	if r.URL.Query().Has("token") {
		w.violate("token_in_query", name)
	}
	fault := w.takeCallFault(name, rec.Channel)
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
	answer := w.answer(name, args, token, isJSON, fault, &rec)
	w.mu.Lock()
	w.log.note(rec.ID, func(d *Detail) { d.Sent, d.Answer = args, maps.Clone(answer) })
	w.mu.Unlock()
	if w.failAfter(rw, r, fault, &rec) {
		return
	}
	w.sendAnswer(rw, name, answer, &rec)
}

// answer runs the method. It is where the lock is held.
func (w *Workspace) answer(name string, args object, token string, isJSON bool, fault *Fault, rec *Call) object {
	w.mu.Lock()
	defer w.mu.Unlock()
	m, known := methods[name]
	if !known {
		w.violate("unknown_method", name)
		rec.Error = "unknown_method"
		return object{"ok": false, "error": "unknown_method", "req_method": name}
	}
	answer, failure := w.checkAndRun(m, name, args, token, isJSON, fault)
	if failure == nil {
		answer["ok"] = true
		return answer
	}
	rec.Error = failure.code
	answer = object{"ok": false, "error": failure.code}
	maps.Copy(answer, failure.more)
	return answer
}

func (w *Workspace) checkAndRun(m method, name string, args object, token string, isJSON bool, fault *Fault) (object, *apiError) {
	c := &call{w: w, args: args, app: token == w.ids.appToken}
	if failure := w.checkToken(m, token); failure != nil {
		return nil, failure
	}
	if len(m.scopes) > 0 && !slices.ContainsFunc(m.scopes, w.manifest.hasScope) {
		return nil, c.missingScope(m.scopes...)
	}
	if wait := w.backOff(name, args); wait > 0 {
		return nil, &apiError{code: "ratelimited", more: object{"retry_after": wait}}
	}
	if fault != nil && fault.Kind == FaultError {
		return nil, fail(fault.Error)
	}
	if isJSON && m.formOnly {
		c.args = object{}
	}
	var missing []string
	for _, arg := range m.required {
		if c.str(arg) == "" && c.args[arg] == nil {
			missing = append(missing, "[ERROR] missing required field: "+arg)
		}
	}
	if len(missing) > 0 {
		return nil, failWith("invalid_arguments", missing...)
	}
	return m.run(c)
}

func (w *Workspace) checkToken(m method, token string) *apiError {
	isBot, isApp := token == w.ids.botToken, token == w.ids.appToken
	switch {
	case m.token == noToken:
		return nil
	case token == "":
		return fail("not_authed")
	case !isBot && !isApp:
		return fail("invalid_auth")
	case w.dead != "":
		return fail(w.dead)
	case m.token == botToken && !isBot, m.token == appToken && !isApp:
		return fail("not_allowed_token_type")
	}
	return nil
}

func (c *call) missingScope(needed ...string) *apiError {
	return &apiError{code: "missing_scope", more: object{
		"needed": strings.Join(needed, ","), "provided": strings.Join(c.w.manifest.OAuth.Scopes.Bot, ","),
	}}
}

// sendAnswer writes what Slack writes: status 200 whatever happened, but 429 with Retry-After.
func (w *Workspace) sendAnswer(rw http.ResponseWriter, name string, answer object, rec *Call) {
	h := rw.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	if m, ok := methods[name]; ok && m.token != noToken {
		h.Set("X-Oauth-Scopes", strings.Join(w.manifest.OAuth.Scopes.Bot, ","))
		h.Set("X-Accepted-Oauth-Scopes", strings.Join(m.scopes, ","))
	}
	if wait, limited := answer["retry_after"].(int); limited {
		delete(answer, "retry_after")
		h.Set("Retry-After", strconv.Itoa(wait))
		rec.Status = http.StatusTooManyRequests
		rw.WriteHeader(rec.Status)
	}
	_ = json.NewEncoder(rw).Encode(answer) // the app went away; nobody to tell
}

// readArgs collects the arguments of a call: the query (but never a token), the form or the JSON body.
func readArgs(r *http.Request) (args object, token string, isJSON bool) {
	args = object{}
	for k, v := range r.URL.Query() {
		args[k] = v[0]
	}
	delete(args, "token")
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		isJSON = true
		body := object{}
		if err := json.NewDecoder(r.Body).Decode(&body); err == nil {
			maps.Copy(args, body)
		}
	} else if err := r.ParseMultipartForm(1 << 20); err == nil || r.PostForm != nil { //nolint:gosec // only programs of this computer get here
		for k, v := range r.PostForm {
			args[k] = v[0]
		}
	}
	token = text(args, "token")
	delete(args, "token")
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		token = bearer
	}
	return args, token, isJSON
}

// str reads an argument as text.
func (c *call) str(name string) string {
	switch v := c.args[name].(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

func (c *call) flag(name string) bool {
	s := c.str(name)
	return s == "true" || s == "1"
}

// number reads a count and falls back when it is missing; ok is false when it is there and isn't a number.
func (c *call) number(name string, fallback int) (n int, ok bool) {
	s := c.str(name)
	if s == "" {
		return fallback, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// structure reads an argument that is JSON: as it is in a JSON body, as text in a form. given is false when it is not there.
func (c *call) structure(name string) (v any, given, ok bool) {
	switch raw := c.args[name].(type) {
	case nil:
		return nil, false, true
	case string:
		if raw == "" {
			return nil, false, true
		}
		err := json.Unmarshal([]byte(raw), &v)
		return v, true, err == nil
	default:
		return raw, true, true
	}
}

// retrySeconds rounds a wait up to the whole seconds of a Retry-After header.
func retrySeconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
