// Package simulate lets a sales team live through months in a minute: scripted prospects and scripted reps, the real use cases on a real
// PostgreSQL, the real digests in a simulated workspace, on a clock that only the simulation moves. After every simulated day it holds the
// guarantees against what is there.
//
// Who the prospects are and what the reps are like is made up from the sources' figures (figures.go), and is a model. That no lead is lost,
// no digest missed and no promise moved is no model: it is read from the database and from the messages.
//
// The same seed is the same story: each prospect and each rep has chance of their own, which depends on the seed and on them alone, so
// that it doesn't matter who works first.
package simulate
