import type { Application } from '../../config/application.ts'
import type { SessionRecord } from '../../ports.ts'
import { wsFederation } from '../../protocol/names/ws-federation.ts'
import type { AcceptedSignOut, BrowserReply } from '../stages.ts'

/**
 * The end of a sign-out. In: the session that has ended, if there was one. Out: a page that asks every application of that session, each
 * at its own reply address, to end its own. [WSFed12 §13.2.4]
 */
export function replyWithSignedOut(
  { everywhere, continueAddress }: AcceptedSignOut,
  session: SessionRecord | undefined,
  applications: readonly Application[],
): BrowserReply {
  const told = everywhere ? applications.filter(({ id }) => session?.applicationIds.includes(id)) : []
  const cleanUpAddresses = [...new Set(told.map(cleanUpAddressOf))]
  return {
    status: 200,
    headers: {},
    cookies: [],
    page: { kind: 'signedOut', cleanUpAddresses, continueAddress: everywhere ? continueAddress : undefined },
  }
}

function cleanUpAddressOf({ replyUrl }: Application): string {
  const url = new URL(replyUrl)
  url.searchParams.set('wa', wsFederation.cleanUp)
  return url.href
}
