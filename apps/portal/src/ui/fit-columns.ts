/** What the choice of columns needs to know of one: `priority` 1 is never dropped, higher ones go first. */
export type FittedColumn = { readonly id: string; readonly minWidth: number; readonly priority: number }

/**
 * The columns that fit into a width, in their order. The least important goes first, the rightmost of equals before the
 * others, so that a table never makes its page scroll sideways.
 */
export function fitColumns<C extends FittedColumn>(columns: readonly C[], width: number): C[] {
  const kept = [...columns]
  let needed = kept.reduce((sum, { minWidth }) => sum + minWidth, 0)
  while (needed > width) {
    const last = kept.reduce((worst, column, index) => (column.priority >= (kept[worst]?.priority ?? 0) ? index : worst), 0)
    const dropped = kept[last]
    if (dropped === undefined || dropped.priority <= 1) break
    kept.splice(last, 1)
    needed -= dropped.minWidth
  }
  return kept
}
