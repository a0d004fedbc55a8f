//go:build linux || darwin

package localpg

import (
	"fmt"
	"io"
	"os/exec"
	"syscall"
)

// janitor is a small shell that outlives us for a moment: it notices our end
// because its input closes, shuts the server down where the kernel does not,
// and removes what was temporary. A nil janitor does nothing.
type janitor struct {
	cmd   *exec.Cmd
	input io.WriteCloser
}

const janitorScript = `
while read -r line; do pid=$line; done
if [ "${pid:-0}" -gt 0 ]; then
	kill -QUIT "$pid"
	kill -CONT "$pid"
	i=0
	while [ -e "$1/data/postmaster.pid" ] && [ "$i" -lt 200 ]; do sleep 0.05; i=$((i+1)); done
fi
if [ -n "$1" ]; then rm -rf -- "$1"; fi
`

// hireJanitor hires one where there is something to do: for a temporary
// cluster, or where the server would survive us.
func hireJanitor(p *place) (*janitor, error) {
	if boundToParent && !p.temporary {
		return nil, nil
	}
	trash := ""
	if p.temporary {
		trash = p.root
	}
	cmd := exec.Command("/bin/sh", "-c", janitorScript, "followup-janitor", trash) //nolint:noctx // it has to outlive every context
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	input, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("hire a janitor: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("hire a janitor: %w", err)
	}
	return &janitor{cmd: cmd, input: input}, nil
}

// watch names the server to shut down; zero is none.
func (j *janitor) watch(pid int) {
	if j == nil {
		return
	}
	_, _ = fmt.Fprintln(j.input, pid) // a janitor that was killed is replaced by the next start's reaping
}

// dismiss lets it go after the server has ended and waits for it.
func (j *janitor) dismiss() error {
	if j == nil {
		return nil
	}
	j.watch(0)
	if err := j.input.Close(); err != nil {
		return fmt.Errorf("dismiss the janitor: %w", err)
	}
	if err := j.cmd.Wait(); err != nil {
		return fmt.Errorf("dismiss the janitor: %w", err)
	}
	return nil
}
