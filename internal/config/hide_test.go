package config_test

import (
	"net"
	"testing"

	"github.com/followup-bot/followup/internal/config"
)

func TestCredentialsAreHidden(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`unknown command "xoxb-1-hunter2"; help`:                             `unknown command "[secret]"; help`,
		`bearer XAPP-1-A1-2-hunter2, xoxe.xoxp-1-hunter2`:                    `bearer [secret], xoxe.[secret]`,
		`dial wss://wss-primary.slack.com/link/?ticket=hunter2&app_id=1: no`: `dial [secret] no`,
		`Post "https://hooks.slack.com/commands/T1/2/hunter2": EOF`:          `Post "[secret]": EOF`,
		`invalid proxy address "http://me:hunter2%zz@proxy:1"`:               `invalid proxy address "http:[secret]proxy:1"`,
		`Post "https://slack.com/api/chat.postMessage": EOF`:                 `Post "https://slack.com/api/chat.postMessage": EOF`,
		`dial tcp 127.0.0.1:1: connection refused`:                           `dial tcp 127.0.0.1:1: connection refused`,
	} {
		if got := config.Hide(text); got != want {
			t.Errorf("%s\nbecomes %s\nwant    %s", text, got, want)
		}
	}
}

func TestTheHealthPortIsThisComputersUnlessSomebodyOpensIt(t *testing.T) {
	place(t, "")
	host, _, err := net.SplitHostPort(mustLoad(t).HTTPAddr)
	if err != nil || !net.ParseIP(host).IsLoopback() {
		t.Errorf("by default it listens on %q (%v)", host, err)
	}
}
