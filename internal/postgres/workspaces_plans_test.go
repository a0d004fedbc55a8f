package postgres_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"github.com/followup-bot/followup/internal/pgtest"
)

// crossings are the statements that look at more than one workspace, by the tables in which they do, and why they may. They run on
// no person's behalf. What they find says to which workspace it belongs, or is only counted.
var crossings = map[string]struct{ tables, why string }{
	"sqlStrayedReps":        {"reps", "a sweep: whose next morning a wrong clock put too far away"},
	"sqlStrayedTeams":       {"teams", "a sweep: which team's"},
	"sqlDigestsDue":         {"reps", "a sweep: whose digest is due"},
	"sqlSummariesDue":       {"team_members teams", "a sweep: which team's summary is due"},
	"sqlEndSnoozes":         {"recalls", "a sweep: which snoozes end"},
	"sqlListsToSort":        {"absences days_off deliveries people reps", "a sweep: in which digests a window may have opened"},
	"sqlHomesDue":           {"absences days_off deliveries people reps", "a sweep: which Home tabs show yesterday"},
	"sqlTakeUpAgain":        {"deliveries", "a sweep: what a program of the release before gave up"},
	"sqlObligationsDue":     {"beats obligations", "a sweep: what is owed and looked at now"},
	"sqlEchoesDue":          {"recalls", "a sweep: break-ups whose day has come"},
	"sqlLatePromises":       {"obligations offers", "a sweep: promises whose moment has gone by"},
	"sqlOffersDue":          {"offers", "a sweep: which of them are offered to the next"},
	"sqlAbsencesDue":        {"absences days_off people reps", "a sweep: which absences begin, go on or end"},
	"sqlUnobliged":          {"obligations recalls", "a sweep: promises without a row"},
	"sqlUnreportedFailures": {"deliveries", "a sweep: of which failures nobody was told"},
	"sqlPurges.0":           {"requests", "the nightly purge"},
	"sqlPurges.1":           {"drafts", "the nightly purge"},
	"sqlPurges.2":           {"digest_rows", "the nightly purge"},
	"sqlPurges.3":           {"nudges", "the nightly purge"},
	"sqlPurges.4":           {"deliveries", "the nightly purge"},
	"sqlClosedLeads":        {"events leads", "retention: which closed leads are old"},
	"sqlOrphans":            {"leads recalls", "the operator's: it only counts"},
	"sqlStats":              {"deliveries leads recalls", "the operator's: it only counts"},
	"sqlSlips":              {"deliveries recalls reps teams", "the operator's: it only counts"},
	"sqlNextDue":            {"absences deliveries obligations offers recalls reps teams", "the demo's clock: it only tells a time"},
}

// TestStatementsStayInTheirWorkspace plans each statement of this package and looks whether every row it may touch is chosen by its
// workspace: then no mistake of a caller shows one workspace's lead in another, and a distributed database asks one of its servers.
func TestStatementsStayInTheirWorkspace(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	statements := statementsOf(t, ".")
	if len(statements) < 90 {
		t.Fatalf("%d statements are found: %q", len(statements), slices.Sorted(maps.Keys(statements)))
	}
	for name := range crossings {
		if statements[name] == "" {
			t.Errorf("there is no statement %s any more", name)
		}
	}
	for name, text := range statements {
		if got, want := unconfined(t, db, text), crossings[name].tables; got != want {
			t.Errorf("%s touches rows of other workspaces in %q, want in %q\n%s", name, got, want, text)
		}
	}
}

