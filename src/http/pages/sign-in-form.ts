import type { Branding } from '../../config/branding.ts'
import type { ChangePasswordPage, FormProblem, SignInPage } from '../../issuance/stages.ts'
import { type Html, html, type PageParts } from './html.ts'
import type { PageTexts } from './texts/page-texts.ts'

/**
 * The forms for a password. They work without script; the first thing to do has the focus; what went wrong is said before the form, as
 * an alert, and again by the field it is about; password managers are told what each field is.
 */

export function signInForm(page: SignInPage, texts: PageTexts, { organisationName }: Branding): PageParts {
  const title = texts.signInTitle.replace('{organisation}', () => organisationName)
  const knowsUser = page.username !== ''
  const username = field('username', texts.username, {
    type: 'text',
    autocomplete: 'username',
    value: page.username,
    focus: !knowsUser,
    problem: page.problem,
  })
  const password = field('password', texts.password, {
    type: 'password',
    autocomplete: 'current-password',
    focus: knowsUser,
    problem: page.problem,
  })
  const stay = page.offersStaySignedIn
    ? html`<label class="check"><input type="checkbox" name="staySignedIn" value="yes"> ${texts.staySignedIn}</label>`
    : undefined
  return {
    title,
    content: html`<h1>${title}</h1>${problemOf(page, texts)}
${formOf(page, html`${username}${password}${stay}`, texts.signIn)}${referenceOf(page, texts)}`,
  }
}

export function changePasswordForm(page: ChangePasswordPage, texts: PageTexts): PageParts {
  const { problem, username } = page
  const fields = html`${field('username', texts.username, { type: 'text', autocomplete: 'username', value: username, fixed: true })}
${field('password', texts.oldPassword, { type: 'password', autocomplete: 'current-password', focus: true, problem })}
${field('newPassword', texts.newPassword, { type: 'password', autocomplete: 'new-password', problem })}
${field('newPasswordAgain', texts.newPasswordAgain, { type: 'password', autocomplete: 'new-password', problem })}`
  return {
    title: texts.changePassword,
    content: html`<h1>${texts.changePassword}</h1>${problemOf(page, texts) ?? html`<p>${texts.changePasswordIntroduction}</p>`}
${formOf(page, fields, texts.changePassword)}${referenceOf(page, texts)}`,
  }
}

type FormPage = SignInPage | ChangePasswordPage

function formOf({ address, formToken }: FormPage, fields: Html, action: string): Html {
  return html`<form method="post" action="${address}"><input type="hidden" name="token" value="${formToken}">
${fields}<button type="submit">${action}</button></form>`
}

interface FieldLook {
  readonly type: 'text' | 'password'
  readonly autocomplete: string
  readonly value?: string
  readonly focus?: boolean
  /** To be seen, not changed. */
  readonly fixed?: boolean
  readonly problem?: FormPage['problem']
}

/** What a problem is about. */
const fieldsOf: Readonly<Record<FormProblem, readonly string[]>> = {
  credentialsRefused: ['username', 'password'],
  formExpired: [],
  newPasswordsDiffer: ['newPassword', 'newPasswordAgain'],
  newPasswordRefused: ['newPassword', 'newPasswordAgain'],
  codeRefused: [],
  passkeyRefused: [],
}

function field(
  name: string,
  label: string,
  { type, autocomplete, value = '', focus, fixed, problem }: FieldLook,
): Html {
  const isAbout = problem !== undefined && fieldsOf[problem].includes(name)
  const invalid = isAbout ? html` aria-invalid="true" aria-describedby="problem"` : undefined
  const focused = focus === true ? html` autofocus` : undefined
  const readonly = fixed === true ? html` readonly` : undefined
  return html`<label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" required maxlength="256"${focused}${readonly}${invalid}>`
}

export function problemOf({ problem }: Pick<FormPage, 'problem'>, texts: PageTexts): Html | undefined {
  return problem === undefined
    ? undefined
    : html`<p class="problem" id="problem" role="alert">${texts.formProblems[problem]}</p>`
}

export function referenceOf(
  { problem, traceId }: Pick<FormPage, 'problem' | 'traceId'>,
  texts: PageTexts,
): Html | undefined {
  return problem === undefined
    ? undefined
    : html`<p class="quiet">${texts.reference.replace('{traceId}', () => traceId)}</p>`
}
