package simulate

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/jmoiron/sqlx"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/pgtest"
)

// What is done wrong behind the bot's back is noticed on the same day, as a breach of the right guarantee, with the story that led there.
func TestWhatIsWrongIsNoticed(t *testing.T) {
	// one is the oldest open recall of a kind.
	const one = `(select id from recalls where is_open and kind = '%' order by id limit 1)`
	tests := []struct {
		name   string
		of     Guarantee
		wrong  string // done once there is something to do it to
		slack  http.RoundTripper
		by     string // in the story
		behind bool   // where the database would refuse it
	}{
		{
			name: "an_orphan", of: Recalls, behind: true, by: "comes in for",
			wrong: `update recalls set is_open = false where id = (select id from recalls where is_open order by id limit 1)`,
		},
		{
			name: "a_lead_in_no_list", of: Stored, by: "comes in for",
			wrong: `update recalls set due_on = due_on + 400 where id = ` + strings.Replace(one, "%", "planned", 1),
		},
		{
			name: "a_promise_that_was_moved", of: Promises, by: "promised",
			wrong: `update recalls set due_on = due_on + 1 where id = ` + strings.Replace(one, "%", "promised", 1),
		},
		{
			name: "a_date_without_a_reason", of: Reasons, by: "next:",
			wrong: `update recalls set reasons = '[]' where id = ` + strings.Replace(one, "%", "planned", 1),
		},
		{
			name: "somebody_touched_who_asked_not_to_be", of: Removed, by: "remove me",
			wrong: `
insert into touches (workspace_id, lead_id, event_id, by_id, at, channel, outcome)
select t.workspace_id, t.lead_id, t.event_id, t.by_id, t.at + interval '1 day', 'call', 'no_answer'
from touches t
join leads l on l.workspace_id = t.workspace_id and l.id = t.lead_id and l.state = 'do_not_contact'
order by t.id desc
limit 1`,
		},
		{
			name: "a_list_that_does_not_come", of: Digests, by: "",
			wrong: `update reps set digest_off = true where user_id = 'UREP001'`,
		},
		{name: "a_list_that_comes_twice", of: Digests, by: "", slack: &doubling{}},
		{
			name: "a_message_that_is_given_up", of: Delivered, by: "",
			wrong: `update deliveries set given_up_at = sent_at, reported = true where kind = 'digest' and sent_at is not null`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o := Options{Reps: 3, Leads: 60, Days: 25, Seed: 4, Database: pgtest.New(t).URL, Between: app.Between{Slack: test.slack}}
			if test.wrong != "" {
				o.plant = planting(test.wrong, test.behind)
			}
			r, err := Run(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			var told bytes.Buffer
			r.Write(&told)
			if !r.Broken || r.book.broken[test.of] == 0 {
				t.Fatalf("not noticed:\n%s", &told)
			}
			for _, want := range []string{"BROKEN", "what led there", o.command(), test.by} {
				if !strings.Contains(told.String(), want) {
					t.Errorf("no %q in what it tells:\n%s", want, &told)
				}
			}
			if test.by != "" && !strings.Contains(strings.Join(r.book.breaches[0].Story, "\n"), test.by) {
				t.Errorf("the story doesn't say what led there:\n%s", &told)
			}
		})
	}
}

// planting does something wrong on the first day on which there is something to do it to.
func planting(wrong string, behind bool) func(int, *sqlx.DB) error {
	done := false
	return func(_ int, db *sqlx.DB) error {
		if done {
			return nil
		}
		tx, err := db.Beginx()
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // nothing where it was committed
		if behind {
			if _, err := tx.Exec(`set local session_replication_role = replica`); err != nil {
				return err
			}
		}
		result, err := tx.Exec(wrong)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return err
		}
		done = n > 0
		return tx.Commit()
	}
}

// doubling sends one message twice, as a network might.
type doubling struct{ once sync.Once }

func (d *doubling) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(r.URL.Path, "/chat.postMessage") {
		return http.DefaultTransport.RoundTrip(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	d.once.Do(func() {
		again := r.Clone(r.Context())
		again.Body = io.NopCloser(bytes.NewReader(body))
		var answer *http.Response
		if answer, err = http.DefaultTransport.RoundTrip(again); err == nil {
			err = answer.Body.Close()
		}
	})
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return http.DefaultTransport.RoundTrip(r)
}
