package transport

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/slack-go/slack"
)

// ErrWarnedOff comes with an address: Slack gave one, but says that Socket Mode is not turned on. Nothing is likely to arrive over it.
// It is no reason to give up, as some were warned in vain.
var ErrWarnedOff = errors.New("slack says that Socket Mode is not turned on")

// SlackOpener opens connections by the Web API at apiURL, with the app-level token. It asks by itself because slack-go keeps back what
// Slack warns of.
func SlackOpener(client *http.Client, apiURL, token string) Opener {
	return slackOpener{client, strings.TrimSuffix(apiURL, "/") + "/apps.connections.open", token}
}

type slackOpener struct {
	client     *http.Client
	url, token string
}

const maxAnswer = 1 << 16 // bytes; an address has some hundred

func (o slackOpener) OpenConnection(ctx context.Context) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, o.url, http.NoBody)
	if err != nil {
		return "", err
	}
	request.Header.Set("Authorization", "Bearer "+o.token)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := o.client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close() //nolint:errcheck // only read from
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusTooManyRequests:
		return "", &slack.RateLimitedError{RetryAfter: retryAfter(response.Header)}
	default:
		return "", slack.StatusCodeError{Code: response.StatusCode, Status: response.Status}
	}
	var answer struct {
		slack.SlackResponse

		URL string `json:"url"`
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(&answer); err != nil {
		return "", fmt.Errorf("read Slack's answer: %w", err)
	}
	if err := answer.Err(); err != nil {
		return "", err
	}
	if slices.ContainsFunc(answer.ResponseMetadata.Messages, func(m string) bool { return strings.Contains(m, "Socket Mode is not turned on") }) {
		return answer.URL, ErrWarnedOff
	}
	return answer.URL, nil
}

// TokenProblem is a sentence for the operator if Slack refused the token itself, so that trying again at once is pointless;
// "" for all other errors.
func TokenProblem(err error) string {
	var refused slack.SlackErrorResponse
	if !errors.As(err, &refused) {
		return ""
	}
	switch refused.Err {
	case "not_authed":
		return "no app-level token was sent; give the one from Basic Information → App-Level Tokens"
	case "invalid_auth":
		return "Slack does not know this app-level token; copy it again from Basic Information → App-Level Tokens"
	case "not_allowed_token_type":
		return "this is another kind of token; Socket Mode needs the app-level token (xapp-), not the bot's (xoxb-)"
	case "token_revoked", "token_expired":
		return "this app-level token was revoked or has expired; create a new one under Basic Information → App-Level Tokens"
	case "missing_scope", "no_permission":
		return "this app-level token lacks the scope connections:write; create one that has it"
	case "account_inactive", "user_removed_from_team", "team_access_not_granted", "org_login_required":
		return "the app is no longer allowed in this workspace; install it again"
	case "app_missing_action_url", "forbidden_team", "access_denied", "ekm_access_denied", "enterprise_is_restricted":
		return "Slack does not let this app use Socket Mode here; ask an administrator of the workspace"
	default:
		return ""
	}
}

func isLinkDisabled(err error) bool {
	var refused slack.SlackErrorResponse
	return errors.Is(err, ErrLinkDisabled) || errors.As(err, &refused) && refused.Err == "link_disabled"
}

var credential = regexp.MustCompile(`(?i)\b(?:xox[a-z]|xapp)-[\w-]+|wss?://\S+|\bticket=[^&\s"]+`)

// scrub is err's text without tokens and tickets, for the log and for Status.
func scrub(err error) string {
	if err == nil {
		return ""
	}
	return credential.ReplaceAllString(err.Error(), "[redacted]")
}
