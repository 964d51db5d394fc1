import { type AssessmentState, assessmentStates } from '@toride/core/finding'
import { securityControls } from '@toride/core/security-control'
import { type Severity, severities } from '@toride/core/severity'
import { useMemo } from 'react'
import type { SearchState } from '../data/use-search-state.ts'
import { useText } from '../words/use-text.ts'
import type { FilterDefinition } from './filter-bar.tsx'

type Key = 'severity' | 'state' | 'control' | 'category' | 'namespace' | 'cluster' | 'environment' | 'kind' | 'managedBy'

/** The filters that several lists share, by the key that stands in the address. */
export function useFilters(): Readonly<Record<Key, FilterDefinition>> {
  const { t } = useText()
  return useMemo(
    () => ({
      severity: {
        key: 'severity',
        label: t('ui:filter.severity'),
        order: severities,
        valueLabel: (value) => ((severities as readonly string[]).includes(value) ? t(`terms:severity.${value as Severity}`) : value),
      },
      state: {
        key: 'state',
        label: t('ui:filter.state'),
        order: assessmentStates,
        valueLabel: (value) =>
          (assessmentStates as readonly string[]).includes(value) ? t(`terms:state.${value as AssessmentState}`) : value,
      },
      control: {
        key: 'control',
        label: t('ui:filter.control'),
        valueLabel: (value) =>
          Object.hasOwn(securityControls, value) ? t(`terms:control.${value as keyof typeof securityControls}`) : value,
      },
      category: {
        key: 'category',
        label: t('ui:filter.category'),
        valueLabel: (value) => (isCategory(value) ? t(`terms:category.${value}`) : value),
      },
      namespace: {
        key: 'namespace',
        label: t('shell:scope.namespace'),
        valueLabel: (value) => (value === '' ? t('ui:filter.noNamespace') : value),
      },
      cluster: { key: 'cluster', label: t('shell:scope.cluster') },
      environment: { key: 'environment', label: t('shell:scope.environment') },
      kind: { key: 'kind', label: t('ui:filter.kind'), valueLabel: kindName },
      managedBy: { key: 'managedBy', label: t('ui:filter.managedBy') },
    }),
    [t],
  )
}

const categories = ['security', 'reliability', 'efficiency', 'correctness'] as const

function isCategory(value: string): value is (typeof categories)[number] {
  return (categories as readonly string[]).includes(value)
}

/** `apps/Deployment` as people say it: `Deployment`. */
export function kindName(kind: string): string {
  return kind.slice(kind.lastIndexOf('/') + 1)
}

/** The chosen values of several filters as the API takes them; those that filter nothing are left out. */
export function chosenFilters(state: SearchState, keys: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(keys.map((key) => [key, [...state.values(key)]] as const).filter(([, values]) => values.length > 0)) as Record<
    string,
    string[]
  >
}
