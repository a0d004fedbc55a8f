package postgres

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/tracker"
)

// crowd fills a workspace: 20 reps, 20,000 leads, each with some history, and 20,000 deliveries of which few wait.
var crowd = []string{
	`insert into people (workspace_id, user_id, name, zone) select 'T1', 'U' || n, 'Rep ' || n, 'Europe/Berlin' from generate_series(0, 19) n`,
	`insert into reps (workspace_id, user_id, next_digest_at, joined_at) select workspace_id, user_id, '2026-05-12 12:00Z', '2026-01-01Z' from people`,
	`with recall as (
    insert into recalls (workspace_id, lead_id, owner_id, kind, due_on)
    overriding system value
    select 'T1', n, 'U' || n % 20, 'planned', date '2026-05-01' + n % 360 from generate_series(1, 6000) n
    returning lead_id, id
)
insert into leads (workspace_id, id, name, company, owner_id, state, created_at, open_recall_id)
overriding system value
select 'T1', lead_id, 'Person ' || md5(lead_id::text), 'Company ' || lead_id, 'U' || lead_id % 20, 'active', '2026-01-01Z', id
from recall`,
	`insert into contacts (workspace_id, lead_id, position, name, email, phone_key)
select 'T1', n, 1, 'Contact ' || n, 'c' || n || '@example.com', '+49' || n from generate_series(1, 6000) n`,
	`with event as (
    insert into events (workspace_id, lead_id, kind, by_id, at, source)
    select 'T1', 1 + n % 6000, 'logged', 'U' || n % 20, timestamptz '2026-01-01Z' + n * interval '1 minute', 'modal'
    from generate_series(1, 18000) n
    returning lead_id, id, by_id, at
)
insert into touches (workspace_id, lead_id, event_id, by_id, at, channel, outcome)
select 'T1', lead_id, id, by_id, at, 'call', 'no_answer' from event`,
	`insert into deliveries (workspace_id, kind, subject, recipient, dedupe_key, due_at, shown, channel, ts)
select 'T1', 'digest', n, 'U1', 'd' || n, timestamptz '2026-01-01Z' + n * interval '1 minute', case when n % 1000 = 0 then 0 else 1 end, 'D1', n
from generate_series(1, 6000) n`,
	`insert into obligations (workspace_id, lead_id, owner_id, kind, for_at, for_on, due_at, next_at, settled_at, settled_on, settled_how)
select 'T1', n, 'U' || n % 20, case n % 3 when 0 then 'promise' when 1 then 'recap' else 'signal' end, timestamptz '2026-01-01Z' + n * interval '20 minutes',
    date '2026-01-01' + n / 72, timestamptz '2026-01-01Z' + n * interval '20 minutes', timestamptz '2026-01-01Z' + n * interval '20 minutes',
    case when n % 50 > 0 then timestamptz '2026-05-01Z' end, case when n % 50 > 0 then date '2026-05-01' end, case when n % 50 > 0 then 'done' else '' end
from generate_series(1, 6000) n`,
	`analyze`,
}

