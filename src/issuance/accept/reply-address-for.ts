import type { Application } from '../../config/application.ts'
import { IdpError } from '../../errors.ts'

/**
 * Where the token goes. In: wreply of a request (untrusted) and the application. Out: one of the application's own addresses, as the
 * settings write it; an unknown one is refused, and nothing is ever sent to it. [WSFed12 §13.2.2] Compared whole, after parsing: a
 * prefix would let `https://login.example.evil.test` in, and text alone would take `HTTPS://Host:443/` for another address.
 */
export function replyAddressFor(wreply: string | undefined, application: Application): string {
  if (wreply === undefined || wreply === '') return application.replyUrl
  const registered = [application.replyUrl, ...application.replyUrls]
  const found = findSameAddress(wreply, registered)
  if (found === undefined)
    throw new IdpError('ACCEPT_WREPLY_UNKNOWN', {
      application: application.name,
      expected: registered,
      observed: wreply.slice(0, 200),
    })
  return found
}

/** Where the browser may go on to after a sign-out: what is not known is passed over, the user is signed out all the same. */
export function continueAddressFor(wreply: string | undefined, application: Application): string | undefined {
  const { replyUrl, replyUrls, sloEndpoint } = application
  const end = sloEndpoint === undefined ? [] : [sloEndpoint]
  return findSameAddress(wreply ?? '', [replyUrl, ...replyUrls, ...end]) ?? sloEndpoint
}

function findSameAddress(wreply: string, registered: readonly string[]): string | undefined {
  const wanted = URL.parse(wreply)?.href
  return wanted === undefined ? undefined : registered.find((address) => URL.parse(address)?.href === wanted)
}
