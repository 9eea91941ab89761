import { readFederationSettings } from '../../doctor/read-federation-settings.ts'
import { shownFederations } from '../../doctor/shown-federations.ts'
import { IdpError } from '../../errors.ts'
import type { KeyRollover } from '../../ports/key-rollover.ts'
import type { SigningKeyRecord } from '../../ports.ts'
import { Secret } from '../../secret.ts'
import { commandLineName } from '../command-line-name.ts'
import type { Io } from '../io.ts'
import { readBytes, readText } from '../read-text.ts'
import type { KeysRequest } from './keys-options.ts'
import { withRollover } from './with-rollover.ts'

/** What changes the keys: the result on stdout; refusals are thrown as KEYS_…. Each change is in the audit log. */

export async function rollKeys(request: KeysRequest, io: Io): Promise<void> {
  const { key: keyId, name } = request
  const wanted = { ...(keyId === undefined ? {} : { keyId }), ...(name === undefined ? {} : { name }) }
  await withRollover(request, io, async (rollover, audit) => {
    const { id, certificate } = await rollover.start(wanted)
    await audit({ action: 'rollOver', resource: `keys/${id}` })
    const { proofs } = await rollover.state()
    io.stdout(`the next key is ${id}: its certificate is published beside the one that signs\n`)
    for (const { domainName } of proofs) io.stdout(tellEntra(domainName, certificate))
    if (proofs.length > 0)
      io.stdout('then show Joinery what Get-MgDomainFederationConfiguration prints: joinery keys prove FILE\n')
  })
}

function tellEntra(domainName: string, certificate: Uint8Array): string {
  const found = `(Get-MgDomainFederationConfiguration -DomainId '${domainName}').Id`
  const value = Buffer.from(certificate).toString('base64')
  return `tell Entra (PowerShell), for ${domainName}:
  Update-MgDomainFederationConfiguration -DomainId '${domainName}' -InternalDomainFederationId ${found} -NextSigningCertificate '${value}'
`
}

export async function proveKeys(request: KeysRequest, io: Io): Promise<void> {
  const { subject = '-', taken } = request
  const shown = shownFederations(readFederationSettings(await readText(subject, io)))
  const by = { recordedBy: commandLineName(), ...(taken === undefined ? {} : { takenAt: new Date(taken) }) }
  await withRollover(request, io, async (rollover, audit) => {
    const kept = await rollover.prove(shown, by)
    await audit({ action: 'prove', resource: 'keys/rollover', after: kept })
    for (const { domainName, keyId, held } of kept) io.stdout(`${domainName}: the key ${keyId} is ${words[held]}\n`)
  })
}

const words = {
  current: 'held as SigningCertificate',
  next: 'held as NextSigningCertificate',
  no: 'not held',
  override: 'taken on the word of an owner',
} as const

export async function overrideProof(request: KeysRequest, io: Io): Promise<void> {
  const { subject: domainName = '', sentence = '' } = request
  await withRollover(request, io, async (rollover, audit) => {
    const { proofs } = await rollover.state()
    const proof = proofs.find((one) => one.domainName.toLowerCase() === domainName.toLowerCase())
    if (proof === undefined) throw new IdpError('KEYS_APPLICATION_UNKNOWN', { applicationId: `of ${domainName}` })
    const { applicationId } = proof
    const word = await rollover.override({ applicationId, sentence, recordedBy: commandLineName() })
    await audit({ action: 'override', resource: `keys/${word.keyId}`, after: word })
    io.stdout(`${proof.domainName}: taken on your word\n`)
  })
}

/** One act on the keys, and its line in the audit log. */
function act(
  request: KeysRequest,
  io: Io,
  action: string,
  run: (rollover: KeyRollover) => Promise<SigningKeyRecord>,
): Promise<SigningKeyRecord> {
  return withRollover(request, io, async (rollover, audit) => {
    const record = await run(rollover)
    await audit({ action, resource: `keys/${record.id}`, after: { state: record.state } })
    return record
  })
}

export async function switchKeys(request: KeysRequest, io: Io): Promise<void> {
  const { id } = await act(request, io, 'switch', (rollover) => rollover.switch())
  io.stdout(`the key ${id} signs from now on; joinery keys undo goes back\n`)
}

export async function undoSwitch(request: KeysRequest, io: Io): Promise<void> {
  const { id } = await act(request, io, 'undoSwitch', (rollover) => rollover.undo())
  io.stdout(`the key ${id} signs again\n`)
}

export async function importKey(request: KeysRequest, io: Io): Promise<void> {
  const { subject = '-', id, name, aside, passphraseFile } = request
  const file = await readBytes(subject, io)
  const passphrase =
    passphraseFile === undefined ? undefined : new Secret((await readText(passphraseFile, io)).split(/\r?\n/)[0] ?? '')
  const wanted = { id, name, passphrase, aside }
  const record = await act(request, io, 'import', (rollover) => rollover.importKey(file, wanted))
  io.stdout(`imported the key ${record.id} as ${record.state}\n`)
}

export async function retireKey(request: KeysRequest, io: Io): Promise<void> {
  const { id } = await act(request, io, 'retire', (rollover) => rollover.retire(request.subject ?? ''))
  io.stdout(`the key ${id} is retired\n`)
}

export async function deleteKey(request: KeysRequest, io: Io): Promise<void> {
  const { subject: keyId = '' } = request
  await withRollover(request, io, async (rollover, audit) => {
    await rollover.remove(keyId)
    await audit({ action: 'delete', resource: `keys/${keyId}` })
  })
  io.stdout(`the key ${keyId} is deleted\n`)
}
