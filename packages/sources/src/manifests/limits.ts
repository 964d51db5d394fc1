/** What bounds the work on one file, whatever stands in it. Real manifests stay far below. */
export const limits = {
  /** Largest file that is read. */
  fileBytes: 64 * 1024 * 1024,
  /** Deepest nesting of a document. The API server refuses JSON deeper than 10,000; no real object comes near 100. */
  depth: 256,
  /** Values of one document, with aliases expanded. */
  nodes: 4_000_000,
  /** Values that the aliases of one document stand for. */
  aliasNodes: 500_000,
} as const
