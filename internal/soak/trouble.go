package soak

import (
	"context"
	"fmt"
	"math/rand/v2"
	"syscall"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// trouble is something that breaks for a while and is mended.
type trouble struct {
	weight int
	name   string
	least  time.Duration // how long it lasts
	most   time.Duration
	strike func(t *troubles, ctx context.Context, d time.Duration)
}

var plan = []trouble{
	{3, "database killed", time.Second, 8 * time.Second, (*troubles).databaseKilled},
	{2, "database restarted", 0, time.Second, (*troubles).databaseRestarted},
	{2, "database frozen", time.Second, 8 * time.Second, (*troubles).databaseFrozen},
	{2, "leads locked", time.Second, 6 * time.Second, (*troubles).leadsLocked},
	{4, "sockets cut", 0, time.Second, (*troubles).socketsCut},
	{2, "sockets closed", 0, time.Second, (*troubles).socketsClosed},
	{3, "sockets refreshed", 0, time.Second, (*troubles).socketsRefreshed},
	{1, "sockets frozen", time.Second, 45 * time.Second, (*troubles).socketsFrozen},
	{2, "sockets refused", 4 * time.Second, 10 * time.Second, (*troubles).socketsRefused},
	{2, "Slack down", 2 * time.Second, 8 * time.Second, (*troubles).slackDown},
	{2, "Slack slow", 2 * time.Second, 8 * time.Second, (*troubles).slackSlow},
	{3, "Slack asks to wait", 0, 6 * time.Second, (*troubles).slackAsksToWait},
	{2, "poison", 0, time.Second, (*troubles).poison},
	{4, "replica killed", 0, 4 * time.Second, (*troubles).replicaKilled},
	{3, "replica stopped", 0, 2 * time.Second, (*troubles).replicaStopped},
}

// troubles breaks things, one after another, by a plan that its seed decides.
type troubles struct {
	stage  *stage
	book   *book
	fleet  *fleet
	health *health
	random *rand.Rand
	every  time.Duration // on average, from the end of one to the beginning of the next
	most   time.Duration // how long a trouble lasts at most
}

// go on until ctx ends. What is broken then is mended first.
func (t *troubles) run(ctx context.Context) {
	for {
		pause := time.Duration((.5 + t.random.Float64()) * float64(t.every))
		next, lasts := t.next()
		select {
		case <-ctx.Done():
			return
		case <-t.stage.real.After(pause):
		}
		t.book.tell("TROUBLE: %s, %s", next.name, lasts.Round(time.Millisecond))
		t.book.count("trouble: "+next.name, 1)
		next.strike(t, ctx, lasts)
		t.book.tell("trouble is over: %s", next.name)
	}
}

// next picks a trouble and how long it lasts.
func (t *troubles) next() (trouble, time.Duration) {
	all := 0
	for _, one := range plan {
		all += one.weight
	}
	at := t.random.IntN(all)
	for _, one := range plan {
		if at -= one.weight; at < 0 {
			part := t.random.Float64() // whether it counts or not, so that a longer soak begins with the same plan
			return one, min(one.least+time.Duration(part*float64(one.most-one.least)), t.most)
		}
	}
	return plan[0], plan[0].least
}

// wait passes the time of a trouble, less where the soak ends.
func (t *troubles) wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-t.stage.real.After(d):
	}
}

func (t *troubles) databaseKilled(ctx context.Context, d time.Duration) {
	t.health.outage(ctx, "database", d, t.stage.cluster.Kill, t.databaseUp)
}

func (t *troubles) databaseUp() {
	if err := t.stage.cluster.Up(context.Background()); err != nil {
		t.book.breach(Sound, "the soak's own database does not start: %v", err)
	}
}

func (t *troubles) databaseRestarted(_ context.Context, _ time.Duration) {
	if err := t.stage.cluster.Restart(context.Background()); err != nil {
		t.book.breach(Sound, "the soak's own database does not restart: %v", err)
	}
}

func (t *troubles) databaseFrozen(ctx context.Context, d time.Duration) {
	t.health.outage(ctx, "database", d, t.stage.cluster.Pause, t.stage.cluster.Resume)
}

// leadsLocked has nobody change a lead for a while.
func (t *troubles) leadsLocked(ctx context.Context, d time.Duration) {
	tx, err := t.stage.db.BeginTxx(ctx, nil)
	if err != nil {
		return
	}
	if _, err := tx.ExecContext(ctx, `lock table leads in exclusive mode`); err == nil {
		t.wait(ctx, d)
	}
	_ = tx.Rollback() // it gives the lock back, also where ctx has ended
}

func (t *troubles) socketsCut(context.Context, time.Duration) { t.stage.ws.DropSockets() }

