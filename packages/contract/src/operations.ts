/**
 * Every operation of the API by name: its method and its path below `/api/v1`. Kept apart from the schemas, so that a
 * browser can call the API without loading them.
 */
export const operations = {
  getSetup: 'GET /setup',
  setUp: 'POST /setup',
  getSession: 'GET /session',
  signIn: 'POST /session',
  signOut: 'DELETE /session',
  changePassword: 'POST /session/password',
  updateProfile: 'PATCH /session/profile',

  listTokens: 'GET /tokens',
  createToken: 'POST /tokens',
  revokeToken: 'DELETE /tokens/:token',

  listUsers: 'GET /users',
  createUser: 'POST /users',
  getUser: 'GET /users/:user',
  updateUser: 'PATCH /users/:user',
  deleteUser: 'DELETE /users/:user',
  resetPassword: 'POST /users/:user/password',
  listRoles: 'GET /roles',

  getEnvironmentTree: 'GET /environments',
  createEnvironment: 'POST /environments',
  getEnvironment: 'GET /environments/:environment',
  updateEnvironment: 'PATCH /environments/:environment',
  deleteEnvironment: 'DELETE /environments/:environment',
  createGroup: 'POST /groups',
  updateGroup: 'PATCH /groups/:group',
  deleteGroup: 'DELETE /groups/:group',

  listClusters: 'GET /clusters',
  addCluster: 'POST /environments/:environment/clusters',
  testConnection: 'POST /environments/:environment/test-connection',
  getCluster: 'GET /clusters/:cluster',
  updateCluster: 'PATCH /clusters/:cluster',
  deleteCluster: 'DELETE /clusters/:cluster',
  refreshCluster: 'POST /clusters/:cluster/refresh',
  listNamespaces: 'GET /namespaces',

  listResources: 'GET /resources',
  getResource: 'GET /resources/:resource',
  search: 'GET /search',

  listRecommendations: 'GET /recommendations',
  getRecommendation: 'GET /recommendations/:check',
  listAffectedResources: 'GET /recommendations/:check/resources',
  listAssessments: 'GET /assessments',

  previewFix: 'POST /fixes/preview',
  applyFix: 'POST /fixes',

  listChecks: 'GET /checks',
  listPolicies: 'GET /policies',
  createPolicy: 'POST /policies',
  previewPolicy: 'POST /policies/preview',
  getPolicy: 'GET /policies/:policy',
  updatePolicy: 'PUT /policies/:policy',
  deletePolicy: 'DELETE /policies/:policy',

  listExemptions: 'GET /exemptions',
  createExemption: 'POST /exemptions',
  getExemption: 'GET /exemptions/:exemption',
  updateExemption: 'PUT /exemptions/:exemption',
  deleteExemption: 'DELETE /exemptions/:exemption',

  getScore: 'GET /score',
  getScoreHistory: 'GET /score/history',

  listJobs: 'GET /jobs',
  getJob: 'GET /jobs/:job',

  listSavedViews: 'GET /saved-views',
  createSavedView: 'POST /saved-views',
  updateSavedView: 'PUT /saved-views/:view',
  deleteSavedView: 'DELETE /saved-views/:view',

  listAuditLog: 'GET /audit-log',
  getHealth: 'GET /health',
  streamEvents: 'GET /events',
} as const

export type Operation = keyof typeof operations

/** Where the API lives on a server. */
export const apiRoot = '/api/v1'

/** Method and path of an operation, parameters still written as `:name`. */
export function splitOperation(operation: Operation): { readonly method: string; readonly path: string } {
  const [method = '', path = ''] = operations[operation].split(' ')
  return { method, path }
}
