import { existsSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/** Name of the file that holds a repository's settings. */
const configurationName = '.toride.yaml'

/**
 * The settings that hold for a path: the nearest `.toride.yaml` above it, at most at the root of its git repository, or,
 * outside of one, at the working folder. Undefined when there is none. The path is as the user would name it.
 */
export function findConfiguration(path: string, workingFolder: string): string | undefined {
  const start = folderOf(resolve(workingFolder, path))
  let boundary: string | undefined
  const found: string[] = []
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, configurationName))) found.push(folder)
    if (existsSync(join(folder, '.git'))) {
      boundary = folder
      break
    }
    if (dirname(folder) === folder) break
  }
  boundary ??= isInside(start, workingFolder) ? workingFolder : start
  const nearest = found.find((folder) => isInside(folder, boundary))
  if (nearest === undefined) return undefined
  const file = join(nearest, configurationName)
  return isInside(file, workingFolder) ? relative(workingFolder, file) : file
}

/** A path that cannot be looked at is named by whoever reads it. */
function folderOf(path: string): string {
  try {
    return statSync(path).isDirectory() ? path : dirname(path)
  } catch {
    return dirname(path)
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
