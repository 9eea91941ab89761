import { IdpError } from '../errors.ts'
import type { DirectoryQuery } from '../ports.ts'
import { type LdapServer, serverText } from './connect-server.ts'
import type { SearchAnswer } from './ldap-connection.ts'

/** A table: result codes that are an answer, not a failure. [RFC4511 §4.1.9] 10 is dealt with by whoever follows referrals. */
const answers = { success: 0, sizeLimitExceeded: 4, referral: 10, noSuchObject: 32 } as const

/** The answer, if its result code is one; otherwise throws the DIRECTORY_ error that says what happened. */
export function checkSearchResult(
  answer: SearchAnswer,
  query: DirectoryQuery,
  server: LdapServer,
  milliseconds: number,
): SearchAnswer {
  const { resultCode, diagnosticMessage } = answer.result
  if (resultCode === answers.success || resultCode === answers.referral) return answer
  if (resultCode === answers.sizeLimitExceeded && query.sizeLimit !== undefined) return answer
  if (resultCode === answers.noSuchObject && query.scope === 'base') return { ...answer, entries: [] }
  throw new IdpError(failureCode(resultCode, diagnosticMessage), {
    server: serverText(server),
    base: query.base,
    filter: query.filter,
    resultCode,
    serverSays: diagnosticMessage.trim(),
    // For DIRECTORY_CONNECTION_LOST and DIRECTORY_TIMEOUT, whose texts are about connections.
    reason: 'the server no longer knows who we are',
    doing: 'searching',
    milliseconds,
  })
}

function failureCode(resultCode: number, diagnosticMessage: string) {
  switch (resultCode) {
    case 1:
      // AD: "a successful bind must be completed on the connection". [MS-ADTS §5.1.1.1.1]
      return /successful bind/i.test(diagnosticMessage) ? 'DIRECTORY_CONNECTION_LOST' : 'DIRECTORY_SEARCH_REFUSED'
    case 3:
      return 'DIRECTORY_TIMEOUT'
    case 4:
    case 11:
      return 'DIRECTORY_TOO_MANY_ENTRIES'
    case 32:
      return 'DIRECTORY_BASE_NOT_FOUND'
    case 50:
      return 'DIRECTORY_ACCESS_DENIED'
    case 51:
    case 52:
      return 'DIRECTORY_SERVER_BUSY'
    default:
      return 'DIRECTORY_SEARCH_REFUSED'
  }
}
