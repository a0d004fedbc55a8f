package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"

	"github.com/slack-go/slack"

	followupfiles "github.com/followup-bot/followup"
)

// Greet asks Slack whether it knows the bot's token, and looks at its scopes. It is for before a start, when nothing has been made
// yet that would be left behind. Its error says what to do.
func Greet(ctx context.Context, cfg Config, log *slog.Logger) error {
	api := slack.New(cfg.BotToken, slack.OptionAPIURL(cfg.APIURL), slack.OptionHTTPClient(SlackHTTP(callTimeout)))
	who, err := api.AuthTestContext(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		text, advice := BotTokenTrouble(err, cfg.APIURL)
		return fmt.Errorf("%s (%s)", text, advice)
	}
	granted, err := CompareScopes(followupfiles.Manifest, who.Header)
	if err != nil {
		return err
	}
	return granted.check(ctx, log)
}

// AdviceNetwork is what to do where Slack does not answer.
const AdviceNetwork = "check the network, the proxy (HTTPS_PROXY) and SLACK_API_URL"

// BotTokenTrouble says for the operator why Slack did not take the bot's token, and what to do next.
func BotTokenTrouble(err error, apiURL string) (text, advice string) {
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return "the bot token can't be verified: Slack is busy", fmt.Sprintf("try again in %s", limited.RetryAfter)
	}
	refused, ok := errors.AsType[slack.SlackErrorResponse](err)
	if !ok {
		return fmt.Sprintf("%s does not answer: %s", apiURL, PlainSlackError(err)), AdviceNetwork
	}
	const again = "copy it again from OAuth & Permissions at api.slack.com/apps into SLACK_BOT_TOKEN"
	switch refused.Err {
	case "invalid_auth", "not_authed":
		return "Slack does not know the bot token", again
	case "token_revoked", "token_expired", "account_inactive":
		return "the bot token was revoked, or the app was removed from the workspace", "install the app again (Install App) and copy the new token into SLACK_BOT_TOKEN"
	case "ratelimited":
		return "the bot token can't be verified: Slack is busy", "try again in a minute"
	default:
		return "Slack refuses the bot token: " + refused.Err, again
	}
}

// PlainSlackError is an error of a call without the address it was about, which may hold a secret.
func PlainSlackError(err error) string {
	if about, ok := errors.AsType[*url.Error](err); ok {
		err = about.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "no answer in time"
	}
	return err.Error()
}
