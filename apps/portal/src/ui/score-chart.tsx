import { makeStyles, tokens } from '@fluentui/react-components'
import { Area, AreaChart, CartesianGrid, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { useText } from '../words/use-text.ts'
import { useNumber } from './use-number.ts'

export type ScorePoint = { readonly at: string; readonly percent: number | null; readonly workloadPercent: number | null }

const useStyles = makeStyles({
  tip: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow8,
    fontSize: tokens.fontSizeBase200,
  },
  root: { width: '100%', height: '100%', forcedColorAdjust: 'none', '& *:focus': { outlineStyle: 'none' } },
})

/**
 * The score over time: workloads as an area, clusters as a dashed line, told apart by more than colour. It is a picture;
 * the numbers stand in a table beside it.
 */
export function ScoreChart({ points, compact = false }: { readonly points: readonly ScorePoint[]; readonly compact?: boolean }) {
  const styles = useStyles()
  const { t, locale } = useText()
  const number = useNumber({ maximumFractionDigits: 1 })
  const data = points.map(({ at, percent, workloadPercent }) => ({ at: new Date(at).getTime(), percent, workloadPercent }))
  const first = data[0]?.at ?? 0
  const last = data.at(-1)?.at ?? 0
  const isWithinDays = last - first < 3 * 86_400_000
  const axis = new Intl.DateTimeFormat(
    locale,
    isWithinDays ? { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' },
  )
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <div className={styles.root} aria-hidden="true">
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart
          data={data}
          margin={compact ? { top: 4, right: 0, bottom: 0, left: 0 } : { top: 8, right: 44, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          {!compact && <CartesianGrid vertical={false} stroke={tokens.colorNeutralStroke3} />}
          <XAxis
            dataKey="at"
            type="number"
            domain={['dataMin', 'dataMax']}
            hide={compact}
            tickFormatter={(at: number) => axis.format(at)}
            tick={{ fill: tokens.colorNeutralForeground3, fontSize: 12 }}
            stroke={tokens.colorNeutralStroke2}
            minTickGap={48}
          />
          <YAxis
            domain={compact ? ['auto', 'auto'] : [0, 100]}
            hide={compact}
            width={44}
            tickFormatter={(value: number) => `${value}%`}
            tick={{ fill: tokens.colorNeutralForeground3, fontSize: 12 }}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as (typeof data)[number] | undefined
              if (!active || point === undefined) return null
              return (
                <div className={styles.tip}>
                  <div>{moment.format(point.at)}</div>
                  {point.workloadPercent !== null && <div>{`${t('score:unit.workloads')}: ${number(point.workloadPercent)}%`}</div>}
                  {point.percent !== null && <div>{`${t('score:unit.clusters')}: ${number(point.percent)}%`}</div>}
                </div>
              )
            }}
          />
          <Area
            type="monotone"
            dataKey="workloadPercent"
            stroke={tokens.colorBrandStroke1}
            strokeWidth={2}
            fill={tokens.colorBrandStroke1}
            fillOpacity={0.12}
            isAnimationActive={false}
            dot={!compact && data.length < 3}
          />
          {!compact && (
            <Line
              type="monotone"
              dataKey="percent"
              stroke={tokens.colorNeutralForeground2}
              strokeWidth={2}
              strokeDasharray="5 4"
              dot={data.length < 3}
              isAnimationActive={false}
            />
          )}
        </AreaChart>
      </ResponsiveContainer>
    </div>
  )
}