func (t *troubles) socketsClosed(context.Context, time.Duration) {
	if t.random.IntN(2) == 0 {
		t.stage.ws.EndSockets()
	} else {
		t.stage.ws.CloseSockets(1011, "injected")
	}
}

func (t *troubles) socketsRefreshed(context.Context, time.Duration) { t.stage.ws.RefreshAll() }

// socketsFrozen leaves the sockets open but dead, which shows after thirty seconds of silence. A shorter one is cut.
func (t *troubles) socketsFrozen(ctx context.Context, d time.Duration) {
	t.stage.ws.FreezeSockets()
	t.wait(ctx, d)
	t.stage.ws.DropSockets()
}

// socketsRefused cuts the sockets and lets no new one in.
func (t *troubles) socketsRefused(ctx context.Context, d time.Duration) {
	disarm := t.arm(slacksim.Fault{Kind: slacksim.FaultRefuseSocket, Count: -1})
	t.health.outage(ctx, "connection to Slack", d, t.stage.ws.DropSockets, disarm)
}

func (t *troubles) slackDown(ctx context.Context, d time.Duration) {
	disarm := t.arm(slacksim.Fault{Kind: slacksim.FaultStatus, Count: -1})
	t.wait(ctx, d)
	disarm()
}

func (t *troubles) slackSlow(ctx context.Context, d time.Duration) {
	disarm := t.arm(slacksim.Fault{Kind: slacksim.FaultSlow, Delay: 30 * time.Second, Count: -1, Rate: .5})
	t.wait(ctx, d)
	disarm()
}

// limited are the methods whose calls are made in turn: of others one may be under way when Slack asks to wait.
var limited = []string{"chat.postMessage", "chat.update", "conversations.history", "views.publish"}

func (t *troubles) slackAsksToWait(ctx context.Context, d time.Duration) {
	method := oneOf(t.random, limited)
	disarm := t.arm(slacksim.Fault{Kind: slacksim.FaultRateLimited, Method: method, RetryAfter: 1 + t.random.IntN(4), Count: 1 + t.random.IntN(3)})
	t.wait(ctx, d)
	disarm()
}

// arm arms a fault of the workspace.
func (t *troubles) arm(f slacksim.Fault) (disarm func()) {
	disarm, err := t.stage.ws.InjectFault(f)
	if err != nil {
		panic(err) // the plan is wrong
	}
	return disarm
}

// frames that are none.
var frames = []string{
	`{`, `null`, `[]`, `{"type":"slash_commands"}`, `{"envelope_id":null,"type":7}`, `{"type":"surprise","payload":{}}`,
	`{"type":"interactive","payload":{"type":"block_actions","actions":null}}`, `{"type":"hello"}`,
}

func (t *troubles) poison(context.Context, time.Duration) {
	t.stage.ws.SendRaw([]byte(oneOf(t.random, frames)))
}

func (t *troubles) replicaKilled(_ context.Context, d time.Duration) {
	t.fleet.take(t.random.IntN(len(t.fleet.slots)), syscall.SIGKILL, d)
}

// drainLimit is how long a replica may take to end in good order.
const drainLimit = 15 * time.Second

func (t *troubles) replicaStopped(_ context.Context, d time.Duration) {
	took := t.fleet.take(t.random.IntN(len(t.fleet.slots)), syscall.SIGTERM, d)
	t.book.took("good-bye", took)
	if took > drainLimit {
		t.book.breach(Sound, "a replica took %s to end in good order", took.Round(time.Millisecond))
	}
}

// noise is what fails all the time, a little.
func noise(ws *slacksim.Workspace, n Noise) error {
	faults := []slacksim.Fault{
		{Kind: slacksim.FaultDuplicate, Rate: n.Envelope},
		{Kind: slacksim.FaultIgnoreAck, Rate: n.Envelope / 3},
		{Kind: slacksim.FaultDropSocket, Rate: n.Envelope / 30},
		{Kind: slacksim.FaultNoHello, Rate: n.Envelope / 3},
		{Kind: slacksim.FaultLostAnswer, Rate: n.Call},
		{Kind: slacksim.FaultCut, Rate: n.Call},
		{Kind: slacksim.FaultStatus, Rate: n.Call},
		{Kind: slacksim.FaultSlow, Rate: n.Call, Delay: 2 * time.Second},
		{Kind: slacksim.FaultLate, Rate: n.Call, Delay: 4 * time.Second},
	}
	for _, f := range faults {
		if f.Rate == 0 {
			continue
		}
		f.Count = -1
		if _, err := ws.InjectFault(f); err != nil {
			return fmt.Errorf("arm %s: %w", f.Kind, err)
		}
	}
	return nil
}
