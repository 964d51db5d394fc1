import type { Place, Problem } from '@toride/core/errors'
import type { Output } from './io.ts'
import type { Paint } from './terminal/colours.ts'
import { safeText } from './terminal/safe-text.ts'

/** Problems for people: where, what, and what to do about it. */
export function printProblems(problems: readonly Problem[], word: 'error' | 'warning', output: Output, paint: Paint): void {
  for (const { at, message, hint } of problems) {
    const place = placeText(at)
    const start = paint(word === 'error' ? 'red' : 'yellow', `${word}:`)
    output.write(`${start} ${safeText(place === '' ? message : `${place}: ${message}`)}\n  ${paint('grey', safeText(hint))}\n`)
  }
}

/** `file:line:column`, as editors open it. */
function placeText({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(':')
}
