import { createHash } from 'node:crypto'
import type { Finding } from '@toride/core/finding'
import { resourceKey } from '@toride/core/kubernetes-object'

/**
 * What a finding is, wherever it stands: rule, resource and field. It stays the same when lines move or the file is
 * renamed, so that a baseline and a code host recognise it.
 */
export function fingerprintOf({ rule, resource, path, source }: Pick<Finding, 'rule' | 'resource' | 'path' | 'source'>): string {
  const parts = [rule, source.constraint ?? '', resourceKey(resource), path]
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32)
}
