import { openApiDocument } from '../../packages/contract/src/openapi.ts'
import type { GeneratedFiles } from '../generate.ts'

/** The description of the API, made from the route table. */
export function generate(): GeneratedFiles {
  return new Map([['packages/contract/openapi.json', `${JSON.stringify(openApiDocument(), undefined, 2)}\n`]])
}
