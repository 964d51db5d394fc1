import type { Place, Problem } from '@toride/core/errors'
import type { Output } from './io.ts'
import type { Paint } from './terminal/colours.ts'
import { safeText } from './terminal/safe-text.ts'

/** Problems for people: where, what, and what to do about it. */
export function printProblems(problems: readonly Problem[], word: 'error' | 'warning', output: Output, paint: Paint): void {
  for (const [index, { at, message, hint }] of problems.entries()) {
    const place = placeText(at)
    const start = paint(word === 'error' ? 'red' : 'yellow', `${word}:`)
    output.write(`${start} ${safeText(place === '' ? message : `${place}: ${message}`)}\n`)
    // What several in a row have in common is said once.
    if (problems[index + 1]?.hint !== hint) output.write(`  ${paint('grey', safeText(hint))}\n`)
  }
}

/** `file:line:column`, as editors open it. */
function placeText({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(':')
}
