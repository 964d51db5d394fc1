import { useCallback, useState } from 'react'
import { readPreference, writePreference } from '../data/preferences.ts'

/** A choice of the user that stays in this browser. `known` turns what was stored into a value, or undefined when it is not one. */
export function useStored<T extends string>(key: string, known: (stored: string) => T | undefined, initial: T): [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const stored = readPreference(key)
    return (stored === undefined ? undefined : known(stored)) ?? initial
  })
  const choose = useCallback(
    (next: T) => {
      writePreference(key, next)
      setValue(next)
    },
    [key],
  )
  return [value, choose]
}
