package app

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	followupfiles "github.com/followup-bot/followup"
)

func TestGreet(t *testing.T) {
	t.Parallel()
	const known = `{"ok":true,"team":"Northwind","team_id":"T1","user":"followup","user_id":"U1"}`
	for _, tt := range []struct {
		name, scopes, answer string
		wantErr, wantLog     string
	}{
		{"all is well", "chat:write,commands,im:history,im:write,users:read", known, "", ""},
		{"not told", "", known, "", ""},
		{"one is missing", "chat:write,commands,im:write,users:read", known, "", "scope=im:history without_it=\"after a crash"},
		{"none it can do without", "commands,im:history,im:write,users:read", known, "lacks scopes: chat:write (it can't say anything); paste manifest.yml", ""},
		{"revoked", "", `{"ok":false,"error":"token_revoked"}`, "the bot token was revoked", ""},
		{"no Slack", "", "<html>", "does not answer", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("X-OAuth-Scopes", tt.scopes)
				fmt.Fprint(w, tt.answer)
			}))
			defer server.Close()
			var log bytes.Buffer
			err := Greet(t.Context(), Config{BotToken: "xoxb-hunter2", APIURL: server.URL + "/api/"}, slog.New(slog.NewTextHandler(&log, nil)))
			if (err != nil) != (tt.wantErr != "") || err != nil && !strings.Contains(err.Error(), tt.wantErr) {
				t.Errorf("error %v, want %s", err, tt.wantErr)
			}
			if (log.Len() > 0) != (tt.wantLog != "") || !strings.Contains(log.String(), tt.wantLog) {
				t.Errorf("log %s, want %s", log.String(), tt.wantLog)
			}
			if strings.Contains(fmt.Sprint(err, log.String()), "hunter2") {
				t.Errorf("shows the token: %v %s", err, log.String())
			}
		})
	}
}

func TestEveryScopeOfTheManifestIsExplained(t *testing.T) {
	t.Parallel()
	all, err := CompareScopes(followupfiles.Manifest, http.Header{})
	if err != nil || len(all.Wanted) < 2 {
		t.Fatal(all, err)
	}
	for scope := range scopes {
		if !slices.Contains(all.Wanted, scope) {
			t.Errorf("the manifest does not ask for %s", scope)
		}
	}
	for _, scope := range all.Wanted {
		if scopes[scope].lost == "" {
			t.Errorf("nothing says what doesn't work without %s", scope)
		}
	}
}
