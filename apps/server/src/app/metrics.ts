import type { Database } from '@toride/store/schema'
import type { FastifyInstance } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Probes } from './register-probes.ts'

export type Metrics = {
  readonly metrics: Probes['metrics']
  /** Measures every request of the application. */
  observe(app: FastifyInstance): void
}

/** What monitoring reads: the process, the requests, and how well the clusters are known. */
export function createMetrics(database: Kysely<Database>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'toride_http_request_duration_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  const clusters = new Gauge({ name: 'toride_clusters', help: 'Clusters by status', labelNames: ['status'], registers: [registry] })
  const resources = new Gauge({
    name: 'toride_resources',
    help: 'Assessed resources by health',
    labelNames: ['health'],
    registers: [registry],
  })
  const jobs = new Gauge({ name: 'toride_jobs', help: 'Jobs by state', labelNames: ['state'], registers: [registry] })

  const count = async (gauge: Gauge<string>, label: string, table: string, column: string): Promise<void> => {
    const { rows } = await sql<{ value: string; found: number }>`
      select ${sql.ref(column)} as value, count(*) as found from ${sql.table(table)} group by 1`.execute(database)
    gauge.reset()
    for (const { value, found } of rows) gauge.set({ [label]: value }, found)
  }

  return {
    metrics: async () => {
      await count(clusters, 'status', 'clusters', 'status')
      await count(resources, 'health', 'resources', 'health')
      await count(jobs, 'state', 'jobs', 'state')
      return { type: registry.contentType, text: await registry.metrics() }
    },
    observe: (app) => {
      app.addHook('onResponse', async (request, reply) => {
        // Addresses as the router knows them: what people type would make a label each.
        const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) }
        requests.observe(labels, reply.elapsedTime / 1000)
      })
    },
  }
}
