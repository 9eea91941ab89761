import type { z } from 'zod'
import type { Actor, AuditChange, AuditRecord } from '../ports/audit.ts'
import type { Permission } from './permissions.ts'

/**
 * A route of the admin API is a value: what it takes, gives, and who may ask. src/http/admin-api.ts mounts it (authentication,
 * permission, parsing, ETag, audit, errors), src/admin/openapi.ts documents it, and the contract test runs its example.
 */

type PathParams<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: string } & PathParams<Rest>
  : unknown

/** `/applications/{applicationId}` gives `request.params.applicationId`. */
export interface AdminRequest<Path extends string = string, Query = unknown, Body = unknown> {
  readonly params: PathParams<Path>
  /** As the route's schema makes it of the query. */
  readonly query: Query
  /** As the route's schema makes it of the body, defaults filled in. */
  readonly body: Body
  /** The body as it came; a text where the route takes text. */
  readonly given: unknown
  /** The body, byte by byte, where the route takes bytes. */
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly actor: Actor
  /** For requireMatch of etag.ts. */
  readonly ifMatch: string | undefined
  /** The media types the caller would have, as they came. */
  readonly accept: string
  /** Path and query as they were asked for: what `self` of a collection is. */
  readonly self: string
  /** The audit record of a change, for repositories that keep it in the transaction of the change itself. */
  record(change: AuditChange): AuditRecord
}

export interface AdminAnswer<Body = unknown> {
  readonly body?: Body
  /** Left out: made of the body. */
  readonly etag?: string
  /** Of what was made, below the environment: `/applications/m365`. */
  readonly location?: string
  /** Instead of a body: a download. */
  readonly file?: AdminFile
  /** Kept before the answer goes out. Whoever kept `request.record(…)` with the change leaves it out. */
  readonly audit?: AuditChange
}

export interface AdminFile {
  readonly contentType: string
  /** Proposed to the browser; left out, it is shown. */
  readonly name?: string
  readonly content: string | Uint8Array | AsyncIterable<string | Uint8Array>
}

/** What the contract test sends, to a server whose settings are tests/fixtures/admin/settings.yaml; what it changes, later examples see. */
export interface AdminExample<Params = Readonly<Record<string, string>>, Query = unknown, Body = unknown> {
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** Why it cannot end well without more than a server, such as a domain controller: then the tests of that resource run it. */
  readonly needs?: string
}

export type AdminMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'

interface RouteFacts {
  /** Unique, as `updateApplication`. */
  readonly operationId: string
  readonly method: AdminMethod
  /** A short sentence. */
  readonly summary: string
  /** More, where the reference is silent or we differ. */
  readonly description?: string
  /** signedIn: whoever is. */
  readonly permission: Permission | 'signedIn'
  readonly status: 200 | 201 | 202 | 204
  /** Largest body in bytes; 64 KiB where left out. */
  readonly bodyLimit?: number
  /** The body is text of these kinds when it comes with one of them, else JSON. */
  readonly textTypes?: readonly string[]
  /** The body is of any kind and is not parsed: `bytes`. The schema documents it only. */
  readonly takesBytes?: true
  /** The body is not parsed by its schema, which documents it only: the checks of the settings judge `given`. */
  readonly bodyJudgedByRoute?: true
  /** The path is below /v1 and not below an environment. */
  readonly top?: true
}

export interface TypedRoute<
  Path extends string,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> extends RouteFacts {
  /** Below /v1/environments/{environmentId}. */
  readonly path: Path
  readonly query?: Query
  readonly body?: Body
  /** Left out: no body (204), or a file. */
  readonly answer?: Answer
  readonly example: AdminExample<PathParams<Path>, z.input<Query>, z.input<Body>>
  readonly run: (
    request: AdminRequest<Path, z.output<Query>, z.output<Body>>,
  ) => AdminAnswer<z.input<Answer>> | Promise<AdminAnswer<z.input<Answer>>>
}

export interface AdminRoute extends RouteFacts {
  readonly path: string
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly answer?: z.ZodType
  readonly example: AdminExample
  readonly run: (request: AdminRequest<never>) => AdminAnswer | Promise<AdminAnswer>
}
