import { makeStyles, Subtitle1, tokens } from '@fluentui/react-components'
import { type ReactNode, useEffect } from 'react'
import { LanguageMenu } from '../../app/language-menu.tsx'
import { ThemeMenu } from '../../app/theme-menu.tsx'
import { Logo } from '../../ui/logo.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100dvh', overflowY: 'auto' },
  bar: { display: 'flex', justifyContent: 'flex-end', gap: tokens.spacingHorizontalXS, padding: tokens.spacingHorizontalS },
  middle: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    flexGrow: 1,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL} 12vh`,
  },
  brand: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM, marginBottom: tokens.spacingVerticalXXL },
  card: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    width: '100%',
    maxWidth: '26rem',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalXXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow4,
    '@media (max-width: 640px)': { padding: tokens.spacingHorizontalXL },
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  text: { margin: `${tokens.spacingVerticalXS} 0 0`, color: tokens.colorNeutralForeground3 },
})

/** The page before the portal: one form in the middle. */
export function Door({ title, text, children }: { readonly title: string; readonly text?: ReactNode; readonly children: ReactNode }) {
  const styles = useStyles()
  useEffect(() => {
    document.title = `${title} – Toride`
  }, [title])
  return (
    <div className={styles.root}>
      <header className={styles.bar}>
        <LanguageMenu />
        <ThemeMenu />
      </header>
      <main className={styles.middle}>
        <div className={styles.brand}>
          <Logo size={40} />
          <Subtitle1>Toride</Subtitle1>
        </div>
        <div className={styles.card}>
          <div>
            <h1 className={styles.title}>{title}</h1>
            {text !== undefined && <p className={styles.text}>{text}</p>}
          </div>
          {children}
        </div>
      </main>
    </div>
  )
}
