package app

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

func TestNothingForSlackFollowsARedirection(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			t.Errorf("%d is followed to %s", status, r.URL.Path)
			fmt.Fprint(w, `{"ok":true,"team_id":"T1"}`)
		}))
		t.Cleanup(elsewhere.Close)
		pointing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", elsewhere.URL+r.URL.Path)
			w.WriteHeader(status)
		}))
		t.Cleanup(pointing.Close)
		err := Greet(t.Context(), Config{BotToken: "xoxb-hunter2", APIURL: pointing.URL + "/api/"}, slog.New(slog.DiscardHandler))
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%d: %v", status, err)
		}
		err = slack.PostWebhookCustomHTTPContext(t.Context(), pointing.URL+"/response/1", SlackHTTP(callTimeout), &slack.WebhookMessage{Text: "Acme"})
		if err == nil {
			t.Errorf("%d: an answer counts as given", status)
		}
	}
}
