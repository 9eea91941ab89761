import type { Branding, Language } from '../../config/branding.ts'
import type { SignInPage } from '../../issuance/stages.ts'
import { renderPage } from './render-page.ts'

/** The sign-in page as users would see it with this branding; style elements bear the nonce `preview`, the form leads nowhere. */
export function renderSignInPreview(branding: Branding, language: Language): string {
  const page: SignInPage = { ...emptyForm, kind: 'signIn', offersStaySignedIn: false }
  return renderPage({ status: 200, headers: {}, cookies: [], page }, { branding, language, nonce: 'preview' }).body
}

const emptyForm = { address: '#', formToken: '', username: '', problem: undefined, traceId: '' } as const
