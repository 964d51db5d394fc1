import type { Handlers } from '../app/context.ts'
import {
  addCluster,
  deleteCluster,
  getCluster,
  listClusters,
  listNamespaces,
  refreshCluster,
  testConnection,
  updateCluster,
} from './clusters.ts'
import {
  createEnvironment,
  createGroup,
  deleteEnvironment,
  deleteGroup,
  getEnvironment,
  getEnvironmentTree,
  updateEnvironment,
  updateGroup,
} from './environments.ts'

export const environmentHandlers: Handlers<
  | 'getEnvironmentTree'
  | 'createEnvironment'
  | 'getEnvironment'
  | 'updateEnvironment'
  | 'deleteEnvironment'
  | 'createGroup'
  | 'updateGroup'
  | 'deleteGroup'
  | 'listClusters'
  | 'addCluster'
  | 'testConnection'
  | 'getCluster'
  | 'updateCluster'
  | 'deleteCluster'
  | 'refreshCluster'
  | 'listNamespaces'
> = {
  getEnvironmentTree: (context) => getEnvironmentTree(context),
  createEnvironment: (context, { body }) => createEnvironment(context, body),
  getEnvironment: (context, { params }) => getEnvironment(context, params.environment),
  updateEnvironment: (context, { params, body }) => updateEnvironment(context, params.environment, body),
  deleteEnvironment: (context, { params }) => deleteEnvironment(context, params.environment),
  createGroup: (context, { body }) => createGroup(context, body.name),
  updateGroup: (context, { params, body }) => updateGroup(context, params.group, body.name),
  deleteGroup: (context, { params }) => deleteGroup(context, params.group),
  listClusters: (context, { query }) => listClusters(context, query),
  addCluster: (context, { params, body }) => addCluster(context, params.environment, body),
  testConnection: (context, { params, body }) => testConnection(context, params.environment, body),
  getCluster: (context, { params }) => getCluster(context, params.cluster),
  updateCluster: (context, { params, body }) => updateCluster(context, params.cluster, body),
  deleteCluster: (context, { params }) => deleteCluster(context, params.cluster),
  refreshCluster: (context, { params }) => refreshCluster(context, params.cluster),
  listNamespaces: (context, { query }) => listNamespaces(context, query),
}
