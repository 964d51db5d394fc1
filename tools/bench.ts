/**
 * Measures what the product promises: `npm run bench [-- NAME…]`. Each file in tools/bench/ named *.bench.ts measures one
 * budget; every figure is printed beside its budget. Ends with 1 when one is not kept, or when nothing was measured.
 */
import { readdirSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'

/** A figure with what was promised. For rates more is better, for everything else less. */
export type Measurement = {
  readonly what: string
  readonly figure: number
  readonly budget: number
  readonly unit: 'ms' | 'MB' | 'KB' | '/s'
}

export type Bench = () => Promise<readonly Measurement[]>

const folder = fileURLToPath(new URL('./bench/', import.meta.url))
const wanted = process.argv.slice(2)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.slice(0, -'.bench.ts'.length))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .toSorted()

let missed = 0
let measured = 0
for (const name of names) {
  const { run } = (await import(`./bench/${name}.bench.ts`)) as { run: Bench }
  for (const { what, figure, budget, unit } of await run()) {
    const isKept = unit === '/s' ? figure >= budget : figure <= budget
    const share = unit === '/s' ? budget / figure : figure / budget
    measured += 1
    if (!isKept) missed += 1
    const shown = `${format(figure)} ${unit}`
    console.log(
      `${isKept ? 'kept  ' : 'MISSED'}  ${what.padEnd(56)} ${shown.padStart(14)}  budget ${format(budget)} ${unit}  (${Math.round(share * 100)} %)`,
    )
  }
}
if (measured === 0) {
  console.error(
    `Nothing was measured. Known: ${readdirSync(folder)
      .filter((name) => name.endsWith('.bench.ts'))
      .join(', ')}`,
  )
}
const [load = 0] = loadavg()
if (load > availableParallelism() + 1) console.log(`The machine was busy (load ${load.toFixed(1)}): times are longer than on a quiet one.`)
process.exitCode = missed > 0 || measured === 0 ? 1 : 0

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
}
