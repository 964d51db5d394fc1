import { z } from 'zod'
import { page, pageQuery } from './page.ts'
import { route } from './route.ts'
import { bySeverity, count, id, name, named, problemBrief, scopeFilter, several, timestamp } from './values.ts'

/** What a cluster's objects come from: a Kubernetes API, or a folder of manifests that is treated like one. */
export const clusterKind = z.enum(['kubernetes', 'manifests'])

/**
 * `pending`: not read yet; `synced`: everything is known and followed; `partial`: some kinds are not known;
 * `unreachable`: no answer, what is shown may be out of date; `unauthorized`: the credentials are refused.
 */
export const clusterStatus = z.enum(['pending', 'synced', 'partial', 'unreachable', 'unauthorized', 'error'])

export const cluster = z
  .object({
    id,
    name: z.string(),
    kind: clusterKind,
    environment: named.extend({ demo: z.boolean() }),
    status: clusterStatus,
    statusSince: timestamp,
    problem: problemBrief.nullable(),
    /** Kubernetes version, when known: `v1.34.1`. */
    version: z.string().nullable(),
    /** Address of the API server, or the folder. */
    address: z.string(),
    lastSyncedAt: timestamp.nullable(),
    resources: count,
    unhealthyResources: count,
    score: z.number().min(0).max(100).nullable(),
    createdAt: timestamp,
  })
  .meta({ id: 'Cluster' })

export type Cluster = z.output<typeof cluster>

/** How well one kind of object is known in a cluster; what is not `synced` is unknown, never healthy. */
export const kindState = z
  .object({
    group: z.string(),
    version: z.string(),
    resource: z.string(),
    kind: z.string(),
    status: z.enum(['starting', 'synced', 'forbidden', 'unreachable', 'error', 'removed', 'unknown']),
    since: timestamp,
    lastEventAt: timestamp.nullable(),
    objects: count,
    problem: problemBrief.nullable(),
  })
  .meta({ id: 'KindState' })

export const node = z.object({
  resource: z.string(),
  name: z.string(),
  ready: z.boolean().nullable(),
  roles: z.array(z.string()),
  kubeletVersion: z.string().nullable(),
  containerRuntime: z.string().nullable(),
  osImage: z.string().nullable(),
  kernelVersion: z.string().nullable(),
  architecture: z.string().nullable(),
})

/** Software that runs the cluster or stands in it, as its nodes and images say. */
export const component = z.object({
  name: z.string(),
  versions: z.array(z.string()),
  kind: z.enum(['control-plane', 'node', 'add-on', 'workload']),
  namespaces: z.array(z.string()),
  pods: count,
})

