import { z } from 'zod'
import { count, several } from './values.ts'

/**
 * Parameters of every list. `sorts` are the fields it can be sorted by; `-` before one turns the order round.
 * `facets` names the filters whose values are to be counted, each under all the other filters.
 */
export function pageQuery<const Sort extends string, const Facet extends string>(
  sorts: readonly [Sort, ...Sort[]],
  facets: readonly Facet[],
) {
  return {
    limit: z.coerce.number().int().min(1).max(500).optional(),
    cursor: z.string().max(2000).optional(),
    sort: z.enum(sorts.flatMap((sort) => [sort, `-${sort}`] as const) as [Sort | `-${Sort}`, ...(Sort | `-${Sort}`)[]]).optional(),
    ...(facets.length > 0 && { facets: several(z.enum(facets as unknown as [Facet, ...Facet[]])) }),
  } as unknown as {
    limit: z.ZodOptional<z.ZodCoercedNumber>
    cursor: z.ZodOptional<z.ZodString>
    sort: z.ZodOptional<z.ZodType<Sort | `-${Sort}`>>
    facets: z.ZodOptional<z.ZodArray<z.ZodType<Facet>>>
  }
}

/** A value of a filter, how many items have it, and what to call it when the value is an id. */
export const facetValue = z.object({ value: z.string(), count, label: z.string().optional() })

/** One page of a list. `total` counts all pages; facets are there when they were asked for. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: count,
    facets: z.record(z.string(), z.array(facetValue)),
  })
}

export const defaultPageLimit = 50
