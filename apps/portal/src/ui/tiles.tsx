import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useText } from '../words/use-text.ts'
import { useNumber } from './use-number.ts'

export type Tile = {
  readonly id: string
  readonly label: string
  /** Undefined while it is not known yet. */
  readonly count: number | undefined
  readonly icon?: ReactNode
  /** Set when the tile is a filter: whether it is on, and what turning it does. */
  readonly filter?: { readonly on: boolean; readonly toggle: () => void }
}

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(9.5rem, 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    '@media (max-width: 640px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: tokens.spacingHorizontalS },
  },
  item: { display: 'flex' },
  tile: {
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    textAlign: 'start',
    fontFamily: 'inherit',
    color: 'inherit',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  button: {
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, border: `1px solid ${tokens.colorNeutralStroke1}` },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  on: {
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorBrandStroke1}`,
    boxShadow: `inset 0 0 0 1px ${tokens.colorBrandStroke1}`,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover, border: `1px solid ${tokens.colorBrandStroke1}` },
    '@media (forced-colors: active)': { outline: '3px solid Highlight' },
  },
  count: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  label: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, color: tokens.colorNeutralForeground2 },
})

/** Numbers above a list; those that are filters can be pressed. */
export function Tiles({ label, tiles }: { readonly label: string; readonly tiles: readonly Tile[] }) {
  const styles = useStyles()
  const { t } = useText()
  const number = useNumber()
  return (
    <ul className={styles.list} aria-label={label}>
      {tiles.map((tile) => (
        <li key={tile.id} className={styles.item}>
          {tile.filter === undefined ? (
            <div className={styles.tile}>
              <TileContent tile={tile} count={tile.count === undefined ? '–' : number(tile.count)} />
            </div>
          ) : (
            <button
              type="button"
              className={mergeClasses(styles.tile, styles.button, tile.filter.on && styles.on)}
              aria-pressed={tile.filter.on}
              title={t('ui:tiles.filter')}
              onClick={tile.filter.toggle}
            >
              <TileContent tile={tile} count={tile.count === undefined ? '–' : number(tile.count)} />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

function TileContent({ tile, count }: { readonly tile: Tile; readonly count: string }) {
  const styles = useStyles()
  return (
    <>
      <span className={styles.count}>{count}</span>
      <span className={styles.label}>
        {tile.icon}
        {tile.label}
      </span>
    </>
  )
}
