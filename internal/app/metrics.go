package app

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// metrics are the numbers an operator watches.
type metrics struct {
	registry  *prometheus.Registry
	envelopes *prometheus.CounterVec
	seconds   *prometheus.HistogramVec
	orphans   prometheus.Gauge
	slips     *prometheus.GaugeVec
	lastSweep atomic.Int64 // unix seconds, real time
}

func newMetrics(version string) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		envelopes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "followup_requests_total", Help: "What people typed, pressed and submitted, by surface, name and result.",
		}, []string{"kind", "name", "result"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "followup_request_seconds", Help: "From envelope to answer.",
			Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5},
		}, []string{"kind"}),
		orphans: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "followup_orphans", Help: "Open leads without a recall at the last audit. Anything but 0 is a defect.",
		}),
	}
	m.slips = prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "followup_slips", Help: "What should have happened by now and has not, by what, a minute ago. Anything but 0 needs a look.",
	}, []string{"what"})
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "followup_build_info", Help: "Always 1; the version is a label.", ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	m.registry.MustRegister(m.envelopes, m.seconds, m.orphans, m.slips, build, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) served(kind, name, result string, took time.Duration) {
	m.envelopes.WithLabelValues(kind, name, result).Inc()
	m.seconds.WithLabelValues(kind).Observe(took.Seconds())
}

func (m *metrics) swept(at time.Time) { m.lastSweep.Store(at.Unix()) }

// watch adds the numbers that are read when they are asked for.
func (m *metrics) watch(a *App) {
	m.registry.MustRegister(
		gauge("followup_connections", "Open connections to Slack.", func() float64 { return float64(a.socket.Status().Up) }),
		gauge("followup_last_sweep_timestamp_seconds", "When the last sweep ended.", func() float64 { return float64(m.lastSweep.Load()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "followup_database_round_trips_total", Help: "How often the database was asked and waited for.",
		}, func() float64 { return float64(a.db.RoundTrips()) }),
		outboxCollector{a},
	)
}

func gauge(name, help string, value func() float64) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value)
}

// outboxCollector reads the outbox with one query per scrape.
type outboxCollector struct{ app *App }

var (
	databaseUp = prometheus.NewDesc("followup_database_up", "Whether the database answers.", nil, nil)
	waiting    = prometheus.NewDesc("followup_deliveries_waiting", "Messages that are due and not sent.", nil, nil)
	oldest     = prometheus.NewDesc("followup_deliveries_oldest_seconds", "Age of the oldest of them.", nil, nil)
	givenUp    = prometheus.NewDesc("followup_deliveries_given_up", "Messages given up in the last day.", nil, nil)
	refused    = prometheus.NewDesc("followup_token_refused", "Whether Slack refused the bot token when it was last used.", nil, nil)
	openLeads  = prometheus.NewDesc("followup_open_leads", "Active and parked leads.", nil, nil)
)

// scrapeTimeout bounds the query of a scrape.
const scrapeTimeout = 2 * time.Second

// Describe implements prometheus.Collector.
func (outboxCollector) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{databaseUp, waiting, oldest, givenUp, refused, openLeads} {
		to <- d
	}
}

// Collect implements prometheus.Collector. Without a database only that is told.
func (c outboxCollector) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTimeout)
	defer cancel()
	s, err := c.app.db.Stats(ctx, c.app.deps.Clock.Now())
	if err != nil {
		to <- prometheus.MustNewConstMetric(databaseUp, prometheus.GaugeValue, 0)
		return
	}
	dead := 0.0
	if doubtful, err := c.app.bot.Refused(ctx); err == nil && doubtful {
		dead = 1
	}
	for desc, value := range map[*prometheus.Desc]float64{
		refused: dead, databaseUp: 1, waiting: float64(s.Waiting), oldest: s.OldestWaiting.Seconds(), givenUp: float64(s.GivenUp), openLeads: float64(s.OpenLeads),
	} {
		to <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value)
	}
}
