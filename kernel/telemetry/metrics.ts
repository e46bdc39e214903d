import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

const requestSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export type Metrics = ReturnType<typeof createMetrics>

/**
 * Everything a process counts, in its own registry.
 * @param options.process also event loop, memory and garbage collection of the process
 */
export function createMetrics(options: { region: string; process?: boolean }) {
  const registry = new Registry()
  registry.setDefaultLabels({ region: options.region })
  if (options.process === true) collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    httpSeconds: new Histogram({
      name: 'meridian_http_request_seconds',
      help: 'Requests by route and status, and how long they took',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: requestSeconds,
      registers,
    }),
    httpInFlight: new Gauge({
      name: 'meridian_http_in_flight',
      help: 'Requests being worked on',
      registers,
    }),
    httpShed: new Counter({
      name: 'meridian_http_shed_total',
      help: 'Requests refused because too much work was waiting',
      labelNames: ['reason'] as const,
      registers,
    }),
    httpCache: new Counter({
      name: 'meridian_http_cache_total',
      help: 'Cacheable requests by how they were answered: hit, stale, joined or miss',
      labelNames: ['outcome'] as const,
      registers,
    }),
    httpOfKeys: new Counter({
      name: 'meridian_http_of_keys_total',
      help: 'Requests of pages of other sites, by their publishable key',
      labelNames: ['key'] as const,
      registers,
    }),
    httpForwarded: new Counter({
      name: 'meridian_http_forwarded_total',
      help: 'Commands sent on to the region that serves them',
      labelNames: ['to'] as const,
      registers,
    }),
    commits: new Counter({
      name: 'meridian_commits_total',
      help: 'Commits by kind and outcome',
      labelNames: ['kind', 'outcome'] as const,
      registers,
    }),
    commitSeconds: new Histogram({
      name: 'meridian_commit_seconds',
      help: 'How long a commit took to be acknowledged',
      labelNames: ['durability'] as const,
      buckets: requestSeconds,
      registers,
    }),
    deliveryAttempts: new Counter({
      name: 'meridian_delivery_attempts_total',
      help: 'Deliveries tried, by subscription and outcome',
      labelNames: ['subscription', 'outcome'] as const,
      registers,
    }),
    deliveriesPending: new Gauge({
      name: 'meridian_deliveries_pending',
      help: 'Deliveries still to take effect',
      registers,
    }),
    deliveriesDead: new Gauge({
      name: 'meridian_deliveries_dead',
      help: 'Dead letters',
      registers,
    }),
    oldestDeliverySeconds: new Gauge({
      name: 'meridian_oldest_delivery_seconds',
      help: 'How long the oldest due delivery has waited',
      registers,
    }),
    outgoingCalls: new Counter({
      name: 'meridian_outgoing_calls_total',
      help: 'Calls to other processes, by name and outcome',
      labelNames: ['name', 'outcome'] as const,
      registers,
    }),
    replicationLagBytes: new Gauge({
      name: 'meridian_replication_lag_bytes',
      help: 'What the peer has not confirmed yet',
      registers,
    }),
    replicationConflicts: new Gauge({
      name: 'meridian_replication_conflicts',
      help: 'Rows that arrived and met a conflict; the target is 0',
      registers,
    }),
    epoch: new Gauge({
      name: 'meridian_epoch',
      help: 'Epoch of the serving map this process goes by',
      registers,
    }),
    serving: new Gauge({
      name: 'meridian_serving',
      help: '1 for each home this region serves',
      labelNames: ['home'] as const,
      registers,
    }),
    contentType: registry.contentType,
    /** The Prometheus text. */
    text: () => registry.metrics(),
  }
}
