import { type Network, sendRequest, type WebResponse } from '../send-request.ts'
import { type Form, type Page, readPage } from './read-page.ts'

/** A browser without a window: cookies, redirects, forms, and Negotiate for the hosts it is told of. */
export interface Browser {
  /** Addresses in the order in which they were asked for, without their query, each with its status. */
  readonly visits: readonly Visit[]
  open(address: string): Promise<LoadedPage>
  /** Sends a form of the page with these values in place of its own. */
  submit(loaded: LoadedPage, form: Form, values: Readonly<Record<string, string>>): Promise<LoadedPage>
}

export interface Visit {
  readonly method: 'GET' | 'POST'
  readonly address: string
  readonly status: number
  /** A ticket went with it. */
  readonly byTicket: boolean
}

export interface LoadedPage {
  readonly address: URL
  readonly page: Page
}

export interface BrowserSetting {
  readonly network: Network
  readonly ticketHosts: readonly string[]
  /** Makes the token for `Authorization: Negotiate`, base64; undefined where there is no ticket. */
  readonly negotiate: (host: string) => Promise<string | undefined>
  readonly userAgent: string
}

interface Address {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly body?: string
}

const redirectLimit = 20

export function openBrowser(setting: BrowserSetting): Browser {
  const visits: Visit[] = []
  /** By host, then by name: enough for cookies that name no domain. */
  const cookies = new Map<string, Map<string, string>>()

  async function ask({ method, url, body }: Address, token?: string): Promise<WebResponse> {
    const jar = [...(cookies.get(url.hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await sendRequest(setting.network, {
      method,
      url: url.href,
      headers: {
        accept: 'text/html,application/xhtml+xml',
        'accept-language': 'en',
        'user-agent': setting.userAgent,
        'sec-fetch-site': visits.length === 0 ? 'none' : 'same-origin',
        ...(jar && { cookie: jar }),
        ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin }),
        ...(token && { authorization: `Negotiate ${token}` }),
      },
      ...(body === undefined ? {} : { body }),
    })
    visits.push({ method, address: url.origin + url.pathname, status: answer.status, byTicket: token !== undefined })
    keepCookies(url.hostname, answer.cookies)
    return answer
  }

  function keepCookies(host: string, lines: readonly string[]): void {
    const jar = cookies.get(host) ?? new Map<string, string>()
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';')
      const at = pair.indexOf('=')
      const isOver = attributes.some((attribute) => /^\s*max-age\s*=\s*(0|-\d+)\s*$/i.test(attribute))
      if (isOver) jar.delete(pair.slice(0, at).trim())
      else jar.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim())
    }
    cookies.set(host, jar)
  }

  async function load(start: Address): Promise<LoadedPage> {
    let next = start
    for (let count = 0; count < redirectLimit; count += 1) {
      const answer = await askWithTicket(next)
      if (answer instanceof Error) return errorPage(next.url, answer.message)
      const { location } = answer.headers
      if (answer.status < 300 || answer.status > 399 || location === undefined)
        return { address: next.url, page: readPage(answer.body.toString('utf8')) }
      next = { method: 'GET', url: new URL(location, next.url) }
    }
    return errorPage(next.url, 'too many redirects')
  }

  /** A 401 that offers Negotiate is answered for the hosts of the list; anywhere else its body is the page. */
  async function askWithTicket(address: Address): Promise<WebResponse | Error> {
    const answer = await ask(address).catch(asError)
    if (answer instanceof Error) return answer
    const isOffered = answer.status === 401 && /^negotiate\b/i.test(answer.headers['www-authenticate'] ?? '')
    if (!isOffered || !setting.ticketHosts.includes(address.url.hostname)) return answer
    const token = await setting.negotiate(address.url.hostname)
    return token === undefined ? answer : ask(address, token).catch(asError)
  }

  return {
    visits,
    open: (address) => load({ method: 'GET', url: new URL(address) }),
    submit({ address }, form, values) {
      const url = new URL(form.action || address.href, address)
      const body = formBody(form, values)
      if (form.method === 'post') return load({ method: 'POST', url, body })
      url.search = body
      return load({ method: 'GET', url })
    },
  }
}

/** Boxes stay unticked, and only a button that is named is pressed. */
function formBody({ fields }: Form, values: Readonly<Record<string, string>>): string {
  const body = new URLSearchParams()
  for (const { name, type, value } of fields) {
    const isLeftOut = ['checkbox', 'radio', 'submit'].includes(type) && !(name in values)
    if (!isLeftOut) body.append(name, values[name] ?? value)
  }
  return body.toString()
}

function errorPage(address: URL, said: string): LoadedPage {
  const title = 'This site can’t be reached'
  const page = {
    title,
    forms: [],
    waysOn: [],
    fetched: [],
    text: `${title}\n${address.host}: ${said}`,
    outcome: undefined,
    aadsts: undefined,
  }
  return { address, page }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
