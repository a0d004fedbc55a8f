package slacksim

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
)

// routeControl adds the control API of docs/simulator.md. Answers are JSON with ok; what went wrong in the simulated world is
// no HTTP error.
func (w *Workspace) routeControl(mux *http.ServeMux) {
	mux.HandleFunc("GET /sim/state", func(rw http.ResponseWriter, r *http.Request) {
		as := r.URL.Query().Get("as")
		if as == "" {
			as = w.anybody()
		}
		s, err := w.State(as)
		if err != nil {
			answerError(rw, err)
			return
		}
		answerJSON(rw, s)
	})
	mux.HandleFunc("GET /sim/stream", w.serveStream)
	mux.HandleFunc("GET /sim/log", func(rw http.ResponseWriter, _ *http.Request) {
		answerJSON(rw, struct {
			OK bool `json:"ok"`
			Log
			Pings []Ping `json:"pings"`
		}{true, w.Log(), append([]Ping{}, w.Pings()...)})
	})
	mux.HandleFunc("GET /sim/detail", func(rw http.ResponseWriter, r *http.Request) {
		d, ok := w.Detail(r.URL.Query().Get("id"))
		if !ok {
			answerError(rw, refuse("not_found", "This is no longer kept."))
			return
		}
		answerJSON(rw, object{"ok": true, "detail": d})
	})
	mux.HandleFunc("GET /sim/faults", func(rw http.ResponseWriter, _ *http.Request) {
		answerJSON(rw, struct {
			OK bool `json:"ok"`
			Armed
		}{true, w.Faults()})
	})
	acts := w.controlActs()
	maps.Copy(acts, w.setupActs())
	for path, act := range acts {
		mux.HandleFunc("POST /sim/"+path, func(rw http.ResponseWriter, r *http.Request) {
			var o order
			if err := json.NewDecoder(http.MaxBytesReader(rw, r.Body, 2*maxFileBytes)).Decode(&o); err != nil {
				answerError(rw, refuse("invalid_json", "The body is no JSON of the expected form: "+err.Error()))
				return
			}
			answer, err := act(r.Context(), o)
			if err != nil {
				answerError(rw, err)
				return
			}
			if answer == nil {
				answer = object{}
			}
			answer["ok"] = true
			answerJSON(rw, answer)
		})
	}
}

// order is the body of a POST: what somebody wants to do. Each act reads what it needs.
type order struct {
	Action
	Fault
	ActChannel string `json:"channel"`
	Text       string `json:"text"`
	ThreadTS   string `json:"thread_ts"`
	TS         string `json:"ts"`
	Broadcast  bool   `json:"broadcast"`
	Query      string `json:"query"`
	ViewID     string `json:"view_id"`
	All        bool   `json:"all"`
	CallbackID string `json:"callback_id"`
	User       string `json:"user"`
	Tab        string `json:"tab"`
	To         string `json:"to"`
	DelayText  string `json:"delay"`
	Code       int    `json:"code"`
	SeedValue  uint64 `json:"seed"`
	Name       string `json:"name"`
	Mimetype   string `json:"mimetype"`
	Content    []byte `json:"content"` // base64
	Topic      string `json:"topic"`
	Private    bool   `json:"private"`
	BotMember  bool   `json:"bot_member"`

	Members []string `json:"members"`
	PersonOrder
}

// controlActs maps paths to what they do.
func (w *Workspace) controlActs() map[string]func(context.Context, order) (object, error) {
	return map[string]func(context.Context, order) (object, error){
		"command": func(ctx context.Context, o order) (object, error) {
			return nil, w.Command(ctx, o.As, o.ActChannel, o.Text)
		},
		"message": func(ctx context.Context, o order) (object, error) {
			say := w.Say
			if o.Broadcast {
				say = w.SayToAll
			}
			ts, err := say(ctx, o.As, o.ActChannel, o.Text, o.ThreadTS)
			return object{"ts": ts}, err
		},
		"action": func(ctx context.Context, o order) (object, error) { return nil, w.Act(ctx, o.Action) },
		"suggest": func(ctx context.Context, o order) (object, error) {
			offered, err := w.Suggest(ctx, o.Action, o.Query)
			if offered.OptionGroups != nil {
				return object{"option_groups": offered.OptionGroups}, err
			}
			return object{"options": append([]any{}, offered.Options...)}, err
		},
		"view/submit": func(ctx context.Context, o order) (object, error) {
			done, err := w.SubmitView(ctx, o.As, o.ViewID, o.Values)
			return object{"response": done.Response, "errors": done.Errors}, err
		},
		"view/close": func(ctx context.Context, o order) (object, error) {
			return nil, w.CloseView(ctx, o.As, o.ViewID, o.All)
		},
		"home": func(_ context.Context, o order) (object, error) {
			if o.Tab == "" {
				o.Tab = "home"
			}
			return nil, w.openTab(o.As, o.Tab)
		},
		"shortcut": func(ctx context.Context, o order) (object, error) {
			return nil, w.UseShortcut(ctx, o.As, o.CallbackID, o.ActChannel, o.TS)
		},
		"read": func(_ context.Context, o order) (object, error) {
			if o.ThreadTS != "" {
				return nil, w.ReadThread(o.As, o.ActChannel, o.ThreadTS)
			}
			return nil, w.Read(o.As, o.ActChannel)
		},
		"file": func(_ context.Context, o order) (object, error) {
			id, err := w.AddFile(o.As, o.Name, o.Mimetype, o.Content)
			return object{"file": id}, err
		},
		"invite": func(_ context.Context, o order) (object, error) { return nil, w.Invite(o.As, o.ActChannel) },
		"open": func(_ context.Context, o order) (object, error) {
			id, err := w.OpenDM(o.As, o.User)
			return object{"channel": id}, err
		},
		"clock": func(ctx context.Context, o order) (object, error) {
			now, err := w.MoveClock(ctx, o.As, o.To)
			return object{"now": now.UTC()}, err
		},
		"faults": func(_ context.Context, o order) (object, error) { return nil, w.orderFault(o) },
	}
}

func answerJSON(rw http.ResponseWriter, v any) {
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(rw).Encode(v) // the page went away; nobody to tell
}

func answerError(rw http.ResponseWriter, err error) {
	answer := object{"ok": false, "error": "failed", "message": err.Error()}
	if r, ok := errors.AsType[*Refusal](err); ok {
		answer["error"], answer["message"] = r.Code, r.Message
	}
	answerJSON(rw, answer)
}
