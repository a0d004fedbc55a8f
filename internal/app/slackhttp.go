package app

import (
	"net/http"
	"time"
)

// SlackHTTP is a client for what goes to Slack with a token, or with the names of leads in it. It follows no redirection: Slack sends
// none, and what follows one would carry all of that to wherever it points.
func SlackHTTP(timeout time.Duration) *http.Client {
	return &http.Client{
		Timeout:       timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
