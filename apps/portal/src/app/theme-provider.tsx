import { createDOMRenderer, FluentProvider, makeStyles, RendererProvider, tokens } from '@fluentui/react-components'
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { readPreference, writePreference } from '../data/preferences.ts'
import { useMediaQuery } from '../ui/use-media-query.ts'
import { pageNonce } from './nonce.ts'
import { resolveTheme, type ThemeChoice, type ThemeName, themeChoices } from './resolve-theme.ts'
import { themes } from './theme.ts'

type ThemeState = { readonly choice: ThemeChoice; readonly name: ThemeName; readonly choose: (choice: ThemeChoice) => void }

const ThemeContext = createContext<ThemeState>({ choice: 'system', name: 'light', choose: () => undefined })

/** The theme that is shown and the way to choose another. */
export function useThemeChoice(): ThemeState {
  return use(ThemeContext)
}

const useStyles = makeStyles({
  root: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground1 },
})

const nonce = pageNonce(document)
const renderer = createDOMRenderer(document, nonce === undefined ? {} : { styleElementAttributes: { nonce } })

export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [choice, setChoice] = useState<ThemeChoice>(() => themeChoices.find((known) => known === readPreference('theme')) ?? 'system')
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)')
  // Where the system forces its own colours, a theme of ours with strong contrast would only stand beside them.
  const prefersContrast = useMediaQuery('(prefers-contrast: more) and (forced-colors: none)')
  const name = resolveTheme(choice, { prefersDark, prefersContrast })
  useEffect(() => {
    document.documentElement.style.colorScheme = name === 'light' ? 'light' : 'dark'
    document.documentElement.dataset.theme = name
  }, [name])
  const state = useMemo<ThemeState>(
    () => ({
      choice,
      name,
      choose: (next) => {
        writePreference('theme', next)
        setChoice(next)
      },
    }),
    [choice, name],
  )
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <ThemeContext value={state}>
        <Themed name={name}>{children}</Themed>
      </ThemeContext>
    </RendererProvider>
  )
}

function Themed({ name, children }: { readonly name: ThemeName; readonly children: ReactNode }) {
  const styles = useStyles()
  return (
    // Fluent puts the provider's own class on every portal as well: the ground of the page belongs on an element of its own.
    <FluentProvider theme={themes[name]}>
      <div className={styles.root}>{children}</div>
    </FluentProvider>
  )
}
