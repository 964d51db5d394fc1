import type { LocalizedText } from '@toride/core/locale'
import type { Severity } from '@toride/core/severity'

/** Severities for people. */
export const severityWords: Readonly<Record<Severity, LocalizedText>> = {
  high: { en: 'High', ja: '高' },
  medium: { en: 'Medium', ja: '中' },
  low: { en: 'Low', ja: '低' },
  informational: { en: 'Informational', ja: '情報' },
}

/** What the reports for people say. `{name}` is filled. */
export const reportWords = {
  title: { en: 'Toride scan result', ja: 'Toride スキャン結果' },
  target: { en: 'Scanned', ja: '対象' },
  time: { en: 'Time', ja: '日時' },
  score: { en: 'Secure score', ja: 'セキュリティ スコア' },
  scoreOf: { en: '{current} of {max} ({percent} %)', ja: '{current} / {max} ({percent} %)' },
  noScore: { en: 'not assessed', ja: '未評価' },
  resources: { en: 'Resources', ja: 'リソース' },
  unhealthy: { en: 'Unhealthy', ja: '異常' },
  findings: { en: 'Findings', ja: '検出結果' },
  severity: { en: 'Severity', ja: '重大度' },
  rule: { en: 'Recommendation', ja: '推奨事項' },
  place: { en: 'Place', ja: '場所' },
  message: { en: 'Finding', ja: '検出内容' },
  remediation: { en: 'Remediation', ja: '修復手順' },
  exempt: { en: 'Exempt', ja: '除外' },
  reason: { en: 'Reason', ja: '理由' },
  until: { en: 'until {date}', ja: '{date} まで' },
  known: {
    en: '{count} known findings of the baseline are not shown',
    ja: 'ベースラインにある既知の検出結果 {count} 件は表示していません',
  },
  written: { en: '{findings} written to {file}', ja: '{findings}を {file} に書き込みました' },
  unset: {
    en: '{findings} will end when these parameters are set in .toride.yaml: {parameters}',
    ja: '{findings}は、.toride.yaml で次のパラメーターを設定すると解消します: {parameters}',
  },
  errors: { en: 'Could not be looked at', ja: '確認できなかったもの' },
  nothing: { en: 'Nothing found', ja: '検出結果はありません' },
  summary: {
    en: '{findings} ({severities}) in {unhealthy} of {resources}',
    ja: '{findings} ({severities})、{resources}中 {unhealthy} 件が異常',
  },
  severityCount: { en: '{count} {severity}', ja: '{severity} {count}' },
  severitySeparator: { en: ', ', ja: '、' },
  nothingAssessed: { en: 'Nothing was assessed', ja: '評価したリソースはありません' },
  clean: { en: 'No findings in {resources}', ja: '{resources}に検出結果はありません' },
  oneFinding: { en: '{count} finding', ja: '検出結果 {count} 件' },
  manyFindings: { en: '{count} findings', ja: '検出結果 {count} 件' },
  oneResource: { en: '{count} resource', ja: 'リソース {count} 件' },
  manyResources: { en: '{count} resources', ja: 'リソース {count} 件' },
} as const satisfies Record<string, LocalizedText>