func crowded(t testing.TB) *pgtest.DB {
	t.Helper()
	db := pgtest.New(t)
	for _, statement := range crowd {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

// TestQueriesUseTheirIndexes runs on a workspace whose size makes walking a table the wrong choice.
func TestQueriesUseTheirIndexes(t *testing.T) {
	t.Parallel()
	db := crowded(t)
	leads := pq.Array([]int64{1, 2, 3, 4, 5, 6, 7})
	tests := []struct {
		name, query string
		args        []any
		indexes     []string
	}{
		{"due", sqlDueLeads, []any{"T1", pq.Array([]string{"U1", "U2"}), pq.Array([]string{"2026-05-05", "2026-05-06"})}, []string{"recalls_due"}},
		{"settled", sqlSettledOn, []any{
			"T1", pq.Array([]string{"U1"}), pq.Array([]string{"2026-05-05"}), "2026-05-05T12:00:00Z", true, pq.Array([]string{"2026-05-05T00:00:00Z"}),
		}, []string{"events_recall", "events_lead"}},
		{"upcoming", sqlUpcomingLeads, []any{"T1", "U1", "2026-05-05", "2026-05-12", 0, 10}, []string{"recalls_due"}},
		{"count due", sqlCountDue, []any{"T1", "U1", "2026-05-05", "2026-05-12"}, []string{"recalls_due"}},
		{
			"count ahead", sqlCountAhead,
			[]any{"T1", pq.Array([]string{"U1"}), pq.Array([]string{"2026-05-05"}), pq.Array([]string{"2026-05-12"})},
			[]string{"recalls_due"},
		},
		{"loads", sqlLoads, []any{"T1", "U1", "2026-05-05", "2026-05-12", 0}, []string{"recalls_due"}},
		{"moved leads", sqlMovedLeads, []any{"T1", pq.Array([]string{"U1"}), 3, 100}, []string{"recalls_due"}},
		{"lanes", sqlLanes, []any{pq.Array([]string{"T1", "T2"}), "2026-05-12T12:00:00Z"}, []string{"deliveries_queue"}},
		{"claim posted", sqlClaimPosted, []any{"T1", "D1", "1.1", 1000}, []string{"deliveries_message"}},
		{"claim", sqlClaim, []any{"T1", "chat.postMessage", "2026-05-12T12:00:00Z", 4, 1000, 0}, []string{"deliveries_queue"}},
		{
			"named", sqlNamedLead,
			[]any{"T1", "abc", pq.Array(attempts), "U1", pq.Array([]string{"U1"})},
			[]string{"lead_names_forwards", "events_lead", "touches_event", "touches_lead"},
		},
		{
			"visible", sqlFindLeadsOf,
			[]any{"T1", "abc", "U1", 10, pq.Array([]string{"U1"})},
			[]string{"leads_owner", "contacts_pkey", "touches_lead"},
		},
		{
			"all leads", sqlFindLeads,
			[]any{"T1", "abc", "U1", 10, "abc"},
			[]string{
				"leads_owner", "lead_names_forwards", "lead_words_pkey", "lead_words_pieces",
				"contacts_pkey", "contacts_pieces", "touches_lead",
			},
		},
		{"names", sqlNames, []any{"T1", "U1", pq.Array([]string{"U1"}), 50_000}, []string{"leads_owner"}},
		{"contacts", sqlLeadsWith, []any{"T1", pq.Array([]string{"c7@example.com"}), pq.Array([]string{"+498"})}, []string{"contacts_email", "contacts_phone"}},
		{"linkedin", sqlLeadsOnLinkedIn, []any{"T1", "in/jane-doe"}, []string{"contacts_linkedin"}},
		{"merged leads", sqlMergedAway, []any{"T1", 7}, []string{"leads_merged_into", "events_lead"}},
		{"names near", sqlNamesNear, []any{"T1", pq.Array([]string{"Person abc", "Company 7"}), 40}, []string{"lead_names_forwards", "lead_names_backwards"}},
		{"domain", sqlLeadsAt, []any{"T1", "example.com", 3}, []string{"contacts_domain"}},
		{"last words", sqlLastWords, []any{"T1", leads, pq.Array(attempts)}, []string{"touches_lead"}},
		{"due recalls", sqlDueRecalls, []any{"T1", pq.Array([]string{"U1", "U2"}), pq.Array([]string{"2026-05-05", "2026-05-06"})}, []string{"recalls_due"}},
		{"last touches", sqlLastTouches, []any{"T1", leads}, []string{"touches_lead"}},
		{"attempts", sqlAttempts, []any{"T1", leads, pq.Array(attempts)}, []string{"touches_lead"}},
		{"count touches", sqlCountTouches, []any{"T1", pq.Array([]string{"U1"}), "2026-02-10T00:00:00Z"}, []string{"touches_by"}},
		{"newest", sqlNewestEvent, []any{"T1", 1}, []string{"events_lead", "touches_event"}},
		{"newest by", sqlNewestEventBy, []any{"T1", "U1"}, []string{"events_by"}},
		{"history", sqlHistory, []any{"T1", 1, 0, 10}, []string{"events_lead", "touches_event"}},
		{"wins", sqlWins, []any{"T1", pq.Array([]string{"U1"}), "2026-02-10T00:00:00Z"}, []string{"events_wins"}},
		{"obligations", sqlObligations, []any{"T1", 1, "2026-05-05T12:00:00Z"}, []string{"obligations_"}},
		{"heard", sqlHeard, []any{"T1", 1, "2026-05-05T12:00:00Z", pq.Array([]string{"interested"}), pq.Array([]string{"call"})}, []string{"touches_lead"}},
		{"owed by", sqlOwedBy, []any{"T1", pq.Array([]string{"U1", "U2"}), "2026-05-12T12:00:00Z", "2026-04-12T12:00:00Z", "2026-05-12T13:00:00Z"}, []string{"obligations_owed"}},
		{"hot touches", sqlHotTouches, []any{"T1", pq.Array([]string{"U1"}), "2026-05-05T12:00:00Z"}, []string{"obligations_signals"}},
		{"obligations due", sqlObligationsDue, []any{"2026-05-12T12:00:00Z", 200}, []string{"obligations_next"}},
		{"promises", sqlPromises, []any{"T1", pq.Array([]string{"U1"}), "2026-05-05", "2026-05-12"}, []string{"obligations_promises"}},
		{"echoes due", sqlEchoesDue, []any{"2026-05-12", 200}, []string{"recalls_echo"}},
		{"echo leads", sqlEchoLeads, []any{"T1", "U1", 10}, []string{"recalls_echoes"}},
		{"echoes", sqlCountEchoes, []any{"T1", pq.Array([]string{"U1"}), "2026-04-12T12:00:00Z", pq.Array(heard)}, []string{"recalls_echoes", "events_recall"}},
		{
			"rested", sqlRested,
			[]any{"T1", pq.Array([]string{"U1"}), pq.Array([]string{"2026-05-12"}), pq.Array([]string{"2026-05-12T22:00:00Z"})},
			[]string{"deliveries_", "events_rested"},
		},
		{"colleagues", sqlColleagues, []any{"T1", "U1", 1, "Company 1", 50}, []string{"leads_owner"}},
		{"unobliged", sqlUnobliged, []any{"2026-05-12", 200}, []string{"recalls_promised"}},
		{"no-shows", sqlCountNoShows, []any{"T1", pq.Array([]string{"U1"}), "2026-02-10T00:00:00Z"}, []string{"touches_by"}},
		{"snoozes", sqlEndSnoozes, []any{"2026-05-12T12:00:00Z", 100}, []string{"recalls_snoozed"}},
		{"waking", sqlWakingLeads, []any{"T1", "U1", "2026-05-05", "2026-05-12", 10}, []string{"recalls_due"}},
		{"homes", sqlHomesDue, []any{"2026-05-12T12:00:00Z", 100}, []string{"deliveries_redraw"}},
		{"lists", sqlListsToSort, []any{"2026-05-12T12:00:00Z", 100}, []string{"deliveries_resort"}},
		{"running", sqlRunning, []any{"T1"}, []string{"leads_cadence"}},
		{"leads on", sqlLeadsOn, []any{"T1", pq.Array([]int64{1, 2}), 200}, []string{"leads_cadence"}},
		{"touches of", sqlTouchesOf, []any{"T1", leads}, []string{"touches_lead"}},
		{"failures", sqlUnreportedFailures, []any{100}, []string{"deliveries_given_up"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var plan []string
			if err := db.SelectContext(t.Context(), &plan, "explain "+test.query, test.args...); err != nil {
				t.Fatal(err)
			}
			text := strings.Join(plan, "\n")
			for _, index := range test.indexes {
				if !strings.Contains(text, index) {
					t.Errorf("%s is not used:\n%s", index, text)
				}
			}
			for _, table := range []string{"leads", "contacts", "recalls", "touches", "events", "deliveries", "lead_names", "lead_words", "obligations"} {
				if strings.Contains(text, "Seq Scan on "+table) {
					t.Errorf("%s is walked:\n%s", table, text)
				}
			}
		})
	}
}

// TestAnAdminFindsWhatIsRareAndOld: what is not among the newest leads and contacts is found by its pieces.
func TestAnAdminFindsWhatIsRareAndOld(t *testing.T) {
	t.Parallel()
	raw := crowded(t)
	for _, statement := range []string{
		`update leads set name = 'Zoe (Quexel) Haas' where id = 30`,
		`update leads set company = 'Unquexed' where id = 20`,
		`update contacts set email = 'info@quex.example' where lead_id = 10`,
	} {
		if _, err := raw.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	db, err := Open(t.Context(), raw.URL, Options{StatementTimeout: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for text, want := range map[string][]followup.LeadID{"quex": {30, 20, 10}, "nq": {20}, "company 17 x": nil, "quexel) h": {30}} {
		found, err := db.Store().FindLeads(t.Context(), "T1", text, "U1", nil, 10)
		if err != nil {
			t.Fatal(err)
		}
		var got []followup.LeadID
		for _, m := range found {
			got = append(got, m.Lead.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
}

// TestATypedLogIsPlannedOncePerConnection: PostgreSQL plans a statement for its values five times, and then keeps one plan for any
// values where that is no dearer. Planning anew each time would take longer than all the rest.
func TestATypedLogIsPlannedOncePerConnection(t *testing.T) {
	t.Parallel()
	raw := crowded(t)
	db, err := Open(t.Context(), raw.URL, Options{MaxConns: 1, StatementTimeout: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for _, admins := range [][]followup.UserID{nil, {"U1"}} {
		desk := tracker.New(db.Store(), clockwork.NewFakeClockAt(time.Date(2026, 5, 12, 6, 0, 0, 0, time.UTC)), admins)
		for i := range 10 {
			a, _, err := desk.Enter(t.Context(), tracker.Actor{Workspace: "T1", User: "U1", Request: fmt.Sprint(len(admins), i)})
			if err != nil {
				t.Fatal(err)
			}
			name := fmt.Sprintf("Company %d", 20*i+1)
			found, err := desk.Find(t.Context(), a, name, 6)
			if err == nil && len(found) > 0 {
				found, err = desk.Named(t.Context(), a, name, 6)
			}
			if err != nil || len(found) != 1 {
				t.Fatal(found, err)
			}
			l := tracker.Log{Lead: found[0].Lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer}
			if _, err := desk.Log(t.Context(), a, l); err != nil {
				t.Fatal(err)
			}
		}
	}
	var anew []string
	err = db.pool.SelectContext(t.Context(), &anew, `select statement from pg_prepared_statements where custom_plans > 5`)
	if err != nil || len(anew) > 0 {
		t.Errorf("planned anew each time (%v):\n%s", err, strings.Join(anew, "\n\n"))
	}
}
