import { Button, makeStyles, tokens } from '@fluentui/react-components'
import type { RecommendationDetail } from '@toride/contract/recommendations'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { Card } from '../../ui/card.tsx'
import { useGo } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import { SimpleTable } from '../../ui/simple-table.tsx'
import { useText } from '../../words/use-text.ts'

const useStyles = makeStyles({
  value: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  missing: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
})

/** The parameters in force here, and which policy sets them. */
export function ParametersTable({ detail }: { readonly detail: RecommendationDetail }) {
  const styles = useStyles()
  const { t, pick } = useText()
  const { can } = useSession()
  const go = useGo()
  const write = (value: unknown) => (
    <span className={styles.value}>
      {typeof value === 'string' ? value : Array.isArray(value) ? value.join('\n') : JSON.stringify(value, null, 2)}
    </span>
  )
  return (
    <Card
      title={t('recommendations:parameters')}
      help={t('recommendations:parametersHelp')}
      {...(can('policy:write') && {
        action: <Button onClick={() => go(paths.newPolicy, { check: detail.check })}>{t('recommendations:manage')}</Button>,
      })}
    >
      <SimpleTable
        label={t('recommendations:parameters')}
        columns={[t('recommendations:parameter'), t('recommendations:value'), t('recommendations:setBy')]}
        rows={detail.parameters.map((parameter) => ({
          key: parameter.name,
          cells: [
            <span key="text">
              {pick(parameter.text)}
              <Note parts={[parameter.name, parameter.required ? t('recommendations:required') : undefined]} />
            </span>,
            parameter.value === null ? (
              <span key="value" className={parameter.required ? styles.missing : ''}>
                {t('recommendations:notSet')}
              </span>
            ) : (
              write(parameter.value)
            ),
            parameter.setBy ?? t('recommendations:default'),
          ],
        }))}
      />
    </Card>
  )
}
