import type { Handlers } from '../app/context.ts'
import { listAffectedResources, listAssessments } from './assessments.ts'
import { getRecommendation } from './recommendation-detail.ts'
import { listRecommendations } from './recommendations.ts'

export const recommendationHandlers: Handlers<'listRecommendations' | 'getRecommendation' | 'listAffectedResources' | 'listAssessments'> = {
  listRecommendations: (context, { query }) => listRecommendations(context, query),
  getRecommendation: (context, { params, query }) => getRecommendation(context, params.check, query),
  listAffectedResources: (context, { params, query }) => listAffectedResources(context, params.check, query),
  listAssessments: (context, { query }) => listAssessments(context, query),
}
