import type { Output } from '../io.ts'

export type Colour = 'red' | 'yellow' | 'blue' | 'grey' | 'bold' | 'green'

/** Puts text into a colour, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string

const codes: Readonly<Record<Colour, readonly [number, number]>> = {
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  grey: [90, 39],
  bold: [1, 22],
}

/** Colours when the output is a terminal and nobody has asked for none (no-color.org). */
export function paintFor(output: Output, environment: Readonly<Record<string, string | undefined>>): Paint {
  const isWanted = environment.NO_COLOR ? false : environment.FORCE_COLOR ? environment.FORCE_COLOR !== '0' : output.isTTY === true
  if (!isWanted || environment.TERM === 'dumb') return (_, text) => text
  return (colour, text) => `\u001b[${codes[colour][0]}m${text}\u001b[${codes[colour][1]}m`
}
