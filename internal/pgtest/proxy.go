package pgtest

import (
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/lib/pq"
)

// Proxy is a way to a database that can be cut, and led elsewhere, for one who
// uses it while others have their own.
type Proxy struct {
	// URL is the database's address by this way.
	URL string

	listener net.Listener
	running  sync.WaitGroup

	mu      sync.Mutex
	network string // of the server that new connections are led to; empty: none
	address string
	open    map[net.Conn]bool
}

// NewProxy returns a way to the database at an address. It ends with the test.
func NewProxy(t testing.TB, url string) *Proxy {
	t.Helper()
	config, err := pq.NewConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{open: map[net.Conn]bool{}}
	if p.listener, err = new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(p.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	p.URL = fmt.Sprintf("host=127.0.0.1 port=%s user='%s' password='%s' dbname='%s' sslmode=disable", port, config.User, config.Password, config.Database)
	p.Lead(t, url)
	p.running.Go(p.accept)
	t.Cleanup(func() {
		_ = p.listener.Close()
		p.Cut()
		p.running.Wait()
	})
	return p
}

// Lead leads new connections to the server of another address. Those that are
// open stay where they are.
func (p *Proxy) Lead(t testing.TB, url string) {
	t.Helper()
	config, err := pq.NewConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	port := strconv.Itoa(int(config.Port))
	p.network, p.address = "tcp", net.JoinHostPort(config.Host, port)
	if strings.HasPrefix(config.Host, "/") {
		p.network, p.address = "unix", filepath.Join(config.Host, ".s.PGSQL."+port)
	}
}

// Cut ends every connection and refuses new ones until Lead.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.network = ""
	for c := range p.open {
		_ = c.Close() // it is to be of no use
	}
	clear(p.open)
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.running.Go(func() { p.carry(client) })
	}
}

func (p *Proxy) carry(client net.Conn) {
	defer client.Close() //nolint:errcheck // it may be cut already
	server := p.dial(client)
	if server == nil {
		return
	}
	var ways sync.WaitGroup
	for _, way := range [][2]net.Conn{{client, server}, {server, client}} {
		ways.Go(func() {
			_, _ = io.Copy(way[0], way[1]) // it ends with either side
			_ = way[0].Close()
			_ = way[1].Close()
		})
	}
	ways.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, client)
	delete(p.open, server)
}

// dial connects a client to where it is led; nil: nowhere.
func (p *Proxy) dial(client net.Conn) net.Conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.network == "" {
		return nil
	}
	server, err := new(net.Dialer).Dial(p.network, p.address) //nolint:noctx // on this computer it is there or not
	if err != nil {
		return nil
	}
	p.open[client], p.open[server] = true, true
	return server
}
