import { makeStyles, tokens } from '@fluentui/react-components'
import type { Assignment } from '@toride/core/access'
import { useText } from '../words/use-text.ts'
import { type EnvironmentTree, scopeName } from './scope-name.ts'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, margin: 0, padding: 0, listStyleType: 'none' },
  where: { color: tokens.colorNeutralForeground3 },
})

/** Roles with the places where they hold. */
export function AssignmentList({
  assignments,
  tree,
}: {
  readonly assignments: readonly Assignment[]
  readonly tree: EnvironmentTree | undefined
}) {
  const styles = useStyles()
  const { t } = useText()
  if (assignments.length === 0) return <span className={styles.where}>{t('users:noRole')}</span>
  return (
    <ul className={styles.list}>
      {assignments.map((assignment) => {
        const where = scopeName(assignment.scope, tree, t('users:everything'))
        return (
          <li key={`${assignment.role} ${where}`}>
            {t(`users:role.${assignment.role}`)} <span className={styles.where}>· {where}</span>
          </li>
        )
      })}
    </ul>
  )
}
