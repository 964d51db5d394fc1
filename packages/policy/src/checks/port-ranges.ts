import { ParameterError } from '../engine/settings.ts'

const highestPort = 65_535

/** Whether a port is in one of the ranges: `80` or `3000-5000`. Throws `ParameterError` when a text is no port and no range. */
export function portMatcher(parameter: string, texts: readonly string[]): (port: number) => boolean {
  const ranges = texts.map((text) => {
    const [first = '', last = first, ...rest] = text.split('-')
    const range = { from: portNumber(first), to: portNumber(last) }
    if (rest.length > 0 || !(range.from <= range.to)) throw new ParameterError(`${parameter}: "${text}" is no port and no range of ports`)
    return range
  })
  return (port) => ranges.some(({ from, to }) => port >= from && port <= to)
}

/** A port between 1 and 65535; NaN for anything else, which compares with nothing. */
function portNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text.trim())) return Number.NaN
  const port = Number(text)
  return port <= highestPort ? port : Number.NaN
}
