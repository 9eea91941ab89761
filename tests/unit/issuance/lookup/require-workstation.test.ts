import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ErrorCode, IdpError } from '../../../../src/errors.ts'
import { requireWorkstation } from '../../../../src/issuance/lookup/require-workstation.ts'
import type { DirectoryEntry } from '../../../../src/ports.ts'

const domainSid = 'S-1-5-21-1-2-3'
const classes = ['top', 'person', 'organizationalPerson', 'user', 'computer']
const schema = 'CN=Schema,CN=Configuration,DC=corp'

function entry(changes: Readonly<Record<string, readonly string[]>> = {}): DirectoryEntry {
  const attributes = {
    objectClass: classes,
    objectCategory: [`CN=Computer,${schema}`],
    objectSid: [`${domainSid}-1104`],
    userAccountControl: ['4096'],
    primaryGroupID: ['515'],
    ...changes,
  }
  return { dn: 'CN=WS01,DC=corp', attributes }
}

const noGroups = async (): Promise<readonly string[]> => {
  throw new Error('groups were read without need')
}

async function refused(changes: Parameters<typeof entry>[0], code: ErrorCode, groups: readonly string[] = []) {
  await assert.rejects(
    requireWorkstation(entry(changes), async () => groups),
    (error) => error instanceof IdpError && error.code === code,
    code,
  )
}

test('workstation: a computer whose primary group is Domain Computers needs no other read', async () => {
  await requireWorkstation(entry(), noGroups)
  await requireWorkstation(entry({ userAccountControl: ['4128'] }), noGroups)
})

test('workstation: with another primary group, tokenGroups must hold Domain Computers [MS-DTYP §2.4.2.4]', async () => {
  await requireWorkstation(entry({ primaryGroupID: ['1200'] }), async () => [`${domainSid}-1200`, `${domainSid}-515`])
  await refused({ primaryGroupID: ['1200'] }, 'LOOKUP_NOT_DOMAIN_COMPUTER', [`${domainSid}-1200`])
  await refused({ primaryGroupID: ['1200'] }, 'LOOKUP_NOT_DOMAIN_COMPUTER', ['S-1-5-21-9-9-9-515'])
})

test('workstation: domain controllers, read-only ones too, by flag, primary group or membership [MS-ADTS §2.2.16]', async () => {
  await refused({ userAccountControl: ['532480'], primaryGroupID: ['516'] }, 'LOOKUP_DOMAIN_CONTROLLER')
  await refused({ userAccountControl: ['532480'] }, 'LOOKUP_DOMAIN_CONTROLLER')
  await refused({ userAccountControl: [String(0x5011000)], primaryGroupID: ['521'] }, 'LOOKUP_DOMAIN_CONTROLLER')
  await refused({ primaryGroupID: ['516'] }, 'LOOKUP_DOMAIN_CONTROLLER')
  for (const group of ['516', '521'])
    await refused({ primaryGroupID: ['1200'] }, 'LOOKUP_DOMAIN_CONTROLLER', [
      `${domainSid}-515`,
      `${domainSid}-${group}`,
    ])
})

test('workstation: managed service accounts are computers by class only [MS-ADSC §2]', async () => {
  for (const name of [
    'msDS-ManagedServiceAccount',
    'msDS-GroupManagedServiceAccount',
    'msds-delegatedmanagedserviceaccount',
  ])
    await refused({ objectClass: [...classes, name] }, 'LOOKUP_SERVICE_ACCOUNT')
  await refused({ objectCategory: [`CN=ms-DS-Group-Managed-Service-Account,${schema}`] }, 'LOOKUP_NOT_A_COMPUTER')
})

test('workstation: no user, no trust', async () => {
  await refused({ objectClass: classes.slice(0, 4), objectCategory: [`CN=Person,${schema}`] }, 'LOOKUP_NOT_A_COMPUTER')
  await refused({ userAccountControl: ['512'] }, 'LOOKUP_NOT_A_COMPUTER')
  await refused({ objectCategory: [`CN=Computer2,CN=Computer,${schema}`] }, 'LOOKUP_NOT_A_COMPUTER')
})

test('workstation: what the bind account may not read is not assumed', async () => {
  for (const attribute of ['objectCategory', 'userAccountControl', 'primaryGroupID'])
    await refused({ [attribute]: [] }, 'LOOKUP_ATTRIBUTE_UNREADABLE')
  await refused({ userAccountControl: ['4096x'] }, 'LOOKUP_ATTRIBUTE_UNREADABLE')
})
