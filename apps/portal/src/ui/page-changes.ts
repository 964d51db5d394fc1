let hasChanged = false

/** Told by the router when one page gives way to another. */
export function notePageChange(): void {
  hasChanged = true
}

/**
 * Whether this is another page than the one that the browser loaded. The focus is moved only then: at first it stays at the
 * top, before the link that skips to the content.
 */
export function isLaterPage(): boolean {
  return hasChanged
}
