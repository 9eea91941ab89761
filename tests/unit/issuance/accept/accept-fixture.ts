import { microsoft365Application } from '../../../../src/config/presets.ts'
import type { Facts } from '../../../../src/errors.ts'
import { acceptTokenRequest } from '../../../../src/issuance/accept/accept-token-request.ts'
import type { AcceptedRequest, TrustHttpRequest } from '../../../../src/issuance/stages.ts'
import { memorySettings } from '../../../fakes/memory-settings.ts'
import { type RequestFixture, readRequestFixtures } from '../../../fixtures/read-request-fixtures.ts'

/** One application on one server, at one moment: what every request below is sent to. */

export const now = new Date('2026-01-02T03:04:05Z')

export const managed = {
  networks: { intranetRanges: ['10.0.0.0/8', 'fd00::/8', '192.0.2.7'] },
  applications: [
    {
      ...microsoft365Application({
        id: 'app',
        name: 'Microsoft 365',
        domainName: 'contoso.test',
        gateways: [],
      }),
      kerberos: null,
      appliesTo: ['https://login.partner.microsoftonline.cn'],
    },
  ],
}

/** A good request of native Windows; a test says what is different. */
export const good: RequestFixture = named('windows-13-windowstransport-timestamp')

export function named(name: string): RequestFixture {
  const fixture = readRequestFixtures('requests').find((candidate) => candidate.name === name)
  if (fixture === undefined) throw new Error(`no fixture ${name}`)
  return fixture
}

export function httpRequest(
  { endpoint, headers, body }: Pick<RequestFixture, 'endpoint' | 'headers' | 'body'>,
  changes: Partial<TrustHttpRequest> = {},
): TrustHttpRequest {
  return {
    method: 'POST',
    applicationId: 'app',
    endpoint,
    headers: { ...headers, authorization: 'Negotiate YIIB' },
    query: '',
    body,
    remoteAddress: '10.1.2.3',
    channelBinding: undefined,
    ...changes,
  }
}

export function accept(
  http: TrustHttpRequest,
  { settings = managed as unknown, note = (_: Facts): void => {} } = {},
): AcceptedRequest {
  const clock = { now: () => now, monotonicMilliseconds: () => 0 }
  return acceptTokenRequest(http, { clock, settings: memorySettings(settings) }, note)
}
