import { SearchRegular } from '@fluentui/react-icons/svg/search'
import { paths } from '../data/paths.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { useText } from '../words/use-text.ts'

export function NotFound() {
  const { t } = useText()
  return (
    <EmptyState
      icon={SearchRegular}
      title={t('shell:notFound.title')}
      text={t('shell:notFound.text')}
      action={<PageLink to={paths.overview}>{t('shell:notFound.home')}</PageLink>}
    />
  )
}
