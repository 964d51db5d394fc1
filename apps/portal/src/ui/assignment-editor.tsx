import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { type Assignment, type Role, roles, tenantScope } from '@toride/core/access'
import { useText } from '../words/use-text.ts'
import type { EnvironmentTree } from './scope-name.ts'
import { ScopePicker } from './scope-picker.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  one: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  head: { display: 'flex', alignItems: 'flex-end', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  role: { flexGrow: 1 },
  add: { alignSelf: 'flex-start' },
})

/** Roles with the places where they hold, to change. A permission of one never widens another. */
export function AssignmentEditor(props: {
  readonly assignments: readonly Assignment[]
  readonly onChange: (assignments: Assignment[]) => void
  readonly tree: EnvironmentTree | undefined
  /** Roles to choose from; all of them when left out. */
  readonly offered?: readonly Role[]
}) {
  const styles = useStyles()
  const { t } = useText()
  const { assignments, onChange } = props
  const offered = props.offered ?? roles
  const replace = (index: number, next: Assignment) =>
    onChange(assignments.map((assignment, position) => (position === index ? next : assignment)))
  return (
    <div className={styles.root}>
      {assignments.map((assignment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an assignment has no other identity than its place
        <div key={index} className={styles.one}>
          <div className={styles.head}>
            <Field label={t('users:roleName')} className={styles.role}>
              <Select
                value={assignment.role}
                onChange={(_, { value }) =>
                  replace(index, { ...assignment, role: offered.find((role) => role === value) ?? assignment.role })
                }
              >
                {offered.map((role) => (
                  <option key={role} value={role}>
                    {t(`users:role.${role}`)}
                  </option>
                ))}
              </Select>
            </Field>
            <Button
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={t('users:removeRole', { role: t(`users:role.${assignment.role}`) })}
              onClick={() => onChange(assignments.filter((_, position) => position !== index))}
            />
          </div>
          <ScopePicker
            label={t('users:where')}
            value={assignment.scope}
            onChange={(scope) => replace(index, { ...assignment, scope })}
            tree={props.tree}
          />
        </div>
      ))}
      <Button
        className={styles.add}
        icon={<AddRegular />}
        onClick={() => onChange([...assignments, { role: offered[1] ?? 'appDeveloper', scope: tenantScope }])}
      >
        {t('users:addRole')}
      </Button>
    </div>
  )
}
