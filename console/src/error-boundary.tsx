import { Component, type ReactNode } from 'react'
import { ErrorNotice } from './parts/error-notice.tsx'

interface Props {
  readonly children: ReactNode
  /** Another value: another page, which may be whole. */
  readonly resetKey: string
}

/** A page that broke says so in its place; the rest of the console goes on. */
export class ErrorBoundary extends Component<Props, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidUpdate(before: Props): void {
    if (before.resetKey !== this.props.resetKey && this.state.error) this.setState({ error: undefined })
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    // A chunk of an older build is gone after an upgrade: only loading the console anew helps.
    const isOldBuild = /dynamically imported module|module script/i.test(error.message)
    return (
      <ErrorNotice
        error={isOldBuild ? new Error('The server has a newer console. Load it again.') : error}
        onRetry={() => (isOldBuild ? window.location.reload() : this.setState({ error: undefined }))}
      />
    )
  }
}
