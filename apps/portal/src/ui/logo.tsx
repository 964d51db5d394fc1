import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  stone: { fill: tokens.colorCompoundBrandForeground1, '@media (forced-colors: active)': { fill: 'CanvasText' } },
  gate: { fill: tokens.colorNeutralBackground1, '@media (forced-colors: active)': { fill: 'Canvas' } },
})

/** The keep with its gate. */
export function Logo({ size = 24 }: { readonly size?: number }) {
  const styles = useStyles()
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path className={styles.stone} d="M4 5h5v4h4.5V5h5v4H23V5h5v9.5l-2.5 2.200V23L16 29l-9.500-6v-6.300L4 14.500z" />
      <path className={styles.gate} d="M13.250 26v-6.250a2.750 2.750 0 0 1 5.500 0V26L16 27.700z" />
    </svg>
  )
}
