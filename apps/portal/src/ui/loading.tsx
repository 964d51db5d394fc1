import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useText } from '../words/use-text.ts'
import { VisuallyHidden } from './announcer.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, padding: `${tokens.spacingVerticalL} 0` },
})

/** The outline of a page or a part of it while its data is on its way. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <div aria-busy="true">
      <VisuallyHidden>{t('ui:list.loading')}</VisuallyHidden>
      <Skeleton className={styles.root} aria-hidden>
        {Array.from({ length: lines }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
          <SkeletonItem key={index} size={24} style={{ width: `${90 - ((index * 23) % 45)}%` }} />
        ))}
      </Skeleton>
    </div>
  )
}
