import type { Gateway, UserType } from '../../config/gateway.ts'
import { IdpError } from '../../errors.ts'
import type { Directory } from '../../ports.ts'
import { filter } from '../../protocol/ldap/ldap-filter.ts'
import type { RoadSample } from './road-facts.ts'

/** One enabled account of a user type, to be previewed: of devices one that Windows has prepared for a join, where there is any. */
export async function findSample(directory: Directory, gateway: Gateway, userType: UserType): Promise<RoadSample> {
  const { id: userTypeId, account, searchBaseDn } = userType
  const sample = { gatewayId: gateway.id, userTypeId, account }
  const find = async (kind: ReturnType<typeof filter>): Promise<string | undefined> => {
    const [entry] = await directory.search(gateway, {
      ...{ base: searchBaseDn, scope: 'sub', sizeLimit: 1 },
      // [MS-ADTS §3.1.1.3.1.3] 2 in userAccountControl: disabled. Matched by bits.
      filter: filter`(&${{ filter: kind }}(!(userAccountControl:1.2.840.113556.1.4.803:=2)))`,
      attributes: ['sAMAccountName', 'userPrincipalName'],
    })
    const { sAMAccountName: sam = [], userPrincipalName: upn = [] } = entry?.attributes ?? {}
    return account === 'user' ? (upn[0] ?? sam[0]) : sam[0]
  }
  try {
    const name =
      account === 'user'
        ? await find(filter`(&(objectCategory=person)(objectClass=user))`)
        : ((await find(filter`(&(objectClass=computer)(userCertificate=*))`)) ??
          (await find(filter`(objectClass=computer)`)))
    return { ...sample, name, problem: undefined }
  } catch (error) {
    const problem = error instanceof IdpError ? error.means : `The directory could not be asked: ${error}`
    return { ...sample, name: undefined, problem }
  }
}
