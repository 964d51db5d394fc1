import { z } from 'zod'
import { route } from './route.ts'
import { id } from './values.ts'

export const eventTopics = [
  'environments',
  'clusters',
  'resources',
  'recommendations',
  'score',
  'policies',
  'exemptions',
  'jobs',
  'users',
  'audit-log',
  'health',
  'saved-views',
  'tokens',
  'session',
] as const

export type EventTopic = (typeof eventTopics)[number]

/** The data of an event named `change`: what changed and where; the receiver asks again. */
export const changeEvent = z.object({
  topics: z.array(z.enum(eventTopics)),
  environment: id.nullable(),
  cluster: id.nullable(),
})

export type ChangeEvent = z.output<typeof changeEvent>

export const eventRoutes = {
  streamEvents: route({
    tag: 'Events',
    summary:
      'Server-sent events of what changed, within the scopes of the caller. An event named "reset" means that some were missed: ask for everything again',
    access: 'session',
    status: 200,
    stream: true,
  }),
}
