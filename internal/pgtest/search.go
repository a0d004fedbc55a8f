package pgtest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lib/pq"
)

// Holding searches every column of every table for texts, in any case, and says where they are: "leads.name: Jane". It reads the catalogue,
// so that it knows tables and columns that are yet to be made, and compares a column's whole text: a list's items and what is deep in a
// document, too.
func (db *DB) Holding(t testing.TB, texts ...string) []string {
	t.Helper()
	var columns []struct {
		Table  string `db:"table_name"`
		Column string `db:"column_name"`
	}
	err := db.SelectContext(t.Context(), &columns, `
select table_name, column_name
from information_schema.columns
join information_schema.tables using (table_schema, table_name)
where table_schema = current_schema()
and table_type = 'BASE TABLE'
order by table_name, column_name`)
	if err != nil {
		t.Fatal(err)
	}
	if len(columns) == 0 {
		t.Fatal("there is no table to search")
	}
	var found []string
	for _, c := range columns {
		var values []string
		query := fmt.Sprintf(`select lower(%[1]s::text) from %[2]s where %[1]s is not null`, pq.QuoteIdentifier(c.Column), pq.QuoteIdentifier(c.Table))
		if err := db.SelectContext(t.Context(), &values, query); err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			for _, v := range values {
				if strings.Contains(v, strings.ToLower(text)) {
					found = append(found, fmt.Sprintf("%s.%s: %s", c.Table, c.Column, text))
					break
				}
			}
		}
	}
	return found
}