export const clusterDetail = cluster
  .extend({
    context: z.string().nullable(),
    user: z.string().nullable(),
    /** Whether the connection may change objects, as far as that was asked. */
    writable: z.boolean().nullable(),
    counts: z.object({
      nodes: count,
      namespaces: count,
      workloads: count,
      pods: count,
      containers: count,
      services: count,
      ingresses: count,
    }),
    recommendations: bySeverity,
    unhealthyBySeverity: bySeverity,
    kinds: z.array(kindState),
    nodes: z.array(node),
    components: z.array(component),
    /** Files that could not be read, for folders of manifests. */
    problems: z.array(
      z.object({
        code: z.string(),
        message: z.string(),
        hint: z.string(),
        file: z.string().nullable(),
        line: z.int().nullable(),
        column: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'ClusterDetail' })

export type ClusterDetail = z.output<typeof clusterDetail>

export const profile = z.enum(['toride', 'defender'])

export const environment = z
  .object({
    id,
    name: z.string(),
    group: named.nullable(),
    /** Holds sample data that was put there to look around. */
    demo: z.boolean(),
    /** How recommendations are read: `defender` as the original does, `toride` as users need it. */
    profile,
    clusters: z.array(cluster),
    score: z.number().min(0).max(100).nullable(),
    createdAt: timestamp,
  })
  .meta({ id: 'Environment' })

export type Environment = z.output<typeof environment>

export const environmentTree = z.object({
  tenant: z.object({ name: z.string() }),
  groups: z.array(named),
  environments: z.array(environment),
})

const kubeconfig = z.string().min(1).max(1_000_000)
const context = z.string().max(500).optional()

export const clusterInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kubernetes'), name, kubeconfig, context }),
  /** A folder on the server, below one of the folders that its operator has allowed. */
  z.strictObject({ kind: z.literal('manifests'), name, folder: z.string().min(1).max(1000) }),
])

export const connectionTest = z.object({
  ok: z.boolean(),
  server: z.string().nullable(),
  version: z.string().nullable(),
  /** Kinds that the role does not allow to list. */
  forbidden: z.array(z.string()),
  writable: z.boolean().nullable(),
  problem: problemBrief.nullable(),
})

const tag = 'Environments'
const read = { permission: 'environment:read', at: 'anywhere' } as const
const write = { permission: 'environment:write', at: 'anywhere' } as const
const tenantWrite = { permission: 'environment:write', at: 'tenant' } as const
const environmentParams = z.object({ environment: id })
const clusterParams = z.object({ cluster: id })
const groupParams = z.object({ group: id })

export const environmentRoutes = {
  getEnvironmentTree: route({
    tag,
    summary: 'The tree: tenant, groups, environments and their clusters',
    access: read,
    status: 200,
    response: environmentTree,
  }),
  createEnvironment: route({
    tag,
    summary: 'Make an environment',
    access: tenantWrite,
    body: z.strictObject({ name, group: id.nullable().optional(), profile: profile.optional() }),
    status: 201,
    response: environment,
    errors: ['name-taken'],
  }),
  getEnvironment: route({ tag, summary: 'One environment', access: read, params: environmentParams, status: 200, response: environment }),
  updateEnvironment: route({
    tag,
    summary: 'Rename an environment, move it to another group, or change its profile',
    access: write,
    params: environmentParams,
    body: z.strictObject({ name: name.optional(), group: id.nullable().optional(), profile: profile.optional() }),
    status: 200,
    response: environment,
    errors: ['name-taken'],
  }),
  deleteEnvironment: route({
    tag,
    summary: 'Delete an environment with everything that is known of it',
    access: tenantWrite,
    params: environmentParams,
    status: 204,
  }),
  createGroup: route({
    tag,
    summary: 'Make a group of environments',
    access: tenantWrite,
    body: z.strictObject({ name }),
    status: 201,
    response: named,
    errors: ['name-taken'],
  }),
  updateGroup: route({
    tag,
    summary: 'Rename a group',
    access: tenantWrite,
    params: groupParams,
    body: z.strictObject({ name }),
    status: 200,
    response: named,
    errors: ['name-taken'],
  }),
  deleteGroup: route({
    tag,
    summary: 'Delete a group; its environments stay, without one',
    access: tenantWrite,
    params: groupParams,
    status: 204,
  }),

  listClusters: route({
    tag,
    summary: 'Clusters',
    access: read,
    query: z.object({
      ...pageQuery(['name', 'status', 'resources', 'unhealthyResources', 'score', 'createdAt'], ['status', 'kind', 'environment']),
      environment: several(id),
      status: several(clusterStatus),
      kind: several(clusterKind),
      q: z.string().max(200).optional(),
    }),
    status: 200,
    response: page(cluster),
    csv: true,
  }),
  addCluster: route({
    tag,
    summary: 'Add a cluster by its kubeconfig, or a folder of manifests',
    access: write,
    params: environmentParams,
    body: clusterInput,
    status: 201,
    response: cluster,
    errors: ['name-taken', 'kubeconfig-invalid', 'kubeconfig-refused', 'manifest-folder-refused'],
  }),
  testConnection: route({
    tag,
    summary: 'Try a kubeconfig without keeping it',
    access: write,
    params: environmentParams,
    body: z.strictObject({ kubeconfig, context }),
    status: 200,
    response: connectionTest,
    errors: ['kubeconfig-invalid', 'kubeconfig-refused'],
  }),
  getCluster: route({
    tag,
    summary: 'One cluster: versions, components, nodes, and how well each kind is known',
    access: read,
    params: clusterParams,
    status: 200,
    response: clusterDetail,
  }),
  updateCluster: route({
    tag,
    summary: 'Rename a cluster or give it new credentials',
    access: write,
    params: clusterParams,
    body: z.strictObject({ name: name.optional(), kubeconfig: kubeconfig.optional(), context }),
    status: 200,
    response: cluster,
    errors: ['name-taken', 'kubeconfig-invalid', 'kubeconfig-refused'],
  }),
  deleteCluster: route({
    tag,
    summary: 'Remove a cluster with everything that is known of it',
    access: write,
    params: clusterParams,
    status: 204,
  }),
  refreshCluster: route({
    tag,
    summary: 'Read everything again now',
    access: write,
    params: clusterParams,
    status: 202,
    response: cluster,
  }),
  listNamespaces: route({
    tag,
    summary: 'Namespaces, for choosing a scope',
    access: read,
    query: z.object({
      ...pageQuery(['name', 'resources', 'unhealthyResources'], []),
      environment: scopeFilter.environment,
      cluster: scopeFilter.cluster,
      q: z.string().max(200).optional(),
    }),
    status: 200,
    response: page(z.object({ name: z.string(), cluster: named, environment: named, resources: count, unhealthyResources: count })),
  }),
}
