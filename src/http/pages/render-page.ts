import type { Branding, Language } from '../../config/branding.ts'
import type { BrowserReply, HttpReply, Page } from '../../issuance/stages.ts'
import { accountParts } from './account-parts.ts'
import { enrolFactorForm, recoveryCodesParts, secondFactorForm } from './factor-forms.ts'
import { Html, html, type PageParts } from './html.ts'
import { changePasswordForm, signInForm } from './sign-in-form.ts'
import { styleFor } from './style.ts'
import { de } from './texts/de.ts'
import { en } from './texts/en.ts'
import { es } from './texts/es.ts'
import { fr } from './texts/fr.ts'
import type { PageTexts } from './texts/page-texts.ts'

/**
 * A page value becomes HTML with its headers. One document, nothing fetched from anywhere, no script but the one that posts a token or
 * asks for a passkey; the policy names that script by a nonce, and the one origin a form may be posted to.
 */
export const pageTexts: Readonly<Record<Language, PageTexts>> = { en, de, fr, es }

export interface PageLook {
  readonly branding: Branding
  readonly language: Language
  /** Fresh for every answer. */
  readonly nonce: string
}

export function renderPage(reply: BrowserReply, look: PageLook): HttpReply {
  const { page, status, headers } = reply
  if (page.kind === 'moved') return { status, headers: { ...headers, ...alwaysSent, location: page.address }, body: '' }
  const { title, content, script } = partsOf(page, look)
  return {
    status,
    headers: {
      ...headers,
      ...alwaysSent,
      'content-type': 'text/html; charset=utf-8',
      'content-language': look.language,
      'content-security-policy': policyFor(page, look.nonce),
    },
    body: documentOf(title, content, script, look).text,
  }
}

/** strict-origin, not no-referrer: with that, browsers post our own form with `Origin: null`. */
const alwaysSent = {
  'cache-control': 'no-store',
  'referrer-policy': 'strict-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  vary: 'Accept-Language, Cookie, Authorization',
} as const

function policyFor(page: Page, nonce: string): string {
  const formTarget = page.kind === 'postToken' ? new URL(page.address).origin : "'self'"
  const frames = page.kind === 'signedOut' ? page.cleanUpAddresses.map((address) => new URL(address).origin) : []
  const rules = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    'img-src data:',
    `frame-src ${frames.length === 0 ? "'none'" : [...new Set(frames)].join(' ')}`,
    `form-action ${page.kind === 'error' || page.kind === 'signedOut' ? "'none'" : formTarget}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  return rules.join('; ')
}

function partsOf(page: Exclude<Page, { kind: 'moved' }>, { language, branding }: PageLook): PageParts {
  const texts = pageTexts[language]
  switch (page.kind) {
    case 'signIn':
      return signInForm(page, texts, branding)
    case 'changePassword':
      return changePasswordForm(page, texts)
    case 'secondFactor':
      return secondFactorForm(page, texts)
    case 'enrolFactor':
      return enrolFactorForm(page, texts)
    case 'account':
      return accountParts(page, texts, language)
    case 'recoveryCodes':
      return recoveryCodesParts(page, texts)
    case 'postToken':
      return postToken(page, texts)
    case 'signedOut':
      return signedOut(page, texts)
    case 'error':
      return errorParts(page, texts)
  }
}

function postToken({ address, fields }: Extract<Page, { kind: 'postToken' }>, texts: PageTexts): PageParts {
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return {
    title: texts.continueAction,
    content: html`<h1>${texts.continuing}</h1>
<form method="post" action="${address}">${inputs}
<noscript><p>${texts.continueWithoutScript}</p><button type="submit">${texts.continueAction}</button></noscript></form>`,
    script: 'document.forms[0].submit()',
  }
}

function signedOut(
  { cleanUpAddresses, continueAddress }: Extract<Page, { kind: 'signedOut' }>,
  texts: PageTexts,
): PageParts {
  const frames = cleanUpAddresses.map(
    (address) => html`<iframe src="${address}" title="${texts.signedOut}" aria-hidden="true" tabindex="-1"></iframe>`,
  )
  const onward =
    continueAddress === undefined
      ? undefined
      : html`<p><a class="button" href="${continueAddress}">${texts.continueAction}</a></p>`
  return {
    title: texts.signedOut,
    content: html`<h1>${texts.signedOut}</h1><p>${texts.signedOutHint}</p>${onward}${frames}`,
    script: onward && goOn,
  }
}

/** When every frame has loaded, or will not; without script the link is there. */
const goOn =
  "const go=()=>location.replace(document.querySelector('a.button').href);addEventListener('load',go);setTimeout(go,5000)"

function errorParts({ problem, traceId }: Extract<Page, { kind: 'error' }>, texts: PageTexts): PageParts {
  const [happened, remedy] = texts.pageProblems[problem]
  const reference =
    traceId === undefined
      ? undefined
      : html`<p class="quiet">${texts.reference.replace('{traceId}', () => traceId)}</p>`
  return {
    title: texts.errorTitle,
    content: html`<h1>${texts.errorTitle}</h1><div role="alert"><p>${happened}</p><p>${remedy}</p></div>${reference}`,
  }
}

function documentOf(title: string, content: Html, script: string | undefined, look: PageLook): Html {
  const { branding, language, nonce } = look
  const texts = pageTexts[language]
  const { organisationName, logo, supportText, supportUrl } = branding
  const image = logo === undefined ? undefined : html`<img src="${logo}" alt="">`
  const help =
    supportUrl === undefined ? undefined : html`<p><a href="${supportUrl}" rel="noreferrer">${texts.help}</a></p>`
  const support = supportText === undefined ? undefined : html`<p>${supportText}</p>`
  const footer = help === undefined && support === undefined ? undefined : html`<footer>${support}${help}</footer>`
  const scripts = script === undefined ? undefined : html`<script nonce="${nonce}">${new Html(script)}</script>`
  return html`<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title} · ${organisationName}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<style nonce="${nonce}">${new Html(styleFor(branding))}</style></head>
<body><main><p class="brand">${image}<span>${organisationName}</span></p>
${content}</main>${footer}${scripts}</body></html>
`
}
