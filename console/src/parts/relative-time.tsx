import { Tooltip } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { useState } from 'react'

const steps = [
  { unit: 'year', seconds: 31_536_000 },
  { unit: 'month', seconds: 2_592_000 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
] as const
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** "5 minutes ago", with the exact time when asked for. Takes a time as the API writes it. */
export function RelativeTime({ at }: { at: string | number }) {
  const [now, setNow] = useState(Date.now)
  useInterval(() => setNow(Date.now()), 30_000, { autoInvoke: true })
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return <span>{String(at)}</span>
  return (
    <Tooltip label={absolute.format(date)}>
      <time dateTime={date.toISOString()}>{relativeTime(date.getTime(), now)}</time>
    </Tooltip>
  )
}

export function relativeTime(at: number, now: number): string {
  const seconds = (at - now) / 1000
  const step = steps.find((each) => Math.abs(seconds) >= each.seconds)
  return step
    ? relative.format(Math.trunc(seconds / step.seconds), step.unit)
    : seconds > 0
      ? 'in a moment'
      : 'just now'
}

/** The exact time, in the zone of the reader. */
export function absoluteTime(at: string | number): string {
  return absolute.format(new Date(at))
}
