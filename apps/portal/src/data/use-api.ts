import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RequestOf, ResponseOf } from '@toride/contract/client'
import type { Operation } from '@toride/contract/operations'
import { useMemo } from 'react'
import { api } from './api.ts'
import { topicsOf } from './topics.ts'

type AnyCall = (request: object) => Promise<never>

function call<O extends Operation>(operation: O, request: RequestOf<O>, signal: AbortSignal): Promise<ResponseOf<O>> {
  return (api[operation] as AnyCall)({ ...request, signal })
}

/** The answer of one reading operation; asked again when an event says that it changed. */
export function useApi<O extends Operation>(
  operation: O,
  request: RequestOf<O>,
  options: { readonly enabled?: boolean; readonly keep?: boolean } = {},
) {
  return useQuery<ResponseOf<O>>({
    queryKey: [operation, request],
    queryFn: ({ signal }) => call(operation, request, signal),
    enabled: options.enabled ?? true,
    ...(options.keep && { placeholderData: keepPreviousData }),
  })
}

type PageOperation = {
  [O in Operation]: ResponseOf<O> extends { items: readonly unknown[]; nextCursor: string | null; total: number } ? O : never
}[Operation]

/** What one row of a list operation is. */
export type ItemOf<O extends PageOperation> = ResponseOf<O> extends { items: readonly (infer Item)[] } ? Item : never

export type FacetValues = readonly { readonly value: string; readonly count: number; readonly label?: string | undefined }[]

/** A list that is fetched page by page as far as it is looked at. */
export type ApiList<Item> = {
  readonly items: readonly Item[]
  readonly total: number
  readonly facets: Readonly<Record<string, FacetValues>>
  readonly isPending: boolean
  /** Another answer is on its way while the former one is still shown. */
  readonly isRefreshing: boolean
  readonly error: Error | null
  readonly retry: () => void
  readonly loadMore: (() => void) | undefined
}

const nothing: readonly never[] = []
const noFacets = {}

/** A list operation. Its former rows stay until the next answer is there, so that filters do not flicker. */
export function useApiList<O extends PageOperation>(
  operation: O,
  request: RequestOf<O>,
  options: { readonly enabled?: boolean } = {},
): ApiList<ItemOf<O>> {
  type Page = { items: ItemOf<O>[]; nextCursor: string | null; total: number; facets: Record<string, FacetValues> }
  const result = useInfiniteQuery({
    queryKey: [operation, request, 'pages'],
    queryFn: ({ signal, pageParam }) => {
      const { query, ...rest } = request as { query?: object }
      const next = { ...rest, query: { ...query, ...(pageParam !== undefined && { cursor: pageParam }) } }
      return call(operation, next as RequestOf<O>, signal) as unknown as Promise<Page>
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  })
  const items = useMemo(() => result.data?.pages.flatMap((page) => page.items) ?? nothing, [result.data])
  const first = result.data?.pages[0]
  const { hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = result
  return {
    items,
    total: first?.total ?? 0,
    facets: first?.facets ?? noFacets,
    isPending: result.isPending,
    isRefreshing: result.isPlaceholderData,
    error: result.error,
    retry: () => void refetch(),
    loadMore: hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined,
  }
}

/** An operation that changes something. What it changes is asked again at once; others hear of it by event. */
export function useApiChange<O extends Operation>(operation: O, stale: readonly Operation[] = []) {
  const client = useQueryClient()
  return useMutation<ResponseOf<O>, Error, RequestOf<O>>({
    mutationKey: [operation],
    mutationFn: (request) => (api[operation] as AnyCall)(request),
    onSuccess: () =>
      Promise.all(stale.filter((reading) => reading in topicsOf).map((reading) => client.invalidateQueries({ queryKey: [reading] }))),
  })
}
