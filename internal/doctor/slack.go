package doctor

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/app"
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
	if e.Config.Wrong("slack_api_url") {
		e.note("slack", "", "not asked: SLACK_API_URL is wrong, see above")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 2*patience)
	defer cancel()
	api := slack.New(e.Config.BotToken.Reveal(), slack.OptionAPIURL(e.Config.APIURL), slack.OptionHTTPClient(e.http))
	if e.Config.Simulated() {
		e.note("slack", "", "a simulated workspace at %s", e.Config.APIURL)
	}
	if e.botToken(ctx, api) {
		e.appToken(ctx)
	}
}

// botToken reports whether Slack answered at all.
func (e *examination) botToken(ctx context.Context, api *slack.Client) (answered bool) {
	if e.Config.Wrong("slack_bot_token") {
		e.note(partBot, "", "not looked at: SLACK_BOT_TOKEN is wrong, see above")
		return true
	}
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
	text, advice := app.BotTokenTrouble(err, e.Config.APIURL)
	if _, answered = errors.AsType[slack.SlackErrorResponse](err); !answered {
		_, answered = errors.AsType[*slack.RateLimitedError](err)
	}
	if answered {
		e.wrong(partBot, advice, "%s", text)
	} else {
		e.wrong("slack", advice, "%s", text)
	}
	return answered
}

// scopes compares what was granted with what the manifest asks for.
func (e *examination) scopes(header http.Header) {
	scopes, err := app.CompareScopes(e.Manifest, header)
	switch {
	case err != nil:
		e.wrong(partScopes, "this is a defect of the program", "%s", err)
	case !scopes.Told:
		e.note(partScopes, "", "can't be verified: this Slack does not tell which are granted")
	case len(scopes.Missing) > 0:
		e.wrong(partScopes, app.AdviceScopes, "missing: %s", scopes.Lost())
	case len(scopes.Superfluous) > 0:
		e.note(partScopes, "remove them under OAuth & Permissions if you like", "more than needed: %s", strings.Join(scopes.Superfluous, ", "))
	default:
		e.right(partScopes, "exactly those of the manifest: %s", strings.Join(scopes.Wanted, ", "))
	}
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

func (e *examination) appToken(ctx context.Context) {
	const where = "make one with the scope connections:write under Basic Information → App-Level Tokens at api.slack.com/apps"
	if e.Config.Wrong("slack_app_token") {
		e.note(partApp, "", "not looked at: SLACK_APP_TOKEN is wrong, see above")
		return
	}
	if e.Config.AppToken == "" {
		e.wrong(partApp, where+" and give it as SLACK_APP_TOKEN", "there is none")
		return
	}
	_, err := transport.SlackOpener(e.http, e.Config.APIURL, e.Config.AppToken.Reveal()).OpenConnection(ctx)
	var limited *slack.RateLimitedError
	var refused slack.SlackErrorResponse
	switch {
	case err == nil:
		e.right(partApp, "Slack gives connections for it (one was asked for, and not used)")
	case transport.TokenProblem(err) != "":
		e.wrong(partApp, where, "%s", transport.TokenProblem(err))
	case errors.As(err, &limited):
		e.note(partApp, "try again in a minute", "can't be verified: too many connections were asked for lately")
	case errors.Is(err, transport.ErrWarnedOff), errors.As(err, &refused) && refused.Err == "link_disabled":
		e.wrong(partApp, "switch it on under Socket Mode at api.slack.com/apps, or nothing arrives", "Slack says that Socket Mode is switched off")
	case errors.As(err, &refused):
		e.wrong(partApp, "try again in a minute", "Slack gives no connection: %s", refused.Err)
	default:
		e.wrong(partApp, app.AdviceNetwork, "Slack gives no connection: %s", app.PlainSlackError(err))
	}
}
