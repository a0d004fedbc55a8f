package slackbot

import (
	"errors"
	"net/http"
	"testing"

	"github.com/followup-bot/followup/internal/slackbot/view"
)

func TestAnswersGoToSlackOnly(t *testing.T) {
	t.Parallel()
	const simulated = "http://127.0.0.1:4000/api/"
	for _, c := range []struct {
		api, address string
		want         bool
	}{
		{"", "https://hooks.slack.com/commands/T1/2/x", true},
		{slackAPI, "https://hooks.slack.com/actions/T1/2/x", true},
		{slackAPI, "https://hooks.slack-gov.com/actions/T1/2/x", true},
		{slackAPI, "http://hooks.slack.com/actions/T1/2/x", false},
		{slackAPI, "https://hooks.slack.com.evil.example/x", false},
		{slackAPI, "https://evilslack.com/x", false},
		{slackAPI, "https://hooks.slack.com@evil.example/x", false},
		{slackAPI, "https://169.254.169.254/latest/meta-data", false},
		{slackAPI, "http://127.0.0.1:5432/", false},
		{slackAPI, "https://localhost/x", false},
		{slackAPI, "file:///etc/passwd", false},
		{slackAPI, "", false},
		{"https://slack.proxy.example/api/", "https://slack.proxy.example/response/1", true},
		{"https://slack.proxy.example/api/", "https://proxy.example/response/1", false},
		{simulated, "http://127.0.0.1:4000/response/1", true},
		{simulated, "http://localhost:4001/response/1", true},
		{simulated, "http://10.0.0.1/response/1", false},
		{simulated, "https://evil.example/response/1", false},
	} {
		if got := takesAnswers(c.api, c.address); got != c.want {
			t.Errorf("with the API at %q, answers go to %q: %v", c.api, c.address, got)
		}
	}
	called := false
	b := New(Deps{HTTP: &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		called = true
		return nil, errors.New("called")
	})}})
	err := b.respond(t.Context(), &request{}, "https://169.254.169.254/x", view.Message{Text: "Acme"}, false)
	if !errors.Is(err, errNotSlacks) || called {
		t.Errorf("%v, and it was called: %v", err, called)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
