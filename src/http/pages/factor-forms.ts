import type { EnrolFactorPage, RecoveryCodesPage, SecondFactorPage } from '../../issuance/stages.ts'
import { type Html, html, type PageParts } from './html.ts'
import { passkeyScript } from './passkey-script.ts'
import { qrCode } from './qr-code.ts'
import { problemOf, referenceOf } from './sign-in-form.ts'
import type { PageTexts } from './texts/page-texts.ts'

/**
 * The forms for a second factor: to prove one, to set one up. Codes work without script; a passkey needs some, and its form stays
 * hidden where there is none.
 */

export function secondFactorForm(page: SecondFactorPage, texts: PageTexts): PageParts {
  const { factor } = texts
  const { passkeyRequest } = page
  const passkey =
    passkeyRequest === undefined ? undefined : passkeyForm(page, 'passkey', passkeyRequest, factor.usePasskey, texts)
  const code = page.takesCode ? codeForm(page, 'totp', factor.code, factor.confirm) : undefined
  const recovery = page.takesRecoveryCode ? recoveryForm(page, texts) : undefined
  return {
    title: factor.title,
    content: html`<h1>${factor.title}</h1>${problemOf(page, texts) ?? html`<p>${factor.introduction.replace('{username}', () => page.username)}</p>`}
${passkey}${code}${recovery}${referenceOf(page, texts)}`,
    script: passkey && passkeyScript('get'),
  }
}

export function enrolFactorForm(page: EnrolFactorPage, texts: PageTexts): PageParts {
  const { factor } = texts
  const later = page.mayPutOff
    ? formWith(page, 'later', html`<button type="submit" class="plain">${factor.later}</button>`)
    : undefined
  return {
    title: factor.enrolTitle,
    content: html`<h1>${factor.enrolTitle}</h1>${problemOf(page, texts) ?? html`<p>${factor.enrolIntroduction}</p>`}
${enrolForms(page, texts)}${later}${referenceOf(page, texts)}`,
    script: page.passkeyCreation === undefined ? undefined : passkeyScript('create'),
  }
}

/** `named`: the factor is given a name too. */
export function enrolForms(page: EnrolmentForms, texts: PageTexts, named = false): Html {
  const { factor } = texts
  const labels = (id: string): Html | undefined =>
    named
      ? html`<label for="${id}">${factor.label}</label><input id="${id}" name="label" type="text" autocomplete="off" maxlength="80">`
      : undefined
  const passkey =
    page.passkeyCreation === undefined
      ? undefined
      : html`<section><h2>${factor.passkey}</h2><p>${factor.enrolPasskeyHint}</p>
${passkeyForm(page, 'enrolPasskey', page.passkeyCreation, factor.enrolPasskey, texts, labels('passkey-label'))}</section>`
  const app =
    page.app === undefined
      ? undefined
      : html`<section><h2>${factor.app}</h2><p>${factor.scan}</p>
<p class="qr"><img src="${qrCode(page.app.uri)}" alt="${factor.qrAlternative}" width="180" height="180"></p>
<p>${factor.typeKey} <code>${grouped(page.app.secret)}</code></p>
${codeForm(page, 'enrolTotp', factor.code, factor.enrolApp, labels('app-label'))}</section>`
  return html`${app}${passkey}`
}

export function recoveryCodesParts({ codes, continueAddress }: RecoveryCodesPage, texts: PageTexts): PageParts {
  const { factor } = texts
  const items = codes.map((code) => html`<li><code>${code}</code></li>`)
  return {
    title: factor.recoveryTitle,
    content: html`<h1>${factor.recoveryTitle}</h1><p>${factor.recoveryIntroduction}</p><ul class="codes">${items}</ul>
<p><a class="button" href="${continueAddress}">${texts.continueAction}</a></p>`,
  }
}

/** What setting a factor up takes. */
export type EnrolmentForms = FormPage & Pick<EnrolFactorPage, 'app' | 'passkeyCreation'>

type FormPage = Pick<SecondFactorPage, 'address' | 'formToken' | 'problem' | 'traceId'>

function formWith({ address, formToken }: FormPage, kind: string, fields: Html): Html {
  return html`<form method="post" action="${address}"><input type="hidden" name="token" value="${formToken}"><input type="hidden" name="factor" value="${kind}">
${fields}</form>`
}

function codeForm(page: FormPage, kind: 'totp' | 'enrolTotp', label: string, action: string, more?: Html): Html {
  const invalid = invalidMark(page, 'codeRefused')
  return formWith(
    page,
    kind,
    html`<label for="code">${label}</label><input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,8}" spellcheck="false" required maxlength="8"${kind === 'totp' ? html` autofocus` : undefined}${invalid}>${more}
<button type="submit">${action}</button>`,
  )
}

function recoveryForm(page: FormPage, { factor }: PageTexts): Html {
  const fields = html`<label for="recovery">${factor.recoveryCode}</label><input id="recovery" name="code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" required maxlength="40">
<button type="submit">${factor.confirm}</button>`
  return html`<details><summary>${factor.useRecoveryCode}</summary>${formWith(page, 'recoveryCode', fields)}</details>`
}

function passkeyForm(
  { address, formToken }: FormPage,
  kind: 'passkey' | 'enrolPasskey',
  options: string,
  action: string,
  { factor }: PageTexts,
  more?: Html,
): Html {
  return html`<form method="post" action="${address}" id="passkey" data-options="${options}" hidden><input type="hidden" name="token" value="${formToken}"><input type="hidden" name="factor" value="${kind}"><input type="hidden" name="response" value="">
<p class="problem" role="alert" hidden>${factor.passkeyFailed}</p>${more}<button type="submit">${action}</button></form><noscript><p>${factor.passkeyNeedsScript}</p></noscript>`
}

function invalidMark({ problem }: FormPage, mine: FormPage['problem']): Html | undefined {
  return problem === mine ? html` aria-invalid="true" aria-describedby="problem"` : undefined
}

/** Four letters at a time are easier to type. */
function grouped(secret: string): string {
  return (secret.match(/.{1,4}/g) ?? []).join(' ')
}
