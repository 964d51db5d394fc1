/**
 * Choices that stay in this browser: theme, language, density, columns. Storage may be refused (private windows, policy),
 * and then the choice holds until the page is closed.
 */
const memory = new Map<string, string>()

const prefix = 'toride.'

export function readPreference(key: string): string | undefined {
  try {
    return localStorage.getItem(prefix + key) ?? memory.get(key)
  } catch {
    return memory.get(key)
  }
}

export function writePreference(key: string, value: string): void {
  memory.set(key, value)
  try {
    localStorage.setItem(prefix + key, value)
  } catch {
    // The choice still holds in memory.
  }
}
