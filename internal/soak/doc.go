// Package soak lets a crowd of simulated people work with the real bot for minutes or hours, while everything around it fails by a seeded
// plan, and checks in the end what must hold whatever fails: the invariants A to F.
//
//	A  nothing a person was told is saved is lost
//	B  one digest per rep and local date; one row per command, click and submit
//	C  no answer later than three seconds while the bot runs
//	D  the bot breaks no rule of Slack's
//	E  no secret in a log, no crash, memory bounded
//	F  health shows a fault within 30 seconds, and that it is over, without a restart
//
// Every replica is a process of its own, so that it can be killed like one and its memory is its own. The workspace, the people, the
// database and the faults belong to the process that runs the soak. A business day takes some seconds.
package soak
