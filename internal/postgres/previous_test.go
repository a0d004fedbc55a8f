package postgres_test

import (
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/followup-bot/followup/internal/pgtest"
)

// release says that this version is being released: its statements are the previous release's from now on.
var release = flag.Bool("release", false, "keep this version's statements as those of the previous release")

const previousStatements = "testdata/previous_statements.json"

// TestTheSchemaServesThePreviousRelease: while a new version is brought out, programs of the one before work on the new schema. Every
// statement of theirs must still be one.
func TestTheSchemaServesThePreviousRelease(t *testing.T) {
	t.Parallel()
	if *release {
		text, err := json.MarshalIndent(statementsOf(t, "."), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(previousStatements, append(text, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(previousStatements)
	if err != nil {
		t.Fatal(err)
	}
	var statements map[string]string
	if err := json.Unmarshal(text, &statements); err != nil {
		t.Fatal(err)
	}
	if len(statements) < 90 {
		t.Fatalf("the previous release had %d statements", len(statements))
	}
	db := pgtest.New(t)
	prepares := func(statement string) error {
		prepared, err := db.PrepareContext(t.Context(), statement)
		if err != nil {
			return err
		}
		return prepared.Close()
	}
	for name, statement := range statements {
		if err := prepares(statement); err != nil {
			t.Errorf("the schema no longer serves %s of the previous release: %v\n%s", name, err, statement)
		}
	}
	db.MustExec(`alter table leads rename column park_line to said`)
	if prepares(statements["sqlLead"]) == nil {
		t.Error("a column that is gone isn't missed")
	}
}
