import { z } from 'zod'

/** What the pages for users look like. Everything is in the page itself: nothing is ever fetched from elsewhere. */

export const languages = ['en', 'de', 'fr', 'es'] as const
export type Language = (typeof languages)[number]

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #1f5fbf')
  .refine((value) => contrastWithWhite(value) >= 4.5, 'must be darker: white text on it could not be read')

const logoForm = /^data:image\/(png|svg\+xml|webp|gif|jpeg);base64,[A-Za-z0-9+/]+=*$/

export const branding = z.strictObject({
  organisationName: z.string().min(1).max(80).default('Joinery').describe('Stands at the top of every page.'),
  logo: z
    .string()
    .max(16_384, 'must be at most 16,384 characters: the whole page is to stay small')
    .regex(logoForm, 'must be an image as data:image/png;base64,… or data:image/svg+xml;base64,…')
    .optional()
    .describe('An image as a data: address, 12 KB at most. Left out: the name alone.'),
  accentColour: colour.default('#1f5fbf').describe('Buttons and links; white text must be readable on it.'),
  supportText: z
    .string()
    .max(300)
    .optional()
    .describe('Whom to ask for help, in the words and the language of the users: a telephone number, an address.'),
  supportUrl: z
    .string()
    .regex(/^(https:\/\/|mailto:)[^\s]+$/, 'must begin with https:// or mailto:')
    .optional()
    .describe('Where the word "Help" on the pages leads.'),
  defaultLanguage: z
    .enum(languages)
    .default('en')
    .describe('For browsers that ask for no language there is a translation of.'),
})

export type Branding = z.output<typeof branding>

/** WCAG 2.2, 1.4.3: relative luminance against white. */
function contrastWithWhite(value: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(value.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}
