import { z } from 'zod'

/** Every error of the API (RFC 9457, `application/problem+json`). `code` is a key of the error table. */
export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  hint: z.string(),
  /** The fields that are wrong, as JSON Pointers into the body, or `query/name`, `params/name`. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
})

export type ProblemDetails = z.output<typeof problemDetails>
