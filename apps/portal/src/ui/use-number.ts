import { useMemo } from 'react'
import { useText } from '../words/use-text.ts'

/** Writes numbers as the language of the user does: `1,234`. */
export function useNumber(options?: Intl.NumberFormatOptions): (value: number) => string {
  const { locale } = useText()
  const key = JSON.stringify(options)
  return useMemo(() => {
    const format = new Intl.NumberFormat(locale, key === undefined ? undefined : (JSON.parse(key) as Intl.NumberFormatOptions))
    return (value) => format.format(value)
  }, [locale, key])
}
