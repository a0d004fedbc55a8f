package e2e

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// programDir is where the bot was built; empty: nobody needed it.
var programDir string

// program builds the bot once for all tests that kill it.
var program = sync.OnceValues(func() (path string, err error) {
	if programDir, err = os.MkdirTemp("", "followup-e2e-"); err != nil {
		return "", err
	}
	path = filepath.Join(programDir, "followup")
	said, err := exec.Command("go", "build", "-o", path, "../../cmd/followup").CombinedOutput()
	if err != nil {
		err = errors.Join(err, errors.New(string(said)))
	}
	return path, err
})

func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("test.parallel").Value.String() == strconv.Itoa(runtime.GOMAXPROCS(0)) { // nobody chose: stories mostly wait
		if err := flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0))); err != nil {
			panic(err)
		}
	}
	code := m.Run()
	for _, dir := range []string{programDir, previousDir} {
		if dir != "" {
			_ = os.RemoveAll(dir)
		}
	}
	os.Exit(code)
}

// process is a bot that runs as a program of its own, by a clock that goes on from the time it was started at.
type process struct {
	w    *world
	cmd  *exec.Cmd
	said bytes.Buffer
	once sync.Once
	err  error
}

// serve starts the program at a time in Berlin.
func (w *world) serve(local string) *process {
	w.t.Helper()
	path, err := program()
	check(w.t, err)
	return w.run(path, local)
}

// run is serve for a program of any version.
func (w *world) run(path, local string) *process {
	w.t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	check(w.t, err)
	at, err := time.ParseInLocation("2006-01-02 15:04", local, berlin)
	check(w.t, err)
	p := &process{w: w, cmd: exec.CommandContext(w.t.Context(), path, "serve", "--clock-offset", at.Sub(real.Now()).String())}
	p.cmd.Dir = w.t.(*testing.T).TempDir()
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "FOLLOWUP_") && !strings.HasPrefix(kv, "SLACK_") && !strings.HasPrefix(kv, "DATABASE_") {
			p.cmd.Env = append(p.cmd.Env, kv)
		}
	}
	p.cmd.Env = append(p.cmd.Env, "SLACK_API_URL="+w.ws.APIURL(), "SLACK_BOT_TOKEN="+w.ws.BotToken(), "SLACK_APP_TOKEN="+w.ws.AppToken(),
		"DATABASE_URL="+w.url, "FOLLOWUP_HTTP_ADDR=off")
	p.cmd.Stdout, p.cmd.Stderr = &p.said, &p.said
	before := w.ws.Connections()
	check(w.t, p.cmd.Start())
	w.t.Cleanup(func() { _ = p.cmd.Process.Kill(); p.wait() })
	w.until("the program is connected", func() bool { return w.ws.Connections() > before })
	return p
}

func (p *process) wait() { p.once.Do(func() { p.err = p.cmd.Wait() }) }

// kill ends the program as kill -9 does.
func (p *process) kill() {
	p.w.t.Helper()
	check(p.w.t, p.cmd.Process.Kill())
	p.wait()
	p.w.until("Slack has noticed", func() bool { return p.w.ws.Connections() == 0 })
}

// terminate asks the program to end, and fails unless it does so in good order. Meanwhile something else happens.
func (p *process) terminate(meanwhile func()) {
	p.w.t.Helper()
	asked := real.Now()
	check(p.w.t, p.cmd.Process.Signal(syscall.SIGTERM))
	meanwhile()
	p.wait()
	if took := real.Since(asked); p.err != nil || took > 10*time.Second {
		p.w.t.Errorf("the program ended after %s: %v\n%s", took, p.err, p.said.String())
	}
}

// prepared is a world without a bot, in which Ana, Max and Sam have something due on Tuesday at 08:30.
func prepared(t *testing.T) *world {
	t.Helper()
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.max.Command("/followup add Beta").Expect("Beta")
	w.sam.Command("/followup add Gamma").Expect("Gamma")
	w.quit(w.bots[0])
	return w
}

