import type { LiveEvidence, LiveObject } from '../doctor/live-evidence.ts'
import type { LiveSources, LiveSubject } from './live-sources.ts'
import { tellDirectory } from './tell-directory.ts'
import { tellKerberos } from './tell-kerberos.ts'
import { tellLockout } from './tell-lockout.ts'
import { tellPreview } from './tell-preview.ts'
import { tellServer } from './tell-server.ts'

/** Asks everything at once. What cannot be learned is told as a problem; it never throws for it. */
export async function gatherLiveEvidence(
  sources: LiveSources,
  ...subjects: readonly LiveSubject[]
): Promise<LiveEvidence> {
  const { clock, settings } = sources.ports
  const gateways = settings.current().managed.gateways.filter(({ enabled }) => enabled)
  const parts: readonly (readonly LiveObject[])[] = await Promise.all([
    tellServer(sources),
    ...gateways.flatMap((gateway) => [
      tellDirectory(sources, gateway),
      tellKerberos(sources, gateway),
      tellLockout(sources, gateway),
    ]),
    ...subjects.map((subject) => tellPreview(sources, subject)),
  ])
  return { joineryLive: 1, at: clock.now().toISOString(), objects: parts.flat() }
}
