/** What the user chose; `system` follows the operating system. */
export const themeChoices = ['system', 'light', 'dark', 'highContrast'] as const

export type ThemeChoice = (typeof themeChoices)[number]

export type ThemeName = Exclude<ThemeChoice, 'system'>

/** The theme to show: the user's choice, or what the operating system asks for. */
export function resolveTheme(choice: ThemeChoice, system: { readonly prefersDark: boolean; readonly prefersContrast: boolean }): ThemeName {
  if (choice !== 'system') return choice
  if (system.prefersContrast) return 'highContrast'
  return system.prefersDark ? 'dark' : 'light'
}
