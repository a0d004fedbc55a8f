package slackbot

import (
	"cmp"
	"errors"
	"net/url"
	"strings"

	"github.com/followup-bot/followup/internal/slackbot/transport"
)

// errNotSlacks refuses to send an answer where an envelope, or a draft in the database, names an address that can't be Slack's.
var errNotSlacks = errors.New("the response url is no address of Slack")

// slackAPI is where Slack's Web API is, unless settings name another place.
const slackAPI = "https://slack.com/api/"

// slackHosts are the ends of the names under which Slack takes answers.
var slackHosts = []string{"slack.com", "slack-gov.com"}

// takesAnswers reports whether an address may be sent answers, which name leads. Slack gives it with each envelope over a connection of
// our own, but it also waits in the database; nobody who can write there is to have us call an address within the operator's network. It
// must be Slack's or of the server that api names, and encrypted; a simulated workspace on this computer gives addresses on this computer.
func takesAnswers(api, address string) bool {
	server, err := url.Parse(cmp.Or(api, slackAPI))
	if err != nil {
		return false
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.User != nil:
		return false
	case (u.Scheme == "http" || u.Scheme == "https") && transport.OnThisComputer(server.Hostname()) && transport.OnThisComputer(u.Hostname()):
		return true
	case u.Scheme != "https":
		return false
	}
	for _, host := range append([]string{server.Hostname()}, slackHosts...) {
		if strings.EqualFold(u.Hostname(), host) || strings.HasSuffix(strings.ToLower(u.Hostname()), "."+strings.ToLower(host)) {
			return true
		}
	}
	return false
}
