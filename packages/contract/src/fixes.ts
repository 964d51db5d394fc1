import { z } from 'zod'
import { resourceReference } from './inventory.ts'
import { job } from './jobs.ts'
import { route } from './route.ts'
import { checkId, count, json, problemBrief, resourceId } from './values.ts'

export const patchOperation = z.discriminatedUnion('op', [
  z.object({ op: z.enum(['add', 'replace', 'test']), path: z.string(), value: json }),
  z.object({ op: z.literal('remove'), path: z.string() }),
])

export const fixPreview = z
  .object({
    resource: resourceReference,
    /**
     * `ready`: can be applied; `take-to-source`: the patch belongs where the object comes from (Helm, Argo CD, Flux, or a
     * file); `not-permitted`: the connection may not write; `refused`: the cluster refuses it in a dry run; `no-fix`:
     * nothing safe can be done by itself; `healthy`: there is nothing to fix.
     */
    status: z.enum(['ready', 'take-to-source', 'not-permitted', 'refused', 'no-fix', 'healthy']),
    problem: problemBrief.nullable(),
    patch: z.array(patchOperation),
    /** The object as YAML before and after. */
    before: z.string(),
    after: z.string(),
    /** Unified diff: of the file for folders of manifests, else of the two texts above. */
    diff: z.string(),
    /** For folders of manifests: the whole changed file. */
    file: z.object({ path: z.string(), text: z.string() }).nullable(),
    managedBy: z.string().nullable(),
    /** Findings that the patch takes away, and those that stay. */
    fixedFindings: count,
    remainingFindings: count,
    /** Whether the API server accepted the patch in a dry run; null where there is none. */
    dryRun: z.boolean().nullable(),
  })
  .meta({ id: 'FixPreview' })

export type FixPreview = z.output<typeof fixPreview>

const body = z.strictObject({ check: checkId, resources: z.array(resourceId).min(1).max(50) })
const tag = 'Fix'

export const fixRoutes = {
  previewFix: route({
    tag,
    summary: 'The exact change as a diff, tried by the cluster in a dry run; nothing is changed',
    access: { permission: 'fix:preview', at: 'anywhere' },
    body,
    status: 200,
    response: z.object({ items: z.array(fixPreview) }),
    errors: ['resource-not-found'],
  }),
  applyFix: route({
    tag,
    summary: 'Apply the change as a job: roll-outs are watched, a failed one is rolled back',
    access: { permission: 'fix:apply', at: 'anywhere' },
    body,
    status: 202,
    response: job,
    errors: ['resource-not-found'],
  }),
}
