import { serviceConnectionPointRdns } from '../../entra/cloud.ts'
import { guidFromBytes } from '../../protocol/ad/guid.ts'
import { sidFromBytes } from '../../protocol/ad/sid.ts'
import { parseDn } from '../../protocol/ldap/distinguished-name.ts'
import { filter } from '../../protocol/ldap/ldap-filter.ts'
import { DeviceFailure } from './device-failure.ts'
import type { Device } from './device-options.ts'
import { findText, type LdifEntry, parseLdif } from './parse-ldif.ts'
import { runTool } from './run-tool.ts'

/** Active Directory as the computer sees it: with its own ticket, through the tools of OpenLDAP. */

export interface DomainRoot {
  readonly namingContext: string
  readonly configurationContext: string
  /** DNS name of the forest's root domain. */
  readonly forest: string
  readonly domainController: string
}

/** The computer's own object. */
export interface ComputerObject {
  readonly dn: string
  readonly objectGuid: string
  readonly objectSid: string
}

export interface TenantName {
  readonly tenantId: string
  readonly tenantName: string
}

/** Without a credential, as DsGetDcName asks. Undefined when no domain controller answers. */
export async function findDomainRoot(device: Device): Promise<DomainRoot | undefined> {
  const attributes = ['defaultNamingContext', 'configurationNamingContext', 'dnsHostName']
  const result = await ldapTool('ldapsearch', device, ['-x', '-b', '', '-s', 'base', '(objectClass=*)', ...attributes])
  const [root] = result.code === 0 ? parseLdif(result.stdout) : []
  if (root === undefined) return undefined
  const configurationContext = findText(root, 'configurationNamingContext') ?? ''
  return {
    namingContext: findText(root, 'defaultNamingContext') ?? '',
    configurationContext,
    forest: dnsNameOf(configurationContext),
    domainController: findText(root, 'dnsHostName') ?? device.domain.domainController,
  }
}

/** `CN=Configuration,DC=corp,DC=example` -> `corp.example` */
function dnsNameOf(namingContext: string): string {
  const values = parseDn(namingContext).flatMap((relative) => relative.filter(({ type }) => type === 'dc'))
  return values.map(({ value }) => value).join('.')
}

const noSuchObject = 32
/** ERROR_DS_NO_SUCH_OBJECT and ERROR_LOGON_FAILURE as HRESULTs: what the read underneath says. */
const readErrors: Readonly<Record<number, string>> = { [noSuchObject]: '0x80072030' }
const logonFailure = '0x8007052e'

/** The service connection point. Throws a DeviceFailure of the discover phase where it cannot be read. */
export async function readServiceConnectionPoint(device: Device, root: DomainRoot): Promise<TenantName> {
  const base = `${serviceConnectionPointRdns},${root.configurationContext}`
  const result = await searchAsComputer(device, base, 'base', '(objectClass=*)', ['keywords'])
  const failed = (detail: string, subError: string): DeviceFailure =>
    new DeviceFailure(detail, { phase: 'discover', hresult: '0x801c001d', subError })
  if (result.code !== 0)
    throw failed(
      result.code === noSuchObject ? 'no service connection point in AD' : `AD cannot be read: ${result.said}`,
      readErrors[result.code] ?? logonFailure,
    )
  const keywords = (result.entries[0]?.attributes.get('keywords') ?? []).map((value) => value.toString('utf8'))
  const tenantId = findKeyword(keywords, 'azureADId')
  const tenantName = findKeyword(keywords, 'azureADName')
  if (tenantId === undefined || tenantName === undefined)
    throw failed('the service connection point names no tenant', '0x8007000d')
  return { tenantId, tenantName }
}

/** `azureADId:…`; the case of the name varies. */
function findKeyword(keywords: readonly string[], name: string): string | undefined {
  const prefix = `${name.toLowerCase()}:`
  return keywords.find((keyword) => keyword.toLowerCase().startsWith(prefix))?.slice(prefix.length)
}

/** Throws a DeviceFailure of the join phase where the object cannot be read. */
export async function readComputerObject(device: Device, root: DomainRoot): Promise<ComputerObject> {
  const attributes = ['objectGUID', 'objectSid']
  const own = filter`(sAMAccountName=${device.computer.samAccountName})`
  const { entries, said } = await searchAsComputer(device, root.namingContext, 'sub', own, attributes)
  const guid = entries[0]?.attributes.get('objectguid')?.[0]
  const sid = entries[0]?.attributes.get('objectsid')?.[0]
  if (entries[0] === undefined || guid === undefined || sid === undefined)
    throw new DeviceFailure(`the computer object cannot be read: ${said}`, { phase: 'join', hresult: '0x801c001d' })
  return { dn: entries[0].dn, objectGuid: guidFromBytes(guid), objectSid: sidFromBytes(sid) }
}

/** Replaces the computer's userCertificate: a computer may write this attribute of itself. */
export async function writeUserCertificate(device: Device, computer: ComputerObject, der: Uint8Array): Promise<void> {
  if (!device.mayWriteToDomain)
    throw new DeviceFailure(
      'Windows would now try a sync join and write userCertificate; this rehearsal changes nothing in AD',
      {
        phase: 'join',
        hresult: '0x801c001d',
      },
    )
  const value = Buffer.from(der).toString('base64')
  const change = `dn: ${computer.dn}\nchangetype: modify\nreplace: userCertificate\nuserCertificate:: ${value}\n`
  const { code, stderr } = await ldapTool('ldapmodify', device, ['-Q', '-Y', 'GSSAPI'], change)
  if (code !== 0)
    throw new DeviceFailure(`userCertificate cannot be written: ${lastLine(stderr)}`, {
      phase: 'join',
      hresult: '0x801c001d',
    })
}

async function searchAsComputer(
  device: Device,
  base: string,
  scope: 'base' | 'sub',
  ldapFilter: string,
  attributes: readonly string[],
): Promise<{ code: number; entries: readonly LdifEntry[]; said: string }> {
  const args = ['-Q', '-Y', 'GSSAPI', '-b', base, '-s', scope, ldapFilter, ...attributes]
  const { code, stdout, stderr } = await ldapTool('ldapsearch', device, args)
  return { code, entries: code === 0 ? parseLdif(stdout) : [], said: lastLine(stderr) }
}

/** `-N`: the SPN is made of the name in the address, not of what a reverse lookup makes of it. */
function ldapTool(tool: 'ldapsearch' | 'ldapmodify', device: Device, args: readonly string[], input = '') {
  const read = tool === 'ldapsearch' ? ['-LLL', '-o', 'ldif-wrap=no'] : []
  return runTool(tool, ['-N', '-o', 'nettimeout=10', ...read, '-H', device.domain.ldapUrl, ...args], { input })
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
