package slackbot

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/delivery"
)

// deadTokenWait is how often a token that Slack no longer takes is tried again.
const deadTokenWait = time.Minute

// deadTokens are the errors that say the bot itself is no longer welcome.
var deadTokens = map[string]bool{
	"invalid_auth": true, "not_authed": true, "token_revoked": true, "token_expired": true, "account_inactive": true, "missing_scope": true,
	"org_login_required": true, "team_access_not_granted": true,
}

// busy are the errors with which Slack says that it took nothing and may take it later.
var busy = map[string]bool{"ratelimited": true, "rate_limited": true, "service_unavailable": true, "team_added_to_org": true}

// unsure are the errors after which nobody knows whether Slack took it.
var unsure = map[string]bool{"fatal_error": true, "internal_error": true, "request_timeout": true}

// slackCode returns Slack's name for an error, or nothing.
func slackCode(err error) string {
	if refused, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		return refused.Err
	}
	return ""
}

// classify sorts what a call of Slack answered into what the outbox can do about it.
func classify(err error) error {
	if held, ok := errors.AsType[delivery.WaitError](err); ok {
		return held
	}
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return delivery.WaitError{After: limited.RetryAfter, Cause: err}
	}
	switch code := slackCode(err); {
	case code == "":
	case deadTokens[code]:
		return delivery.WaitError{After: deadTokenWait, Cause: err}
	case busy[code]:
		return delivery.WaitError{After: 5 * time.Second, Cause: err}
	case unsure[code]:
		return errors.Join(delivery.ErrUnsure, err)
	default:
		return delivery.RefusedError{Code: code}
	}
	if neverLeft(err) {
		return err
	}
	var status slack.StatusCodeError
	var broken *url.Error
	switch {
	case errors.As(err, &status) && status.Code < http.StatusInternalServerError:
		return err
	case errors.As(err, &status), errors.As(err, &broken), errors.Is(err, context.DeadlineExceeded):
		return errors.Join(delivery.ErrUnsure, withoutURL(err))
	default:
		return err
	}
}

// neverLeft reports whether a call failed before anything was sent.
func neverLeft(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

// withoutURL drops the address from a failed call: a response URL is a credential.
func withoutURL(err error) error {
	if broken, ok := errors.AsType[*url.Error](err); ok {
		return broken.Err
	}
	return err
}
