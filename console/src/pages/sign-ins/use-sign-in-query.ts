import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { QueryValues } from '../../api/request.ts'

/** The filters as the address has them, as the API takes them. */
export function useSignInQuery(): QueryValues {
  const [parameters] = useSearchParams()
  const text = parameters.toString()
  return useMemo(() => queryOf(new URLSearchParams(text), Date.now()), [text])
}

export const filterNames = [
  ...([
    'from',
    'until',
    'outcome',
    'principal',
    'code',
    'stage',
    'applicationId',
    'remoteAddress',
    'requestId',
  ] as const),
]

const minute = 60_000
export const ranges: Readonly<Record<string, { readonly label: string; readonly milliseconds: number }>> = {
  '1h': { label: 'Last hour', milliseconds: 60 * minute },
  '24h': { label: 'Last day', milliseconds: 24 * 60 * minute },
  '7d': { label: 'Last week', milliseconds: 7 * 24 * 60 * minute },
}

export function queryOf(parameters: URLSearchParams, now: number): QueryValues {
  const steps = parameters.get('steps') === 'on'
  const named = Object.fromEntries(filterNames.map((name) => [name, parameters.get(name) ?? undefined]))
  const shown = { ...named, ...(!steps && { steps: false }) }
  const range = ranges[parameters.get('when') ?? '']
  if (range === undefined) return shown
  return { ...shown, from: new Date(Math.floor(now / minute) * minute - range.milliseconds).toISOString() }
}
