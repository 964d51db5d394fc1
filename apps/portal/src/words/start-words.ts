import { type Locale, locales } from '@toride/core/locale'
import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { readPreference, writePreference } from '../data/preferences.ts'

type Areas = Readonly<Record<string, object>>

/** Each language is a file of its own, fetched when it is needed. */
const languages: Readonly<Record<Locale, () => Promise<Areas>>> = {
  en: async () => (await import('./english.ts')).english,
  ja: async () => (await import('./japanese.ts')).japanese,
}

/** The language to start in: the user's choice, else the first of the browser's that we have, else English. */
function startLocale(): Locale {
  const wanted = [readPreference('language'), ...navigator.languages.map((tag) => tag.split('-')[0])]
  return wanted.map((tag) => locales.find((locale) => locale === tag)).find((locale) => locale !== undefined) ?? 'en'
}

/** Fetches the words of a language once. */
async function loadWords(instance: i18n, locale: Locale): Promise<void> {
  if (instance.hasResourceBundle(locale, 'ui')) return
  for (const [area, words] of Object.entries(await languages[locale]())) instance.addResourceBundle(locale, area, words)
}

/** Starts the words of the portal in the language of this user. */
export async function startWords(): Promise<void> {
  const locale = startLocale()
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    supportedLngs: [...locales],
    resources: {},
    ns: [],
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    showSupportNotice: false,
  } as never)
  await switchLanguage(locale)
}

/** Changes the language now and for the next visit. */
export async function switchLanguage(locale: Locale): Promise<void> {
  await loadWords(i18next, locale)
  await i18next.changeLanguage(locale)
  document.documentElement.lang = locale
}

/** Changes the language because the user asked for it: it stays. */
export async function chooseLanguage(locale: Locale): Promise<void> {
  writePreference('language', locale)
  await switchLanguage(locale)
}
