import type { IdpError } from '../../src/errors.ts'
import type { Directory, DirectoryEntry } from '../../src/ports.ts'

/** A directory that holds a domain's head and one service account, as far as the service keys look at it. */
export interface ServiceAccountDirectory extends Directory {
  keyVersion: number
  /** What every search throws while it is set. */
  failure: IdpError | undefined
  /** sAMAccountNames that hold the SPN, when somebody asks who does. */
  spnHolders: readonly string[]
  searches: number
}

export function serviceAccountDirectory(upn = 'svc@corp.example.test'): ServiceAccountDirectory {
  const directory: ServiceAccountDirectory = {
    keyVersion: 2,
    failure: undefined,
    spnHolders: ['svc'],
    searches: 0,
    async search(_, query): Promise<readonly DirectoryEntry[]> {
      directory.searches += 1
      if (directory.failure) throw directory.failure
      if (query.base === '') return [{ dn: '', attributes: rootDse }]
      if (query.filter.includes('servicePrincipalName='))
        return directory.spnHolders.map((sam) => ({
          dn: `CN=${sam},DC=corp,DC=example,DC=test`,
          attributes: { sAMAccountName: [sam], servicePrincipalName: ['HTTP/sts.example.test'] },
        }))
      if (!query.filter.includes(`(userPrincipalName=${upn})`)) return []
      return [{ dn: 'CN=svc,CN=Users,DC=corp,DC=example,DC=test', attributes: account(directory.keyVersion) }]
    },
  }
  return directory
}

const rootDse = {
  defaultNamingContext: ['DC=corp,DC=example,DC=test'],
  rootDomainNamingContext: ['DC=corp,DC=example,DC=test'],
  configurationNamingContext: ['CN=Configuration,DC=corp,DC=example,DC=test'],
  dnsHostName: ['dc1.corp.example.test'],
  currentTime: ['20260102030405.0Z'],
}

function account(keyVersion: number): Record<string, readonly string[]> {
  return {
    sAMAccountName: ['svc'],
    userPrincipalName: ['svc@corp.example.test'],
    objectSid: ['S-1-5-21-1-2-3-1104'],
    'msDS-KeyVersionNumber': [String(keyVersion)],
    userAccountControl: ['512'],
    pwdLastSet: ['133485408000000000'],
    servicePrincipalName: ['HTTP/sts.example.test'],
  }
}
