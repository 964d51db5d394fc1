import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useText } from '../words/use-text.ts'
import { useNumber } from './use-number.ts'

const useStyles = makeStyles({
  root: { position: 'relative', display: 'grid', placeItems: 'center', flexShrink: 0 },
  track: {
    stroke: tokens.colorNeutralStroke2,
    // With strong contrast both rings have the colour of the text; the thin one is what is missing.
    ':global([data-theme="highContrast"])': { strokeWidth: '2px' },
    '@media (forced-colors: active)': { stroke: 'GrayText', strokeWidth: '2px' },
  },
  arc: {
    stroke: tokens.colorBrandStroke1,
    transitionProperty: 'stroke-dashoffset',
    transitionDuration: '400ms',
    transitionTimingFunction: 'ease-out',
    '@media (prefers-reduced-motion: reduce)': { transitionDuration: '0s' },
    '@media (forced-colors: active)': { stroke: 'Highlight' },
  },
  text: { position: 'absolute', fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  large: { fontSize: tokens.fontSizeHero800 },
  medium: { fontSize: tokens.fontSizeBase500 },
  small: { fontSize: tokens.fontSizeBase200 },
})

/** A score as a ring with its percentage inside. `percent` is 0–100; null when nothing is assessed yet. */
export function ScoreRing({
  percent,
  size = 132,
  label,
}: {
  readonly percent: number | null
  readonly size?: number
  readonly label?: string
}) {
  const styles = useStyles()
  const { t } = useText()
  const number = useNumber({ maximumFractionDigits: 0 })
  const stroke = Math.max(4, size / 12)
  const radius = (size - stroke) / 2
  const around = 2 * Math.PI * radius
  const text = percent === null ? '–' : `${number(percent)}%`
  return (
    <div className={styles.root} style={{ width: size, height: size }} role="img" aria-label={`${label ?? t('ui:score.name')}: ${text}`}>
      <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true" focusable="false">
        <circle className={styles.track} cx={size / 2} cy={size / 2} r={radius} fill="none" strokeWidth={stroke} />
        <circle
          className={styles.arc}
          cx={size / 2}
          cy={size / 2}
          r={radius}
          fill="none"
          strokeWidth={stroke}
          strokeLinecap={percent === null || percent === 0 ? 'butt' : 'round'}
          strokeDasharray={around}
          strokeDashoffset={around * (1 - (percent ?? 0) / 100)}
          transform={`rotate(-90 ${size / 2} ${size / 2})`}
        />
      </svg>
      <span className={mergeClasses(styles.text, size >= 96 ? styles.large : size >= 56 ? styles.medium : styles.small)} aria-hidden="true">
        {text}
      </span>
    </div>
  )
}
