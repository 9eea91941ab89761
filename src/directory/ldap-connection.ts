import type { Socket } from 'node:net'
import { IdpError } from '../errors.ts'
import { findMessageLength, type LdapResponse, parseLdapResponse } from '../protocol/ldap/ldap-response.ts'
import type { Secret } from '../secret.ts'
import { type LdapServer, serverText } from './connect-server.ts'
import {
  bindRequest,
  passwordChangeRequest,
  type SearchParameters,
  searchRequest,
  unbindRequest,
} from './ldap-request.ts'

/**
 * One LDAP connection with one operation at a time. It never reconnects by itself: a connection that was rebuilt behind its
 * user's back would be an anonymous one. Requests are encoded by ldapts; responses are read by our own strict parser.
 */

type Result = Extract<LdapResponse, { readonly kind: 'result' }>
type Entry = Extract<LdapResponse, { readonly kind: 'entry' }>

export interface SearchAnswer {
  readonly entries: readonly Entry[]
  readonly references: readonly string[]
  readonly result: Result
}

interface Operation {
  readonly messageId: number
  readonly entries: Entry[]
  readonly references: string[]
  bytes: number
  readonly resolve: (answer: SearchAnswer) => void
  readonly reject: (error: IdpError) => void
}

/** All messages of one operation together; a search that needs more was asked wrongly. */
const maxOperationBytes = 64 * 1024 * 1024

export class LdapConnection {
  readonly server: LdapServer
  readonly #socket: Socket
  #chunks: Buffer[] = []
  #received = 0
  #needed = 0
  #operation: Operation | undefined
  #lastMessageId = 1
  #closed: IdpError | undefined

  /** Takes over a connected socket. */
  constructor(socket: Socket, server: LdapServer) {
    this.server = server
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('error', (cause) => this.#end(this.#lost(cause.message, cause)))
    socket.on('close', () => this.#end(this.#lost('the server closed the connection')))
    socket.resume()
  }

  get isOpen(): boolean {
    return this.#closed === undefined
  }

  /** The server's answer, whatever its result code. Throws DIRECTORY_CONNECTION_LOST, DIRECTORY_TIMEOUT. */
  async bind(name: string, password: Secret, milliseconds: number): Promise<Result> {
    const answer = await this.#run((id) => bindRequest(id, name, password), milliseconds, 'bind')
    return answer.result
  }

  /** The server's answer, whatever its result code. Throws DIRECTORY_CONNECTION_LOST, DIRECTORY_TIMEOUT, LDAP_FILTER_INVALID. */
  search(search: SearchParameters, milliseconds: number): Promise<SearchAnswer> {
    return this.#run((id) => searchRequest(id, search), milliseconds, 'search')
  }

  /** The server's answer, whatever its result code. Throws DIRECTORY_CONNECTION_LOST, DIRECTORY_TIMEOUT. */
  async changePassword(dn: string, oldPassword: Secret, newPassword: Secret, milliseconds: number): Promise<Result> {
    const encode = (id: number) => passwordChangeRequest(id, dn, oldPassword, newPassword)
    return (await this.#run(encode, milliseconds, 'change a password')).result
  }

  /** Says goodbye if it can, and closes within a second. */
  close(): void {
    if (!this.isOpen) return
    if (this.#operation === undefined) this.#socket.end(unbindRequest(this.#lastMessageId + 1))
    this.#end(this.#lost('closed by us'), 1000)
  }

  async #run(encode: (messageId: number) => Buffer, milliseconds: number, doing: string): Promise<SearchAnswer> {
    if (this.#closed) throw this.#closed
    if (this.#operation) throw new Error('an LDAP connection was used twice at once')
    this.#lastMessageId += 1
    const messageId = this.#lastMessageId
    const request = encode(messageId)
    const facts = { server: serverText(this.server), milliseconds, doing }
    const timer = setTimeout(() => this.#end(new IdpError('DIRECTORY_TIMEOUT', facts)), milliseconds)
    try {
      return await new Promise<SearchAnswer>((resolve, reject) => {
        this.#operation = { messageId, entries: [], references: [], bytes: 0, resolve, reject }
        this.#socket.write(request)
      })
    } finally {
      clearTimeout(timer)
      this.#operation = undefined
    }
  }

  #receive(chunk: Buffer): void {
    if (this.#closed) return
    this.#chunks.push(chunk)
    this.#received += chunk.length
    if (this.#received < this.#needed) return
    try {
      this.#takeMessages(Buffer.concat(this.#chunks))
    } catch (cause) {
      this.#end(this.#lost('the server sent something that is not LDAP', cause))
    }
  }

  /** Keeps what is left after the last whole message, and how much the next one needs. */
  #takeMessages(bytes: Buffer): void {
    let rest = bytes
    let length = findMessageLength(rest)
    while (!this.#closed && length !== undefined && rest.length >= length) {
      this.#take(parseLdapResponse(rest.subarray(0, length)), length)
      rest = rest.subarray(length)
      length = findMessageLength(rest)
    }
    this.#chunks = [rest]
    this.#received = rest.length
    this.#needed = length ?? 0
  }

  #take(response: LdapResponse, size: number): void {
    const operation = this.#operation
    if (operation === undefined || response.messageId !== operation.messageId) {
      const notice = response.kind === 'result' ? response.diagnosticMessage : ''
      this.#end(this.#lost(`the server sent an answer to nothing we asked ${notice}`.trim()))
      return
    }
    operation.bytes += size
    if (operation.bytes > maxOperationBytes) this.#end(this.#lost(`an answer of more than ${maxOperationBytes} bytes`))
    else if (response.kind === 'entry') operation.entries.push(response)
    else if (response.kind === 'reference') operation.references.push(...response.uris)
    else operation.resolve({ entries: operation.entries, references: operation.references, result: response })
  }

  #end(reason: IdpError, graceMilliseconds = 0): void {
    if (this.#closed) return
    this.#closed = reason
    this.#chunks = []
    this.#operation?.reject(reason)
    setTimeout(() => this.#socket.destroy(), graceMilliseconds).unref()
  }

  #lost(reason: string, cause?: unknown): IdpError {
    return new IdpError('DIRECTORY_CONNECTION_LOST', { server: serverText(this.server), reason }, cause)
  }
}
