import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Gives the only ticket of a cache file another service name. The KDC issued it for the service account; a client looks for the SPN, which
 * is another name of the same account: the ticket itself stays as it is, and the account's key opens it either way.
 * The file is MIT's format, version 4: header, default principal, then credentials that begin with client and server principal.
 */
export function renameCachedTicket(file: string, service: readonly [type: string, host: string]): void {
  const bytes = readFileSync(file)
  const headerEnd = 4 + bytes.readUInt16BE(2)
  const client = endOfPrincipal(bytes, headerEnd)
  const server = endOfPrincipal(bytes, client)
  const serverEnd = endOfPrincipal(bytes, server)
  const realmLength = bytes.readUInt32BE(server + 8)
  const realm = bytes.subarray(server + 12, server + 12 + realmLength)
  const renamed = Buffer.concat([
    uint32(serviceInstanceName),
    uint32(service.length),
    counted(realm),
    ...service.map((part) => counted(Buffer.from(part, 'utf8'))),
  ])
  writeFileSync(file, Buffer.concat([bytes.subarray(0, server), renamed, bytes.subarray(serverEnd)]), { mode: 0o600 })
}

/** KRB5_NT_SRV_INST [RFC4120 §6.2] */
const serviceInstanceName = 2

/** Name type, count of components, realm, components; each text with its length before it. */
function endOfPrincipal(bytes: Buffer, start: number): number {
  let at = start + 8
  for (let part = 0; part <= bytes.readUInt32BE(start + 4); part += 1) at += 4 + bytes.readUInt32BE(at)
  return at
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function counted(bytes: Buffer): Buffer {
  return Buffer.concat([uint32(bytes.length), bytes])
}
