import type { ApartInput } from '../../doctor/diagnose-apart.ts'
import { IdpError } from '../../errors.ts'

/** How many files one request may bring. */
export const mostInputs = 50

/** A body of any kind -> the doctor's inputs: the files of multipart/form-data, else the body itself. Throws ADMIN_INPUTS_INVALID. */
export async function readInputs(body: Uint8Array, contentType: string, name: string): Promise<readonly ApartInput[]> {
  if (!/^multipart\/form-data\b/i.test(contentType)) return body.length === 0 ? [] : [{ source: name, bytes: body }]
  const form = await formOf(body, contentType)
  const entries = [...form.entries()]
  if (entries.length > mostInputs)
    throw new IdpError('ADMIN_INPUTS_INVALID', { reason: `${entries.length} files; ${mostInputs} are read at a time` })
  return Promise.all(
    entries.map(async ([field, value]) =>
      typeof value === 'string'
        ? { source: field, bytes: Buffer.from(value, 'utf8') }
        : { source: value.name, bytes: new Uint8Array(await value.arrayBuffer()) },
    ),
  )
}

/** [RFC7578] by the parser that comes with Node. */
async function formOf(body: Uint8Array, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new IdpError('ADMIN_INPUTS_INVALID', { reason: `the form cannot be read: ${reason}` }, cause)
  }
}
