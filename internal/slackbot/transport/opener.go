package transport

import (
	"context"
	"errors"
	"regexp"

	"github.com/slack-go/slack"
)

// SlackOpener opens connections with a client that was given the app-level token (slack.OptionAppLevelToken). Don't give
// that client slack.OptionDebug: it prints the address, and asks for connections of 6 minutes.
func SlackOpener(api *slack.Client) Opener { return slackOpener{api} }

type slackOpener struct{ api *slack.Client }

func (o slackOpener) OpenConnection(ctx context.Context) (string, error) {
	_, address, err := o.api.StartSocketModeContext(ctx)
	return address, err
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
