import { useCallback } from 'react'
import { useText } from '../words/use-text.ts'
import { useNumber } from './use-number.ts'

/** Writes percentage points that the score would gain: `+1.2 %`, a dash for none, `< 0.01 %` for what rounding would hide. */
export function useIncrease(maximumFractionDigits = 2): (points: number) => string {
  const { t } = useText()
  const number = useNumber({ maximumFractionDigits })
  return useCallback(
    (points) => {
      const smallest = 10 ** -maximumFractionDigits
      if (points === 0) return '–'
      return points < smallest ? t('ui:increaseBelow', { points: number(smallest) }) : t('ui:increase', { points: number(points) })
    },
    [t, number, maximumFractionDigits],
  )
}
