package transport

import "sync"

// signal is a channel that may be closed many times.
type signal struct {
	once *sync.Once
	ch   chan struct{}
}

func newSignal() signal { return signal{once: new(sync.Once), ch: make(chan struct{})} }

func (s signal) C() <-chan struct{} { return s.ch }

func (s signal) fire() { s.once.Do(func() { close(s.ch) }) }

func (s signal) fired() bool {
	select {
	case <-s.ch:
		return true
	default:
		return false
	}
}

// inflight counts work in hand and closes for good at the first quiet moment after drain was called, so that nothing can
// begin between "all is done" and the goodbye.
type inflight struct {
	mu       sync.Mutex
	n        int
	draining bool
	closed   bool
	idle     signal
}

func newInflight() *inflight { return &inflight{idle: newSignal()} }

// begin is false when nothing may begin any more; otherwise end must follow.
func (f *inflight) begin() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return false
	}
	f.n++
	return true
}

func (f *inflight) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n--
	f.settle()
}

// stop refuses new work from now on.
func (f *inflight) stop() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
}

// drain returns a channel that is closed once nothing is in hand and nothing can begin.
func (f *inflight) drain() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.draining = true
	f.settle()
	return f.idle.C()
}

func (f *inflight) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.n
}

func (f *inflight) settle() {
	if f.draining && f.n == 0 {
		f.closed = true
		f.idle.fire()
	}
}
