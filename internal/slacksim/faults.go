package slacksim

import (
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// FaultKind is a way in which Slack misbehaves.
type FaultKind string

// The kinds of faults. Those for calls concern the Web API and, as method "response_url", the response_urls.
const (
	FaultSlow        FaultKind = "slow"        // call: the answer takes Delay, nothing is done before
	FaultLate        FaultKind = "late"        // call: it is done at once, but the answer takes Delay
	FaultStatus      FaultKind = "status"      // call: HTTP Status (503 when 0), nothing is done
	FaultRateLimited FaultKind = "ratelimited" // call: 429 with RetryAfter seconds, and calling before is a violation
	FaultLostAnswer  FaultKind = "lost_answer" // call: it is done, then the connection is cut
	FaultCut         FaultKind = "cut"         // call: the connection is cut, nothing is done
	FaultError       FaultKind = "error"       // call: ok:false with Error

	FaultDropSocket   FaultKind = "drop_socket"   // envelope: all connections are cut instead of sending it
	FaultDuplicate    FaultKind = "duplicate"     // envelope: sent twice with the same id, on two connections if there are
	FaultIgnoreAck    FaultKind = "ignore_ack"    // envelope: its ack gets lost
	FaultRefuseSocket FaultKind = "refuse_socket" // the next connection attempt is refused
	FaultNoHello      FaultKind = "no_hello"      // the next connection gets no hello
)

// callFaults and envelopeFaults say what a kind applies to.
var (
	callFaults     = []FaultKind{FaultSlow, FaultLate, FaultStatus, FaultRateLimited, FaultLostAnswer, FaultCut, FaultError}
	envelopeFaults = []FaultKind{FaultDropSocket, FaultDuplicate}
	otherFaults    = []FaultKind{FaultIgnoreAck, FaultRefuseSocket, FaultNoHello}
)

// Fault is one thing that goes wrong, Count times. Empty filters fit everything.
type Fault struct {
	Kind       FaultKind     `json:"kind"`
	Method     string        `json:"method,omitempty"`   // calls: chat.postMessage, response_url
	Channel    string        `json:"channel,omitempty"`  // calls: the channel argument
	Envelope   string        `json:"envelope,omitempty"` // envelopes: slash_commands, block_actions, message …
	Error      string        `json:"error,omitempty"`
	Status     int           `json:"status,omitempty"`
	RetryAfter int           `json:"retry_after,omitempty"` // seconds
	Delay      time.Duration `json:"delay,omitempty"`       // nanoseconds in JSON
	Count      int           `json:"count,omitempty"`       // 0 is once, a negative one goes on until it is cleared
	Rate       float64       `json:"rate,omitempty"`        // chance that it strikes when it could; 0 is always
}

// InjectFault arms a fault and answers how to disarm it.
func (w *Workspace) InjectFault(f Fault) (disarm func(), err error) {
	kinds := slices.Concat(callFaults, envelopeFaults, otherFaults)
	if !slices.Contains(kinds, f.Kind) {
		return nil, fmt.Errorf("slacksim: unknown fault %q; there are %v", f.Kind, kinds)
	}
	if f.Count == 0 {
		f.Count = 1
	}
	if f.Kind == FaultError && f.Error == "" {
		return nil, fmt.Errorf("slacksim: the fault %q needs the name of an error", f.Kind)
	}
	armed := &f
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults = append(w.faults, armed)
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.faults = slices.DeleteFunc(w.faults, func(o *Fault) bool { return o == armed })
	}, nil
}

// ClearFaults disarms all faults.
func (w *Workspace) ClearFaults() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults = nil
}

// takeFault uses up one count of the first fault that fits. The caller holds the lock.
func (w *Workspace) takeFault(fits func(*Fault) bool) *Fault {
	for i, f := range w.faults {
		if !fits(f) || (f.Rate > 0 && w.random.Float64() >= f.Rate) {
			continue
		}
		if f.Count > 0 {
			if f.Count--; f.Count == 0 {
				w.faults = slices.Delete(w.faults, i, i+1)
			}
		}
		return f
	}
	return nil
}

func (w *Workspace) takeCallFault(method, channel string) *Fault {
	return w.takeFault(func(f *Fault) bool {
		return slices.Contains(callFaults, f.Kind) && (f.Method == "" || f.Method == method) && (f.Channel == "" || f.Channel == channel)
	})
}

func (w *Workspace) takeEnvelopeFault(typ, kind string) *Fault {
	return w.takeFault(func(f *Fault) bool { return slices.Contains(envelopeFaults, f.Kind) && f.fitsEnvelope(typ, kind) })
}

func (f *Fault) fitsEnvelope(typ, kind string) bool {
	return f.Envelope == "" || f.Envelope == typ || f.Envelope == kind
}

// failBefore plays the faults that strike before anything is done. It reports whether the call is over.
func (w *Workspace) failBefore(rw http.ResponseWriter, r *http.Request, f *Fault, rec *Call) bool {
	if f == nil {
		return false
	}
	switch f.Kind {
	case FaultSlow:
		w.pause(f.Delay, r.Context().Done())
		return false
	case FaultStatus:
		rec.Status, rec.Error = max(f.Status, 400), "fault"
		if f.Status == 0 {
			rec.Status = http.StatusServiceUnavailable
		}
		http.Error(rw, "The server is having a bad day.", rec.Status)
	case FaultRateLimited:
		w.mu.Lock()
		w.holdOff(rec.Method, f.Channel, time.Duration(max(1, f.RetryAfter))*time.Second)
		w.mu.Unlock()
		rec.Status, rec.Error = http.StatusTooManyRequests, "ratelimited"
		rw.Header().Set("Retry-After", strconv.Itoa(max(1, f.RetryAfter)))
		rw.Header().Set("Content-Type", "application/json; charset=utf-8")
		rw.WriteHeader(rec.Status)
		_, _ = rw.Write([]byte(`{"ok":false,"error":"ratelimited"}`))
	case FaultCut:
		rec.Status, rec.Error = 0, "fault"
		cut(rw)
	default:
		return false
	}
	return true
}

// failAfter plays the faults that strike when everything is done.
func (w *Workspace) failAfter(rw http.ResponseWriter, r *http.Request, f *Fault, rec *Call) bool {
	if f == nil {
		return false
	}
	if f.Kind == FaultLate {
		w.pause(f.Delay, r.Context().Done())
	}
	if f.Kind != FaultLostAnswer {
		return false
	}
	rec.Status, rec.Error = 0, "fault"
	cut(rw)
	return true
}

// cut resets the connection of a call, so that the app reads no answer at all.
func cut(rw http.ResponseWriter) {
	hijacker, ok := rw.(http.Hijacker)
	if !ok {
		return
	}
	conn, _, err := hijacker.Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// HasFaults reports whether a fault is still armed.
func (w *Workspace) HasFaults() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.faults) > 0
}