// oneDigestEach waits until everybody has their list, and nobody two.
func (w *world) oneDigestEach() {
	w.t.Helper()
	w.ana.ExpectDM("Acme")
	w.max.ExpectDM("Beta")
	w.sam.ExpectDM("Gamma")
	w.until("nothing waits", func() bool { return w.number(deliveriesLeft) == 0 })
	w.wantNumber(3, digestsPosted)
	w.wantDigests(w.ana, 1)
	w.wantDigests(w.max, 1)
	w.wantDigests(w.sam, 1)
}

// Slack has posted the list, and the program dies before it hears so.
func TestKilledBetweenSlacksOKAndOurNote(t *testing.T) {
	w := prepared(t)
	w.fault(slacksim.Fault{Kind: slacksim.FaultLate, Method: "chat.postMessage", Delay: time.Minute})
	bot := w.serve("2026-05-12 08:31")
	w.until("a list is posted", func() bool { return len(w.digests(w.ana))+len(w.digests(w.max))+len(w.digests(w.sam)) > 0 })
	w.wantNumber(0, digestsPosted)
	bot.kill()

	died := real.Now()
	w.serve("2026-05-12 08:32")
	w.within(40*time.Second, "the dead one's lease is over", func() bool { return w.number(digestsPosted) == 3 })
	w.oneDigestEach()
	if took := real.Since(died); took > 30*time.Second {
		t.Errorf("the lists came %s after the crash", took)
	}
	w.ExpectQuiet()
}

// Slack wanted nothing yet, and the program dies while it waits.
func TestKilledBeforeThePost(t *testing.T) {
	w := prepared(t)
	w.fault(slacksim.Fault{Kind: slacksim.FaultRateLimited, Method: "chat.postMessage", RetryAfter: 3})
	bot := w.serve("2026-05-12 08:31")
	w.until("all is put back", func() bool {
		return w.number(`select count(*) from deliveries where retry_at is not null and leased_until is null`) == 3
	})
	bot.kill()
	w.wantNumber(0, digestsPosted)

	w.serve("2026-05-12 08:32")
	w.oneDigestEach()
	w.ExpectQuiet()
}

// A touch was on its way into the database: it is not there, and nobody was told that it is.
func TestKilledBeforeTheCommit(t *testing.T) {
	w := prepared(t)
	bot := w.serve("2026-05-12 07:30")
	release := w.holdLeads()
	told := make(chan string, 1)
	go func() { told <- w.ana.CommandFails("/followup log Acme call noanswer") }()
	w.until("the touch waits for its lead", w.somebodyWaits)
	bot.kill()
	release()
	if code := <-told; code != "operation_timeout" {
		t.Errorf("Slack says %s", code)
	}
	w.wantNumber(0, touchesMade)

	w.serve("2026-05-12 07:31")
	w.ana.Command("/followup log Acme call noanswer").Expect("no answer")
	w.wantNumber(1, touchesMade)
	w.wantManners()
}

// A deploy in the middle of the morning: what is in hand is finished, and the next one goes on.
func TestTerminatedInTheMiddleOfTheMorning(t *testing.T) {
	w := prepared(t)
	w.fault(slacksim.Fault{Kind: slacksim.FaultLate, Method: "chat.postMessage", Delay: 2 * time.Second})
	bot := w.serve("2026-05-12 08:31")
	w.until("a list is posted", func() bool { return w.calls("chat.postMessage") > 0 })
	release := w.holdLeads()
	atOnce(
		func() { w.max.Command("/followup log Beta call noanswer").Expect("no answer") },
		func() {
			w.until("the touch waits for its lead", w.somebodyWaits)
			bot.terminate(release)
		},
	)
	w.wantNumber(1, touchesMade)
	w.wantNumber(0, `select count(*) from deliveries where leased_until is not null`)

	w.serve("2026-05-12 08:32")
	w.ana.ExpectDM("Acme")
	w.sam.ExpectDM("Gamma")
	w.until("nothing waits", func() bool { return w.number(deliveriesLeft) == 0 })
	w.wantDigests(w.ana, 1)
	w.wantDigests(w.sam, 1)
	if n := len(w.digests(w.max)); n > 1 {
		t.Errorf("Max has %d lists", n)
	}
	w.wantManners()
}
