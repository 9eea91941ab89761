import type { Diagnosis } from '../../../../src/doctor/diagnosis.ts'
import { callApi } from '../../api/request.ts'
import type { DoctorInput } from './input-form.tsx'

/** Throws ApiError. */
export async function askDoctor(given: DoctorInput): Promise<Diagnosis> {
  return (await callApi<Diagnosis>(callOf(given, 'json'))).body
}

/** The same once more, with pseudonyms for names, ids and addresses. Throws ApiError. */
export async function reportToPassOn(given: DoctorInput, format: 'html' | 'markdown'): Promise<string> {
  return (await callApi<string>({ ...callOf(given, format), accept: '*/*' })).body
}

function callOf({ files, pasted, live, account }: DoctorInput, format: string) {
  const body = new FormData()
  if (pasted.trim() !== '') body.append('pasted text', pasted)
  for (const file of files) body.append('file', file)
  const query = { format, ...(live && { live: true }), ...(account && { [account.kind]: account.name }) }
  return { method: 'POST' as const, path: '/diagnoses', query, body }
}
