import type { Operation } from '@toride/contract/operations'
import type { Routes } from '@toride/contract/routes'
import type { Store } from '@toride/store/open-store'
import type { Database } from '@toride/store/schema'
import type { FastifyBaseLogger } from 'fastify'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { Principal } from '../access/principal.ts'
import type { SetupToken } from '../access/setup-token.ts'
import type { Visibility } from '../access/visibility.ts'
import type { Assessor } from '../assessment/assessor.ts'
import type { CredentialBox } from '../assessment/credential-box.ts'
import type { JobQueue } from '../jobs/job-queue.ts'
import type { ChangeFeed } from '../live/change-feed.ts'

/** Everything that the application is made of; `buildApp` gets it and makes none of it. */
export type Services = {
  readonly store: Pick<Store, 'database' | 'pool'>
  readonly assessor: Assessor
  readonly jobs: JobQueue
  readonly changes: ChangeFeed
  readonly credentials: CredentialBox
  readonly setupToken: SetupToken
  readonly now: () => Date
  readonly version: string
  /** Folders below which folders of manifests may be added over the API. */
  readonly manifestFolders: readonly string[]
}

/** What a handler knows about the request besides its input. */
export type RequestContext = Services & {
  readonly database: Kysely<Database>
  readonly principal: Principal | undefined
  /** What the caller may see with the permission of the route. */
  readonly visibility: Visibility
  readonly address: string
  readonly log: FastifyBaseLogger
  /** Sets or clears the cookie of the session in the answer. */
  readonly setSession: (secret: string | undefined, expiresAt?: Date) => void
  /** Counts an attempt at something that can be guessed; throws `too-many-requests`. */
  readonly limitAttempts: (key: string) => Promise<void>
}

/** A context with somebody in it: what every route gets that is not public. */
export type CallerContext = RequestContext & { readonly principal: Principal }

type Output<R, Key extends string> = R extends Record<Key, infer S extends z.ZodType> ? z.output<S> : undefined

export type InputOf<O extends Operation> = {
  readonly params: Output<Routes[O], 'params'>
  readonly query: Output<Routes[O], 'query'>
  readonly body: Output<Routes[O], 'body'>
}

type ResultOf<O extends Operation> = Routes[O] extends { response: infer S extends z.ZodType } ? z.input<S> : unknown

type Handler<O extends Operation> = (
  context: Routes[O]['access'] extends 'public' ? RequestContext : CallerContext,
  input: InputOf<O>,
) => Promise<ResultOf<O>> | ResultOf<O>

/** Operations that answer with data; the event stream has its own code. */
export type DataOperation = Exclude<Operation, 'streamEvents'>

export type Handlers<O extends Operation = DataOperation> = { readonly [Name in O]: Handler<Name> }
