import { type Theme, teamsHighContrastTheme, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import type { ThemeName } from './resolve-theme.ts'

/** Latin first, then the Japanese faces of Windows, macOS and Linux, so that kanji never fall back to Chinese forms. */
const fontFamilyBase =
  "'Segoe UI Variable Text','Segoe UI',-apple-system,BlinkMacSystemFont,Inter,'Noto Sans',system-ui,'Hiragino Sans','Yu Gothic UI','Meiryo','Noto Sans JP','Noto Sans CJK JP',sans-serif"

const fontFamilyMonospace = "'Cascadia Mono','SF Mono',Menlo,Consolas,'Noto Sans Mono','DejaVu Sans Mono',monospace"

const common = { fontFamilyBase, fontFamilyMonospace, fontFamilyNumeric: fontFamilyBase }

/** Fluent's themes, with our fonts and with the quieter text dark enough for WCAG AA on our grey page. */
export const themes: Record<ThemeName, Theme> = {
  light: { ...webLightTheme, ...common, colorNeutralForeground3: '#5c5c5c', colorNeutralForeground4: '#666666' },
  dark: { ...webDarkTheme, ...common, colorNeutralForeground4: '#adadad' },
  highContrast: { ...teamsHighContrastTheme, ...common },
}
