import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { permissions } from '@toride/core/access'
import { useApi } from '../../data/use-api.ts'
import { UserTabs } from '../../lists/user-tabs.tsx'
import { VisuallyHidden } from '../../ui/announcer.tsx'
import { Card } from '../../ui/card.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { SimpleTable } from '../../ui/simple-table.tsx'
import { useText } from '../../words/use-text.ts'

/** What each role allows, where it is assigned. */
export function RolesPage() {
  const { t } = useText()
  const answer = useApi('listRoles', {})
  const roles = answer.data?.roles ?? []
  return (
    <Page title={t('shell:pages.users')} help={t('users:help')}>
      <UserTabs />
      {roles.map(({ role }) => (
        <Card key={role} title={t(`users:role.${role}`)} help={t(`users:roleHelp.${role}`)}>
          {null}
        </Card>
      ))}
      <Card title={t('users:permissions')}>
        {answer.error !== null && <Failure error={answer.error} retry={() => void answer.refetch()} />}
        {answer.isPending && <Loading />}
        {answer.data !== undefined && (
          <SimpleTable
            label={t('users:permissions')}
            columns={[t('users:permissionName'), ...roles.map(({ role }) => t(`users:role.${role}`))]}
            rows={permissions.map((permission) => ({
              key: permission,
              cells: [
                t(`users:permission.${permission.replace(':', '-') as 'user-read'}`),
                ...roles.map(({ role, permissions: granted }) =>
                  granted.includes(permission) ? (
                    <span key={role}>
                      <CheckmarkRegular aria-hidden />
                      <VisuallyHidden>{t('users:granted')}</VisuallyHidden>
                    </span>
                  ) : (
                    <VisuallyHidden key={role}>{t('users:notGranted')}</VisuallyHidden>
                  ),
                ),
              ],
            }))}
          />
        )}
      </Card>
    </Page>
  )
}
