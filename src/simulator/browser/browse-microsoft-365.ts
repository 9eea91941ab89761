import { cloud } from '../../entra/cloud.ts'
import { oneTimeCode } from './one-time-code.ts'
import type { Browser, LoadedPage, Visit } from './open-browser.ts'
import type { Field, Form, Page } from './read-page.ts'

/** A person signs in to Microsoft 365 with a browser: types a name there, and whatever the identity provider asks for. */

export interface BrowserUser {
  readonly userPrincipalName: string
  readonly password: string | undefined
  /** As an application asks that wants a fresh sign-in. */
  readonly promptLogin: boolean
}

/** What came of it, plain data. */
export interface BrowserReport {
  readonly outcome: 'signed-in' | 'refused' | 'stopped'
  readonly aadsts: number | null
  /** Where it ended: `login.microsoftonline.com`, or the identity provider. */
  readonly host: string
  readonly title: string
  /** The words of the last page. */
  readonly text: string
  readonly visits: readonly Visit[]
  /** What the person was asked for, in order. */
  readonly asked: readonly Asked[]
  /** After the sign-out, where one was wanted: nobody is signed in any more. */
  readonly signedOut: boolean | null
}

export type Asked = 'password' | 'password-change' | 'one-time-code' | 'second-factor-of-entra'

const pagesAtMost = 12
const home = `https://${cloud.loginHost}/`

export async function browseMicrosoft365(
  browser: Browser,
  user: BrowserUser,
  { signOut }: { readonly signOut: boolean },
): Promise<BrowserReport> {
  const asked: Asked[] = []
  const hint = new URLSearchParams({ login_hint: user.userPrincipalName, ...(user.promptLogin && { prompt: 'login' }) })
  let loaded = await browser.open(`${home}common/oauth2/authorize?${hint}`)
  const person: Person = { user, appKey: undefined, answered: undefined }
  for (let count = 0; count < pagesAtMost; count += 1) {
    const move = nextMove(loaded, person)
    if (move?.asks) asked.push(move.asks)
    if (move === undefined || !('form' in move || 'link' in move)) break
    loaded = 'link' in move ? await browser.open(move.link) : await browser.submit(loaded, move.form, move.values)
    person.answered = move.asks
  }
  const { page, address } = loaded
  const isSignedIn = page.outcome === 'signed-in'
  const signedOut = isSignedIn && signOut ? await leave(browser) : null
  return {
    outcome: isSignedIn ? 'signed-in' : page.outcome === 'refused' ? 'refused' : 'stopped',
    aadsts: page.aadsts ?? null,
    host: address.hostname,
    title: page.title,
    text: page.text,
    visits: [...browser.visits],
    asked,
    signedOut,
  }
}

/** Grows wiser on the way. */
interface Person {
  readonly user: BrowserUser
  /** What the authenticator app was given. */
  appKey: string | undefined
  /** What was answered last: asked again at once, the answer was wrong. */
  answered: Asked | undefined
}

/** A form is sent or a link followed; neither where the person does not know the answer. */
type Move = { readonly asks?: Asked } & (
  | { readonly form: Form; readonly values: Readonly<Record<string, string>> }
  | { readonly link: string }
  | { readonly asks: Asked }
)

/** What the person does next; undefined at the end. */
function nextMove({ page, address }: LoadedPage, person: Person): Move | undefined {
  const posted = page.forms.find((form) => form.fields.some(({ name }) => name === 'wresult'))
  if (posted) return { form: posted, values: {} }
  const [form] = page.forms
  if (page.outcome === 'ask-second-factor' && form) return { asks: 'second-factor-of-entra', form, values: {} }
  if (page.outcome !== undefined) return undefined
  const question = page.forms.map(readQuestion).find((found) => found !== undefined)
  if (question) return answer(question, page, person)
  const [wayOn] = page.waysOn
  return wayOn === undefined || form ? undefined : { link: new URL(wayOn, address).href }
}

/** A key to be typed into an authenticator app: base32 in groups of four. */
const keyPattern = /\b(?:[A-Z2-7]{4} ){3,}[A-Z2-7]{1,4}\b/

function answer({ asks, form }: { asks: Asked; form: Form }, page: Page, person: Person): Move {
  const { user, answered } = person
  if (answered === asks) return { asks }
  if (asks === 'password' && user.password !== undefined)
    return { asks, form, values: passwordValues(form, user, user.password) }
  if (asks === 'one-time-code') {
    person.appKey ??= keyPattern.exec(page.text)?.[0]
    const field = form.fields.find(({ autocomplete }) => autocomplete === 'one-time-code')
    if (field && person.appKey) return { asks, form, values: { [field.name]: oneTimeCode(person.appKey, new Date()) } }
  }
  return { asks }
}

function readQuestion(form: Form): { form: Form; asks: Asked } | undefined {
  const passwords = form.fields.filter(({ type }) => type === 'password')
  if (passwords.length > 1) return { form, asks: 'password-change' }
  if (passwords.length === 1) return { form, asks: 'password' }
  if (form.fields.some(({ autocomplete }) => autocomplete === 'one-time-code')) return { form, asks: 'one-time-code' }
  return undefined
}

function passwordValues(form: Form, user: BrowserUser, password: string): Record<string, string> {
  const isName = ({ type, value }: Field): boolean => (type === 'text' || type === 'email') && value === ''
  const names = form.fields.filter(isName).map(({ name }) => [name, user.userPrincipalName])
  const passwords = form.fields.filter(({ type }) => type === 'password').map(({ name }) => [name, password])
  return Object.fromEntries([...names, ...passwords])
}

/** Signs out, fetches what the last page wants to be fetched, and looks whether Microsoft 365 still knows the user. */
async function leave(browser: Browser): Promise<boolean> {
  const last = await browser.open(`${home}common/oauth2/logout`)
  for (const source of last.page.fetched) await browser.open(new URL(source, last.address).href)
  const { page } = await browser.open(home)
  return page.outcome === 'ask-name'
}

/** What a person could tell of it afterwards: where the browser went, what it asked, and what the last page said. */
export function printBrowsing({ visits, asked, text, signedOut }: BrowserReport): string {
  const went = visits.map(({ method, address, status, byTicket }) => {
    return `${status} ${method.padEnd(4)} ${address}${byTicket ? '  (with a Kerberos ticket)' : ''}`
  })
  const wasAsked = `Asked for ${asked.join(', then ') || 'nothing'}.`
  return [...went, '', wasAsked, '', text, ...(signedOut === null ? [] : ['', leftText(signedOut)])].join('\n')
}

function leftText(signedOut: boolean): string {
  return signedOut ? 'Signed out everywhere.' : 'Signed out, but Microsoft 365 still knows the user.'
}
