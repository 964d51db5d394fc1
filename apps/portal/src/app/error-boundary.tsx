import { Component, type ReactNode } from 'react'
import { PageError } from './page-error.tsx'

type Props = { readonly children: ReactNode }

/** Keeps a bug in one part from leaving a white page. React offers this to classes only. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | undefined }> {
  override state: { readonly error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <PageError error={this.state.error} />
  }
}
