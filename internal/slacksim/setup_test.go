package slacksim_test

import (
	"net/http"
	"testing"

	"github.com/gorilla/websocket"

	"github.com/followup-bot/followup/internal/slacksim"
)

func look(t *testing.T, w *slacksim.Workspace, path string) object {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.URL()+"sim/"+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, _ := do(t, req)
	return answer
}

func TestAWorkspaceIsFilledThroughTheControlAPI(t *testing.T) {
	t.Parallel()
	w := start(t)
	made := control(t, w, "person", `{"name":"zoe","real_name":"Zoë Kay","tz":"Asia/Tokyo","guest":true}`)
	wantError(t, made, "")
	id := str(made, "user")
	wantError(t, control(t, w, "person", `{"name":"zoe","tz":"Mars/Olympus"}`), "invalid_arguments")
	channel := str(control(t, w, "channel", `{"name":"deals","private":true,"members":["`+id+`"],"bot_member":true}`), "channel")
	wantError(t, control(t, w, "join", `{"user":"U1","channel":"`+channel+`"}`), "")
	wantError(t, control(t, w, "person", `{"user":"`+id+`","real_name":"Zoë K.","tz":"Europe/Paris","locale":"fr-FR","deleted":true}`), "")
	wantError(t, control(t, w, "archive", `{"channel":"`+channel+`"}`), "")
	wantError(t, ask(t, w, "chat.postMessage", object{"channel": channel, "text": "x"}), "is_archived")
	s, err := w.State("U1")
	if err != nil {
		t.Fatal(err)
	}
	p := s.People[len(s.People)-1]
	if p.RealName != "Zoë K." || p.TZ != "Europe/Paris" || p.Locale != "fr-FR" || !p.Deleted || !p.IsGuest {
		t.Fatal(p)
	}
}

func TestFaultsByControlAPI(t *testing.T) {
	t.Parallel()
	w := start(t)
	for _, body := range []string{
		`{"kind":"error","method":"chat.update","error":"fatal_error","rate":0.5,"count":-1}`, `{"kind":"seed","seed":7}`, `{"kind":"strict_rates"}`,
	} {
		wantError(t, control(t, w, "faults", body), "")
	}
	armed := look(t, w, "faults")
	faults, _ := armed["faults"].([]any)
	if len(faults) != 1 || armed["seed"] != 7.0 || armed["strict_rates"] != true || armed["link_enabled"] != true {
		t.Fatal(armed)
	}
	wantError(t, control(t, w, "faults", `{"kind":"free_rates"}`), "")
	wantError(t, control(t, w, "faults", `{"kind":"redeliver"}`), "no_event")
	wantError(t, control(t, w, "faults", `{"kind":"raw","text":"nonsense"}`), "not_connected")
}

func TestTheSameSeedMakesTheSameFaults(t *testing.T) {
	t.Parallel()
	strikes := func(w *slacksim.Workspace) (struck string) {
		w.Seed(42)
		inject(t, w, slacksim.Fault{Kind: slacksim.FaultError, Error: "fatal_error", Rate: 0.5, Count: -1})
		for range 30 {
			struck += str(ask(t, w, "auth.test", nil), "error") + " "
		}
		return struck
	}
	w := start(t)
	first := strikes(w)
	w.ClearFaults()
	if again, other := strikes(w), strikes(start(t)); first != again || first != other {
		t.Errorf("got\n%s\n%s\n%s", first, again, other)
	}
}

func TestEndsOfASocket(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		body string
		code int
	}{
		{`{"kind":"close_sockets"}`, websocket.CloseInternalServerErr},
		{`{"kind":"close_sockets","code":1012,"text":"restart"}`, websocket.CloseServiceRestart},
		{`{"kind":"end_sockets"}`, websocket.CloseAbnormalClosure},
		{`{"kind":"lifetime","delay":"1ms"}`, websocket.CloseNormalClosure},
	} {
		w := start(t)
		s := connected(t, w)
		wantError(t, control(t, w, "faults", test.body), "")
		var err error
		for err == nil {
			err = s.ws.ReadJSON(&object{})
		}
		if !websocket.IsCloseError(err, test.code) {
			t.Errorf("%s: %v", test.body, err)
		}
	}
}

func TestAnAckedEventComesAgainOnRequest(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := connected(t, w)
	if err := w.OpenHome(t.Context(), "U1"); err != nil {
		t.Fatal(err)
	}
	first := s.next()
	s.ack(first, nil)
	wantError(t, control(t, w, "faults", `{"kind":"redeliver","envelope":"app_home_opened"}`), "")
	again := s.next()
	s.ack(again, nil)
	if str(payload(first), "event_id") != str(payload(again), "event_id") || first["envelope_id"] == again["envelope_id"] || again["retry_attempt"] != 1.0 {
		t.Fatal(first, again)
	}
	// Everything said is kept for the drawer.
	detail, _ := look(t, w, "detail?id="+str(again, "envelope_id"))["detail"].(object)
	if str(detail, "sent", "event_id") != str(payload(again), "event_id") {
		t.Fatal(detail)
	}
	ask(t, w, "chat.postMessage", object{"channel": "C1", "text": "kept"})
	calls := w.Log().Calls
	detail, _ = look(t, w, "detail?id="+calls[len(calls)-1].ID)["detail"].(object)
	if str(detail, "sent", "text") != "kept" || str(detail, "answer", "channel") != "C1" {
		t.Fatal(detail)
	}
	wantError(t, look(t, w, "detail?id=call-0"), "not_found")
}
