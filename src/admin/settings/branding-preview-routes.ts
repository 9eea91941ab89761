import { z } from 'zod'
import { branding, languages } from '../../config/branding.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'

export function brandingPreviewRoutes({ renderSignIn }: Pick<AdminPorts, 'renderSignIn'>): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'previewBranding',
      method: 'POST',
      path: '/settings/branding/preview',
      summary:
        'The sign-in page as users would see it with this branding. Nothing is stored; the form in it leads nowhere.',
      permission: 'settings.read',
      status: 200,
      body: z.strictObject({ branding, language: z.enum(languages).default('en') }),
      answer: z.strictObject({ html: z.string().describe('Its style element bears the nonce "preview".') }),
      example: { body: { branding: { organisationName: 'Example', accentColour: '#0b6e4f' }, language: 'de' } },
      run: ({ body: { branding: wanted, language } }) => ({ body: { html: renderSignIn(wanted, language) } }),
    }),
  ]
}
