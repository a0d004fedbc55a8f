//go:build race

package e2e

// watched says that the race detector looks on, which takes the computer several times as long.
const watched = true
