import type { Handlers } from '../app/context.ts'
import { getScore, getScoreHistory } from './service.ts'

export const scoreHandlers: Handlers<'getScore' | 'getScoreHistory'> = {
  getScore: (context, { query }) => getScore(context, query),
  getScoreHistory: (context, { query }) => getScoreHistory(context, query),
}
