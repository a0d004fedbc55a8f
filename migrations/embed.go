// Package migrations holds the database schema as numbered goose files, forward and back.
package migrations

import "embed"

// FS has every NNNN_name.sql at its root.
//
//go:embed *.sql
var FS embed.FS
