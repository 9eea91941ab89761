import { adalTexts, fillDebugLine } from '../../entra/join-debug-lines.ts'
import type { AdalLogEntry } from '../dsregcmd/print-join-debug.ts'

/** The log that ADAL keeps of one token request, as dsregcmd prints it. */
export interface AdalLog {
  readonly entries: readonly AdalLogEntry[]
  say(text: keyof typeof adalTexts, facts?: Readonly<Record<string, string>>): void
  code(hresult: string): void
  /** What ends every failed request. */
  fail(): void
}

export function openAdalLog(): AdalLog {
  const entries: AdalLogEntry[] = []
  const code = (hresult: string): void => {
    entries.push({ text: '', hresult })
  }
  return {
    entries,
    code,
    say(text, facts = {}) {
      entries.push({ text: fillDebugLine(adalTexts[text], facts), hresult: '0x0' })
    },
    fail() {
      code('0xcaa90006')
      entries.push('statusFailure')
      code('0xcaa1000e')
    },
  }
}

/** A request is being sent; sent; a WS-Trust token was got. */
export const adalInfo = { sending: '0x4aa90010', done: '0x4aa9000f', trustTokenReceived: '0x4aa9000d' } as const
