// Package slacksim is a Slack workspace in one process: Web API, Socket Mode, people who act, and a page that shows it all.
//
// It is strict on purpose. What Slack refuses, it refuses with Slack's own error names; what Slack would let pass but an app
// should not do (an ack twice, a call during Retry-After, a token in a query) is kept as a [Violation] for tests to look at.
// It knows nothing about the app it talks to beyond the manifest it was given.
//
// Two clocks. Technical time (triggers, ack deadlines, pings, Retry-After) runs on Options.Clock. What people see as "now"
// comes from Options.ClockBar, which a person may move ahead; it stamps messages.
//
// Everything a person can do is a method that blocks until the app answered or its three seconds were over: [Workspace.Command],
// [Workspace.Say], [Workspace.Act], [Workspace.Suggest], [Workspace.SubmitView], [Workspace.CloseView], [Workspace.OpenHome],
// [Workspace.UseShortcut]. The control API under /sim/ and the package simtest are thin layers over them.
//
// # Faults
//
// [Workspace.InjectFault], or POST /sim/faults, makes Slack misbehave. See [FaultKind] for the kinds.
package slacksim
