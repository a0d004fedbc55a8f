package slackbot

import (
	"context"
	"errors"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/delivery"
)

func TestClassify(t *testing.T) {
	refused := func(code string) error { return slack.SlackErrorResponse{Err: code} }
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"limited", &slack.RateLimitedError{RetryAfter: 30 * time.Second}, "wait 30s"},
		{"dead token", refused("token_revoked"), "wait 1m0s"},
		{"busy", refused("service_unavailable"), "wait 5s"},
		{"Slack's own failure", refused("internal_error"), "unsure"},
		{"server error", slack.StatusCodeError{Code: 502}, "unsure"},
		{"answer lost", &url.Error{Op: "Post", URL: "https://slack.example", Err: errors.New("EOF")}, "unsure"},
		{"took too long", context.DeadlineExceeded, "unsure"},
		{"never connected", &url.Error{Op: "Post", URL: "https://slack.example", Err: &net.OpError{Op: "dial"}}, "again"},
		{"nobody there", refused("user_disabled"), "refused"},
		{"our defect", refused("invalid_blocks"), "refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := kindOf(classify(c.err)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// kindOf names what the outbox does with an error.
func kindOf(err error) string {
	var wait delivery.WaitError
	var refused delivery.RefusedError
	switch {
	case errors.As(err, &wait):
		return "wait " + wait.After.String()
	case errors.As(err, &refused):
		return "refused"
	case errors.Is(err, delivery.ErrUnsure):
		return "unsure"
	default:
		return "again"
	}
}

func TestAResponseURLStaysOutOfErrors(t *testing.T) {
	err := withoutURL(&url.Error{Op: "Post", URL: "https://hooks.slack.example/secret", Err: errors.New("EOF")})
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("%v tells the address", err)
	}
}
