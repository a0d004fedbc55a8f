package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"gopkg.in/yaml.v3"

	"github.com/followup-bot/followup/internal/slackbot/transport"
)

const (
	partBot    = "bot token"
	partApp    = "app token"
	partScopes = "scopes"
	partClock  = "clock"
)

// closeEnough is how far our clock may be from Slack's, whose Date has whole seconds.
const closeEnough = 10 * time.Second

// slack looks at what Slack thinks of us.
func (e *examination) slack(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 2*patience)
	defer cancel()
	api := slack.New(e.Config.BotToken.Reveal(), slack.OptionAppLevelToken(e.Config.AppToken.Reveal()),
		slack.OptionAPIURL(e.Config.APIURL), slack.OptionHTTPClient(e.http))
	if e.Config.Simulated() {
		e.note("slack", "", "a simulated workspace at %s", e.Config.APIURL)
	}
	if e.botToken(ctx, api) {
		e.appToken(ctx, api)
	}
}

// botToken reports whether Slack answered at all.
func (e *examination) botToken(ctx context.Context, api *slack.Client) (answered bool) {
	if e.Config.BotToken == "" {
		e.wrong(partBot, "copy it from OAuth & Permissions at api.slack.com/apps into SLACK_BOT_TOKEN", "there is none")
		return true
	}
	who, err := api.AuthTestContext(ctx)
	if err != nil {
		return e.refusedBot(err)
	}
	e.right(partBot, "@%s in the workspace %s (%s)", who.User, who.Team, who.TeamID)
	e.scopes(who.Header)
	e.clock(who.Header)
	return true
}

func (e *examination) refusedBot(err error) (answered bool) {
	refused, ok := errors.AsType[slack.SlackErrorResponse](err)
	if !ok {
		e.wrong("slack", "check the network, the proxy (HTTPS_PROXY) and SLACK_API_URL", "%s does not answer: %s", e.Config.APIURL, plain(err))
		return false
	}
	text, advice := "Slack says "+refused.Err, "copy it again from OAuth & Permissions at api.slack.com/apps"
	switch refused.Err {
	case "invalid_auth", "not_authed":
		text = "Slack does not know it"
	case "token_revoked", "token_expired", "account_inactive":
		text, advice = "it was revoked, or the app was removed from the workspace", "install the app again (Install App) and copy the new token"
	case "ratelimited":
		text, advice = "can't be verified: Slack is busy", "try again in a minute"
	}
	e.wrong(partBot, advice, "%s", text)
	return true
}

// scopes compares what was granted with what the manifest asks for.
func (e *examination) scopes(header http.Header) {
	wanted, err := botScopes(e.Manifest)
	if err != nil {
		e.wrong(partScopes, "this is a defect of the program", "%s", err)
		return
	}
	said := header.Get("X-OAuth-Scopes")
	if said == "" {
		e.note(partScopes, "", "can't be verified: this Slack does not tell which are granted")
		return
	}
	granted := strings.FieldsFunc(said, func(r rune) bool { return r == ',' || r == ' ' })
	missing, superfluous := without(wanted, granted), without(granted, wanted)
	switch {
	case len(missing) > 0:
		e.wrong(partScopes, "paste manifest.yml under App Manifest at api.slack.com/apps, save, and install the app again",
			"missing: %s", strings.Join(missing, ", "))
	case len(superfluous) > 0:
		e.note(partScopes, "remove them under OAuth & Permissions if you like", "more than needed: %s", strings.Join(superfluous, ", "))
	default:
		e.right(partScopes, "exactly those of the manifest: %s", strings.Join(wanted, ", "))
	}
}

// botScopes are the scopes that a manifest asks for.
func botScopes(manifest []byte) ([]string, error) {
	var m struct {
		OAuth struct {
			Scopes struct {
				Bot []string `yaml:"bot"`
			} `yaml:"scopes"`
		} `yaml:"oauth_config"`
	}
	if err := yaml.Unmarshal(manifest, &m); err != nil {
		return nil, fmt.Errorf("read the manifest: %w", err)
	}
	return m.OAuth.Scopes.Bot, nil
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(some, s) })
}

func (e *examination) clock(header http.Header) {
	theirs, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		e.note(partClock, "", "can't be compared with Slack's")
		return
	}
	ahead := e.Clock.Now().Sub(theirs).Round(time.Second)
	if ahead.Abs() <= closeEnough {
		e.right(partClock, "agrees with Slack's")
		return
	}
	direction := "ahead of"
	if ahead < 0 {
		direction = "behind"
	}
	e.wrong(partClock, "switch on time synchronisation: digests come at the wrong time", "%s %s Slack's", ahead.Abs(), direction)
}

func (e *examination) appToken(ctx context.Context, api *slack.Client) {
	const where = "make one with the scope connections:write under Basic Information → App-Level Tokens at api.slack.com/apps"
	if e.Config.AppToken == "" {
		e.wrong(partApp, where+" and give it as SLACK_APP_TOKEN", "there is none")
		return
	}
	_, err := transport.SlackOpener(api).OpenConnection(ctx)
	var limited *slack.RateLimitedError
	var refused slack.SlackErrorResponse
	switch {
	case err == nil:
		e.right(partApp, "Slack gives connections for it (one was asked for, and not used)")
	case transport.TokenProblem(err) != "":
		e.wrong(partApp, where, "%s", transport.TokenProblem(err))
	case errors.As(err, &limited):
		e.note(partApp, "try again in a minute", "can't be verified: too many connections were asked for lately")
	case errors.As(err, &refused) && refused.Err == "link_disabled":
		e.wrong(partApp, "switch it on under Socket Mode at api.slack.com/apps", "Socket Mode is switched off")
	default:
		e.wrong(partApp, "try again in a minute", "Slack gives no connection: %s", plain(err))
	}
}

// plain is an error without the address it was about, which may hold a secret.
func plain(err error) string {
	if about, ok := errors.AsType[*url.Error](err); ok {
		err = about.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "no answer in time"
	}
	return err.Error()
}
