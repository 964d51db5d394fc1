import { paths } from '../data/paths.ts'
import { Page } from '../ui/page.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { useText } from '../words/use-text.ts'

/** An address that leads nowhere; outside of the frame, so it brings its own landmark. */
export function NotFound() {
  const { t } = useText()
  return (
    <main>
      <Page title={t('shell:notFound.title')} help={t('shell:notFound.text')} narrow>
        <p>
          <PageLink to={paths.overview}>{t('shell:notFound.home')}</PageLink>
        </p>
      </Page>
    </main>
  )
}
