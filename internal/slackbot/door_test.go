package slackbot

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/slackbot/transport"
	"github.com/followup-bot/followup/internal/tracker"
)

const (
	team  = followup.WorkspaceID("T1")
	ana   = followup.UserID("UANA") // a rep, in the team of boss
	boss  = followup.UserID("UMAX")
	zoe   = followup.UserID("UZOE") // a full member, in no team
	gus   = followup.UserID("UGUS") // a guest whom the settings call an admin
	sales = followup.ChannelID("CSALES")
)

// door is a bot at whose door a test stands with envelopes of its own making: all that the bot says is heard, and all that it keeps seen.
type door struct {
	*testing.T

	bot   *Bot
	raw   *pgtest.DB
	slack string // address of the Slack that listens

	mu    sync.Mutex
	heard []string // acks, calls, answers
	asked []string // paths of the calls
	n     int
}

// tuesday is a morning on which everything is due.
var tuesday = time.Date(2026, 5, 12, 7, 0, 0, 0, time.UTC)

func newDoor(t *testing.T) *door {
	t.Helper()
	t.Parallel()
	d := &door{T: t, raw: pgtest.New(t)}
	db, err := postgres.Open(t.Context(), d.raw.URL, postgres.Options{})
	d.ok(err)
	t.Cleanup(func() { _ = db.Close() })
	server := httptest.NewServer(http.HandlerFunc(d.listen))
	t.Cleanup(server.Close)
	d.slack = server.URL
	clock := clockwork.NewFakeClockAt(tuesday)
	d.bot = New(Deps{
		API:    slack.New("xoxb-1", slack.OptionAPIURL(d.slack+"/api/"), slack.OptionHTTPClient(server.Client())),
		APIURL: d.slack + "/api/", HTTP: server.Client(), Tracker: tracker.New(db.Store(), clock, []followup.UserID{gus}),
		Limits: db.Outbox(), Clock: clock, Real: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler),
		Wake: func() {}, Served: func(kind, name, how string, _ time.Duration) {
			if how == "panic" {
				t.Errorf("%s %s panicked", kind, name)
			}
		},
	})
	d.bot.workspace, d.bot.self = team, "UBOT"
	people := []followup.Person{
		{ID: ana, Name: "Ana Ruiz"}, {ID: boss, Name: "Max Weber"}, {ID: zoe, Name: "Zoe Lang"}, {ID: gus, Name: "Gus Berg", Guest: true},
	}
	for i := range people {
		people[i].Workspace, people[i].Zone = team, "Europe/Berlin"
	}
	d.ok(d.bot.Tracker.SavePeople(t.Context(), people))
	_, err = d.bot.Tracker.SaveTeam(t.Context(), d.as(boss), tracker.TeamSettings{
		Channel: sales, Name: "Sales", Manager: boss, Members: []followup.UserID{ana}, Zone: "Europe/Berlin",
		SummaryOn: time.Tuesday, SummaryAt: calendar.Clock(9, 30),
	})
	d.ok(err)
	_, err = d.bot.Tracker.Settings(t.Context(), d.as(zoe))
	d.ok(err)
	return d
}

func (d *door) ok(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *door) as(id followup.UserID) tracker.Actor {
	d.n++
	return tracker.Actor{Workspace: team, User: id, Source: followup.FromCommand, Request: fmt.Sprintf("seed/%d", d.n)}
}

// listen is Slack, which takes everything and knows nobody.
func (d *door) listen(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	said := string(body)
	if form, err := url.QueryUnescape(said); err == nil {
		said = form
	}
	d.hear(said)
	d.mu.Lock()
	d.asked = append(d.asked, r.URL.Path)
	d.mu.Unlock()
	answer := `{"ok":true,"channel":"D1","ts":"1.2","view":{"id":"V1","hash":"h"}}`
	if strings.HasSuffix(r.URL.Path, "users.info") {
		answer = `{"ok":false,"error":"user_not_found"}`
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, answer) // a bot that left hears nothing
}

func (d *door) hear(said string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.heard = append(d.heard, said)
}

// send hands the bot an envelope and returns all that it says until it is done with it.
func (d *door) send(kind string, payload map[string]any) string {
	d.Helper()
	d.mu.Lock()
	d.heard = nil
	d.n++
	id := fmt.Sprintf("E%d", d.n)
	d.mu.Unlock()
	text, err := json.Marshal(payload)
	d.ok(err)
	d.bot.Handle(d.Context(), transport.Envelope{ID: id, Type: kind, Payload: text}, func(_ context.Context, payload any) error {
		said, err := json.Marshal(payload)
		d.hear(string(said))
		return err
	})
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Join(d.heard, "\n")
}

// by is the beginning of every payload that somebody causes.
func (d *door) by(who followup.UserID, workspace, kind string) map[string]any {
	return map[string]any{
		"type": kind, "trigger_id": "1.2.3", "response_url": d.slack + "/response/" + string(who),
		"user": map[string]any{"id": who, "team_id": workspace}, "team": map[string]any{"id": workspace},
		"channel": map[string]any{"id": sales, "name": "sales"},
	}
}

// kept is all that the database holds in some tables.
func (d *door) kept(tables ...string) string {
	d.Helper()
	var all []string
	for _, table := range tables {
		var rows []string
		d.ok(d.raw.SelectContext(d.Context(), &rows, `select t::text from `+table+` t`))
		slices.Sort(rows)
		all = append(all, table+":\n"+strings.Join(rows, "\n"))
	}
	return strings.Join(all, "\n")
}

// called reports whether somebody's response URL was used.
func (d *door) called(who followup.UserID) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Contains(d.asked, "/response/"+string(who))
}
