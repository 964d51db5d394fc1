export const locales = ['en', 'ja'] as const

export type Locale = (typeof locales)[number]

/** A text for people in every language of the product. */
export type LocalizedText = Readonly<Record<Locale, string>>
