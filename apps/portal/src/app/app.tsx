import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createQueryClient } from '../data/query-client.ts'
import { Announcer } from '../ui/announcer.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { router } from './router.tsx'
import { ThemeProvider } from './theme-provider.tsx'

const queryClient = createQueryClient()

export function App() {
  return (
    <ThemeProvider>
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <Announcer>
            <RouterProvider router={router} />
          </Announcer>
        </QueryClientProvider>
      </ErrorBoundary>
    </ThemeProvider>
  )
}
