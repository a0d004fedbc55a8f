package main

import (
	"errors"
	"fmt"
	"syscall"
)

// keepMemory keeps what the program holds, tokens among it, from being written to a core dump and from being read by other programs of
// the same account. The private database's server, which it starts, leaves no core either.
func keepMemory() error {
	limit := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
	_, _, dumpable := syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_SET_DUMPABLE, 0, 0) // also where cores go to a program
	if limit == nil && dumpable == 0 {
		return nil
	}
	return fmt.Errorf("forbid core dumps: %w", errors.Join(limit, dumpable))
}
