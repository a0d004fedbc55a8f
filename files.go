// Package followupfiles carries the files of this repository that the programs need at run time.
package followupfiles

import _ "embed"

// Manifest is manifest.yml: what the app asks of a Slack workspace.
//
//go:embed manifest.yml
var Manifest []byte
