import type { Handlers } from '../app/context.ts'
import { getHealth } from './service.ts'

export const healthHandlers: Handlers<'getHealth'> = { getHealth: (context) => getHealth(context) }
