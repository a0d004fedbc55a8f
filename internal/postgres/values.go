package postgres

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// date is a calendar.Date as a column of type date.
type date calendar.Date

func (d date) Value() (driver.Value, error) { return calendar.Date(d).String(), nil }

// MarshalJSON writes what PostgreSQL reads as a date.
func (d date) MarshalJSON() ([]byte, error) { return json.Marshal(calendar.Date(d)) }

// Scan reads what the driver gives: midnight UTC.
func (d *date) Scan(src any) error {
	t, ok := src.(time.Time)
	if !ok {
		return fmt.Errorf("date: got %T", src)
	}
	*d = date(calendar.DateOf(t))
	return nil
}

// instant cuts t to what the database keeps: microseconds.
func instant(t time.Time) time.Time { return t.Truncate(time.Microsecond).UTC() }

func instantOrNil(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	cut := instant(*t)
	return &cut
}

// document is a value as a column of type jsonb.
type document[T any] struct {
	V T
}

func (d document[T]) Value() (driver.Value, error) {
	text, err := json.Marshal(d.V)
	if err != nil {
		return nil, fmt.Errorf("write json: %w", err)
	}
	return string(text), nil
}

func (d *document[T]) Scan(src any) error {
	switch text := src.(type) {
	case nil:
		return nil
	case []byte:
		return json.Unmarshal(text, &d.V)
	default:
		return fmt.Errorf("json: got %T", src)
	}
}

// orNil is nil for the zero value: such an id or text is stored as null.
func orNil[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// storable makes text that is not ours fit for a column: an error message may hold anything.
func storable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// orNone is nil for a list without items: the domain knows no other empty list.
func orNone[L ~[]T, T any](list L) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}
