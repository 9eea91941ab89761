import { z } from 'zod'
import { IdpError } from '../../errors.ts'
import { parseDn } from '../../protocol/ldap/distinguished-name.ts'

/** What the parameters of scripts may be. Each says what it is for: the console shows it beside the field. */

const hostName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i

export const domainParameter = z.string().regex(hostName, 'must be a DNS domain name')
export const hostParameter = z.string().regex(hostName, 'must be a DNS host name')

export const tenantIdParameter = z
  .guid({ error: 'must be a tenant id, such as 07ec9af2-7ce5-4ab7-8638-115736bbf990' })
  .describe('Id of the Entra tenant.')

export const distinguishedNameParameter = z
  .string()
  .max(1000)
  .refine(isDistinguishedName, 'must be a distinguished name, such as OU=Devices,DC=corp,DC=example,DC=com')

function isDistinguishedName(text: string): boolean {
  try {
    return text.trim() === text && parseDn(text).length > 0
  } catch (error) {
    if (error instanceof IdpError) return false
    throw error
  }
}

/** [MS-ADTS §3.1.1.2.2.4] Twenty characters at most for users; not one that Windows takes for something else. */
export const accountNameParameter = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,18}[A-Za-z0-9_-])?$/, 'must be letters, digits, ., - and _, at most 20')

export const upnParameter = z.string().regex(/^[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]{1,190}$/, 'must be a UPN')

export const spnParameter = z
  .string()
  .regex(/^HTTP\/[A-Za-z0-9.-]{1,253}$/, 'must be HTTP/ and a host name, HTTP in capitals')

export const urlParameter = z.url({ protocol: /^https$/, error: 'must be an https address' })

export const certificateParameter = z
  .string()
  .regex(/^MI[A-Za-z0-9+/]{100,20000}={0,2}$/, 'must be a certificate as base64 of its DER, without line breaks')

export const policyNameParameter = z.string().min(1).max(255)
