/** What bounds the work on one file, whatever stands in it. Real manifests stay far below. */
export const limits = {
  /** Largest file that is read. */
  fileBytes: 64 * 1024 * 1024,
  /** Deepest nesting of a document. The API server refuses JSON deeper than 10,000; no real object comes near 100. */
  depth: 256,
  /** Values of one JSON document. */
  nodes: 4_000_000,
  /** Values of one YAML document, with aliases expanded. What the parser makes of each takes ten times the memory of JSON. */
  yamlNodes: 2_000_000,
  /** Values that the aliases of one document stand for. */
  aliasNodes: 500_000,
  /** Broken documents of one file, after which the rest is not looked at. */
  faults: 100,
} as const
