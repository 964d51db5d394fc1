import { BoxMultipleRegular } from '@fluentui/react-icons/svg/box-multiple'
import { ClipboardTaskListLtrRegular } from '@fluentui/react-icons/svg/clipboard-task-list-ltr'
import { DocumentCheckmarkRegular } from '@fluentui/react-icons/svg/document-checkmark'
import { GaugeRegular } from '@fluentui/react-icons/svg/gauge'
import { HeartPulseRegular } from '@fluentui/react-icons/svg/heart-pulse'
import { HistoryRegular } from '@fluentui/react-icons/svg/history'
import { HomeRegular } from '@fluentui/react-icons/svg/home'
import { PeopleRegular } from '@fluentui/react-icons/svg/people'
import { SettingsRegular } from '@fluentui/react-icons/svg/settings'
import type { Permission } from '@toride/core/access'
import type { ComponentType } from 'react'
import { paths } from '../data/paths.ts'
import type { SearchParams } from '../data/search-params.ts'
import type { TextKey } from '../words/text-key.ts'

export type NavigationItem = {
  readonly to: string
  readonly label: TextKey
  readonly icon: ComponentType<{ readonly className?: string; readonly 'aria-hidden'?: boolean }>
  /** The filters with which the page begins. */
  readonly search?: SearchParams
  /** The letter that follows `g`. */
  readonly letter: string
  readonly permission: Permission
  /** The permission has to hold for the whole tenant. */
  readonly atTenant?: true
  /** Pages below this one in the menu that have no entry of their own. */
  readonly also?: readonly string[]
}

export type NavigationGroup = { readonly label: TextKey; readonly items: readonly NavigationItem[] }

/** The menu on the left: only pages that exist, in the order of the Azure portal. */
export const navigation: readonly NavigationGroup[] = [
  {
    label: 'shell:groups.general',
    items: [
      { to: paths.overview, label: 'shell:pages.overview', icon: HomeRegular, letter: 'o', permission: 'recommendation:read' },
      {
        to: paths.recommendations,
        search: { state: 'unhealthy' },
        label: 'shell:pages.recommendations',
        icon: ClipboardTaskListLtrRegular,
        letter: 'r',
        permission: 'recommendation:read',
      },
      {
        to: paths.inventory,
        label: 'shell:pages.inventory',
        icon: BoxMultipleRegular,
        letter: 'i',
        permission: 'inventory:read',
        also: [paths.clusters],
      },
    ],
  },
  {
    label: 'shell:groups.posture',
    items: [
      { to: paths.score, label: 'shell:pages.score', icon: GaugeRegular, letter: 's', permission: 'recommendation:read' },
      {
        to: paths.policies,
        label: 'shell:pages.policies',
        icon: DocumentCheckmarkRegular,
        letter: 'p',
        permission: 'exemption:read',
        also: [paths.exemptions],
      },
    ],
  },
  {
    label: 'shell:groups.management',
    items: [
      { to: paths.environments, label: 'shell:pages.environments', icon: SettingsRegular, letter: 'e', permission: 'environment:read' },
      {
        to: paths.users,
        label: 'shell:pages.users',
        icon: PeopleRegular,
        letter: 'u',
        permission: 'user:read',
        atTenant: true,
        also: [paths.roles],
      },
      { to: paths.auditLog, label: 'shell:pages.auditLog', icon: HistoryRegular, letter: 'a', permission: 'audit:read', atTenant: true },
      {
        to: paths.health,
        label: 'shell:pages.health',
        icon: HeartPulseRegular,
        letter: 'h',
        permission: 'health:read',
        also: [paths.jobs],
      },
    ],
  },
]

/** Whether a page belongs to an entry of the menu. */
export function isWithin(pathname: string, item: NavigationItem): boolean {
  if (item.to === '/') return pathname === '/'
  return [item.to, ...(item.also ?? [])].some((path) => pathname === path || pathname.startsWith(`${path}/`))
}
