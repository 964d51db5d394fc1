/** What a text of labels means: the labels, or the first line that is none. */
export type ReadLabels = { readonly ok: true; readonly labels: Record<string, string> } | { readonly ok: false; readonly line: string }

/** Reads `key=value`, one a line, as `kubectl get -l` takes them. */
export function readLabels(text: string): ReadLabels {
  const labels = new Map<string, string>()
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '') continue
    const match = /^([A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?)\s*=\s*([A-Za-z0-9._-]*)$/.exec(line)
    if (match === null) return { ok: false, line }
    labels.set(match[1] ?? '', match[2] ?? '')
  }
  return { ok: true, labels: Object.fromEntries(labels) }
}

/** Writes what `readLabels` reads. */
export function writeLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n')
}
