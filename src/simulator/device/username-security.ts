import { randomUUID } from 'node:crypto'
import { soap } from '../../protocol/names/soap.ts'
import { wsSecurity } from '../../protocol/names/ws-security.ts'
import { element, qualified, type XmlElement } from '../../protocol/xml/xml-element.ts'

const minutes = 60_000

/** The Security header of usernamemixed, as Microsoft's clients write it: ten minutes, the password in clear and without a Type. */
export function usernameSecurity(
  { username, password }: { readonly username: string; readonly password: string },
  now: Date,
): XmlElement {
  const id = (value: string) => qualified('u', wsSecurity.utility, 'Id', value)
  const time = (local: string, at: number) =>
    element('u', wsSecurity.utility, local, [], `${new Date(at).toISOString().slice(0, 19)}Z`)
  const timestamp = element(
    'u',
    wsSecurity.utility,
    'Timestamp',
    [id('_0')],
    time('Created', now.getTime()),
    time('Expires', now.getTime() + 10 * minutes),
  )
  const token = element(
    'o',
    wsSecurity.extension,
    'UsernameToken',
    [id(`uuid-${randomUUID()}`)],
    element('o', wsSecurity.extension, 'Username', [], username),
    element('o', wsSecurity.extension, 'Password', [], password),
  )
  const must = qualified('s', soap.namespace, 'mustUnderstand', '1')
  return element('o', wsSecurity.extension, 'Security', [must], timestamp, token)
}
