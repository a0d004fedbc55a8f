package localpg

import (
	"context"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// bindToParent does nothing here: the janitor shuts the server down.
func bindToParent(*syscall.SysProcAttr) {}

// boundToParent says whether bindToParent does anything on this system.
const boundToParent = false

func hideRoot(*syscall.SysProcAttr) {}

const canHideRoot = false

// childrenOf lists the processes that pid has started.
func childrenOf(pid int) []int {
	listed, err := exec.CommandContext(context.Background(), "pgrep", "-P", strconv.Itoa(pid)).Output() //nolint:gosec // a number
	if err != nil {
		return nil
	}
	var pids []int
	for field := range strings.FieldsSeq(string(listed)) {
		if child, err := strconv.Atoi(field); err == nil {
			pids = append(pids, child)
		}
	}
	return pids
}

// worksIn says whether the process exists and works in that folder. Here one
// cannot tell; PostgreSQL's own check has to do.
func worksIn(int, string) (works, known bool) { return false, false }
