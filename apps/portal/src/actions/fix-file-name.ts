/** The last part of a path, with nothing in it that a file system would read as more than a name. */
export function fixFileName(path: string): string {
  const last = path.split(/[\\/]/).findLast((part) => part !== '') ?? ''
  const plain = last.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^\.+/, '')
  return plain === '' ? 'fix.yaml' : plain
}