func TestAStatementThatForgetsItsWorkspaceIsNoticed(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	for text, want := range map[string]string{
		`select name from leads where id = $1`: "leads",
		`select l.name from leads l join recalls r on r.id = l.open_recall_id where l.workspace_id = $1`:                  "recalls",
		`update leads set name = 'x' where id = $1`:                                                                       "leads",
		`delete from leads where workspace_id = $1 and id in (select lead_id from recalls where owner_id = $2)`:           "recalls",
		`select name from leads where workspace_id = $1 and id = $2 or id = $3`:                                           "leads",
		`delete from leads l using recalls r where l.workspace_id = $1 and r.workspace_id = l.workspace_id and r.id = $2`: "",
	} {
		if got := unconfined(t, db, text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// unconfined names the tables of which a statement reads rows whose workspace nothing tells. Where tables are only compared with one
// another, none is told.
func unconfined(t *testing.T, db *pgtest.DB, text string) string {
	t.Helper()
	tables, conditions := map[string]string{}, []string{} // tables by their name in the statement
	generalPlan(t, db, text).walk(func(p plan) {
		if p.Schema == "public" && p.Table != gooseTable && p.Kind != "ModifyTable" {
			tables[p.Alias] = p.Table
		}
		conditions = append(conditions, p.IndexCond, p.Filter, p.RecheckCond, p.HashCond, p.MergeCond, p.JoinFilter)
	})
	var pairs [][2]string
	for _, condition := range conditions {
		for _, part := range conjuncts(condition) {
			pair := ofWorkspace.FindStringSubmatch(part)
			if pair == nil {
				continue
			}
			if tables[pair[1]] != "" && tables[pair[2]] != "" {
				pairs = append(pairs, [2]string{pair[1], pair[2]})
				continue
			}
			delete(tables, pair[1])
			delete(tables, pair[2])
		}
	}
	for range pairs { // what is compared with a table whose workspace is told is told too
		for _, pair := range pairs {
			if tables[pair[0]] == "" || tables[pair[1]] == "" {
				delete(tables, pair[0])
				delete(tables, pair[1])
			}
		}
	}
	return strings.Join(slices.Compact(slices.Sorted(maps.Values(tables))), " ")
}

// ofWorkspace finds a workspace compared with what a statement is given, or with another's; a name is empty where there is none.
var ofWorkspace = regexp.MustCompile(`^(?:(\w+)\.workspace_id|\S+) = (?:(\w+)\.workspace_id|\S+)$`)

// conjuncts are the parts of a condition of which all must hold.
func conjuncts(condition string) (parts []string) {
	depth, begin := 0, 0
	for i := range len(condition) {
		switch {
		case condition[i] == '(':
			depth++
		case condition[i] == ')':
			depth--
		case depth == 0 && strings.HasPrefix(condition[i:], " AND "):
			parts = append(parts, conjuncts(condition[begin:i])...)
			begin = i + len(" AND ")
		}
	}
	if begin > 0 {
		return append(parts, conjuncts(condition[begin:])...)
	}
	inner, opened := strings.CutPrefix(condition, "(")
	if inner, closed := strings.CutSuffix(inner, ")"); opened && closed && balanced(inner) {
		return conjuncts(inner)
	}
	return []string{condition}
}

// balanced reports whether no parenthesis is closed that was not opened.
func balanced(text string) bool {
	depth := 0
	for _, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return true
}

// plan is what `explain` says of a step and of those below it.
type plan struct {
	Kind        string `json:"Node Type"`
	Schema      string `json:"Schema"`
	Table       string `json:"Relation Name"`
	Alias       string `json:"Alias"`
	IndexCond   string `json:"Index Cond"`
	Filter      string `json:"Filter"`
	RecheckCond string `json:"Recheck Cond"`
	HashCond    string `json:"Hash Cond"`
	MergeCond   string `json:"Merge Cond"`
	JoinFilter  string `json:"Join Filter"`
	Plans       []plan `json:"Plans"`
}

func (p plan) walk(see func(plan)) {
	see(p)
	for _, below := range p.Plans {
		below.walk(see)
	}
}

var parameter = regexp.MustCompile(`\$(\d+)`)

// generalPlan is a statement's plan for any values.
func generalPlan(t *testing.T, db *pgtest.DB, text string) plan {
	t.Helper()
	params := 0
	for _, found := range parameter.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(found[1])
		params = max(params, n)
	}
	execute := `explain (verbose, format json) execute planned`
	if params > 0 {
		execute += `(null` + strings.Repeat(`, null`, params-1) + `)`
	}
	var said []byte
	err := onOneSession(t.Context(), db, func(c *sqlx.Conn) error {
		for _, statement := range []string{`deallocate all`, `set plan_cache_mode = force_generic_plan`, `prepare planned as ` + text} {
			if _, err := c.ExecContext(t.Context(), statement); err != nil {
				return fmt.Errorf("%w\n%s", err, statement)
			}
		}
		return c.GetContext(t.Context(), &said, execute)
	})
	if err != nil {
		t.Fatal(err)
	}
	var plans []struct{ Plan plan }
	if err := json.Unmarshal(said, &plans); err != nil || len(plans) != 1 {
		t.Fatal(err, string(said))
	}
	return plans[0].Plan
}

func onOneSession(ctx context.Context, db *pgtest.DB, do func(*sqlx.Conn) error) error {
	c, err := db.Connx(ctx)
	if err != nil {
		return err
	}
	defer c.Close() //nolint:errcheck // it goes back to the pool
	return do(c)
}
