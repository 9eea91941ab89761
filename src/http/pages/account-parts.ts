import type { Language } from '../../config/branding.ts'
import type { AccountPage, ListedFactor } from '../../issuance/stages.ts'
import { enrolForms } from './factor-forms.ts'
import { type Html, html, type PageParts } from './html.ts'
import { passkeyScript } from './passkey-script.ts'
import { problemOf, referenceOf } from './sign-in-form.ts'
import type { PageTexts } from './texts/page-texts.ts'

/** The page on which people look after their second factors: what is set up, renamed and removed without script, and more added. */
export function accountParts(page: AccountPage, texts: PageTexts, language: Language): PageParts {
  const { factor } = texts
  const { factors } = page
  const items = factors.map((listed, at) => html`<li>${factorItem(page, listed, at, texts, language)}</li>`)
  const listed =
    factors.length === 0 ? html`<p>${factor.none}</p>` : html`<ul class="factors">${items}</ul>${recovery(page, texts)}`
  const adding = html`<section><details${factors.length === 0 || page.problem !== undefined ? html` open` : undefined}><summary>${factor.add}</summary>${enrolForms(page, texts, true)}</details></section>`
  return {
    title: factor.accountTitle,
    content: html`<h1>${factor.accountTitle}</h1>${problemOf(page, texts)}<p>${factor.accountOf.replace('{username}', () => page.username)}</p>
${listed}${adding}${referenceOf(page, texts)}`,
    script: page.passkeyCreation === undefined ? undefined : passkeyScript('create'),
  }
}

function factorItem(page: AccountPage, listed: ListedFactor, at: number, texts: PageTexts, language: Language): Html {
  const { factor } = texts
  const { id, kind, label, createdAt, lastUsedAt } = listed
  const what = kind === 'totp' ? factor.app : factor.passkey
  const day = (date: Date): string => date.toLocaleDateString(language, { dateStyle: 'medium', timeZone: 'UTC' })
  const used = lastUsedAt === undefined ? '' : ` · ${factor.lastUsed.replace('{date}', () => day(lastUsedAt))}`
  const name = label === '' ? what : label
  const input = html`<label for="label-${String(at)}">${factor.label}</label><input id="label-${String(at)}" name="label" type="text" value="${label}" autocomplete="off" maxlength="80"><button type="submit" class="plain">${factor.rename}</button>`
  return html`<h2>${name}</h2><p class="quiet">${what} · ${factor.created.replace('{date}', () => day(createdAt))}${used}</p>
<details><summary>${factor.change}<span class="unseen"> ${name}</span></summary>${changeForm(page, 'rename', id, input)}
${changeForm(page, 'remove', id, html`<button type="submit" class="plain">${factor.remove}</button>`)}</details>`
}

function recovery(page: AccountPage, { factor }: PageTexts): Html {
  const left = factor.recoveryLeft.replace('{count}', () => String(page.recoveryCodesLeft))
  const renew = html`<button type="submit" class="plain">${factor.renewRecoveryCodes}</button>`
  return html`<section><h2>${factor.recoveryCodes}</h2><p>${left}</p>${changeForm(page, 'renewRecoveryCodes', '', renew)}</section>`
}

function changeForm({ address, formToken }: AccountPage, change: string, id: string, content: Html): Html {
  return html`<form method="post" action="${address}"><input type="hidden" name="token" value="${formToken}"><input type="hidden" name="change" value="${change}"><input type="hidden" name="id" value="${id}">${content}</form>`
}
