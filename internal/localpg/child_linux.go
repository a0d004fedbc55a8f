package localpg

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// bindToParent has the kernel shut the server down at once when we die.
func bindToParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGQUIT }

// boundToParent says whether bindToParent does anything on this system.
const boundToParent = true

// hideRoot gives the process a user namespace without any mapping: it sees
// itself as nobody, PostgreSQL is content, and its files stay ours. It needs
// no privilege, and works where setuid is not allowed.
func hideRoot(attr *syscall.SysProcAttr) { attr.Cloneflags |= syscall.CLONE_NEWUSER }

const canHideRoot = true

// childrenOf lists the processes that pid has started.
func childrenOf(pid int) []int {
	listed, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
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

// worksIn says whether the process exists and works in that folder, as a
// server does in its data folder. Known is false where one cannot tell.
func worksIn(pid int, dir string) (works, known bool) {
	cwd, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	if os.IsNotExist(err) {
		return false, true
	}
	if err != nil {
		return false, false
	}
	return cwd == dir, true
}
