/** The path of a host as the kernel resolves it: `//etc/./kubernetes/../` is `/etc`. Relative paths begin at the root. */
export function normalPath(path: string): string {
  if (isNormal(path)) return path
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') parts.pop()
    else parts.push(part)
  }
  return `/${parts.join('/')}`
}

function isNormal(path: string): boolean {
  if (path === '/') return true
  return path.startsWith('/') && !path.endsWith('/') && !path.includes('//') && !path.includes('/.')
}

/** Whether a normal path is the folder or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || folder === '/' || (path.startsWith(folder) && path[folder.length] === '/')
}
