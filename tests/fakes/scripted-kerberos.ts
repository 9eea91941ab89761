import type { Gateway } from '../../src/config/gateway.ts'
import type { AcceptedTicket, HeldServiceKey, KerberosAcceptor, RefusedTicket } from '../../src/ports.ts'

/** A KerberosAcceptor that answers what a test tells it, and remembers what it was asked. */
export interface ScriptedKerberos extends KerberosAcceptor {
  readonly accepted: { gateway: string; token: Uint8Array; channelBinding: Uint8Array | undefined }[]
  readonly newerSeen: number[]
}

export interface KerberosScript {
  /** By gateway id; an error stands for a directory that does not answer. */
  readonly realms: Readonly<Record<string, readonly string[] | Error>>
  /** One answer for each call; the last one stays. */
  readonly answers: readonly (AcceptedTicket | RefusedTicket)[]
  readonly heldKeys?: readonly HeldServiceKey[]
  readonly hasNewKeys?: boolean
}

export function scriptedKerberos(script: KerberosScript): ScriptedKerberos {
  const accepted: ScriptedKerberos['accepted'] = []
  const newerSeen: number[] = []
  return {
    accepted,
    newerSeen,
    async accept(gateway: Gateway, token, channelBinding) {
      const answer = script.answers[Math.min(accepted.length, script.answers.length - 1)]
      accepted.push({ gateway: gateway.id, token, channelBinding })
      if (answer === undefined) throw new Error('the script has no answer')
      return answer
    },
    async realmsOf(gateway) {
      const realms = script.realms[gateway.id]
      if (realms === undefined || realms instanceof Error) throw realms ?? new Error(`no realm for ${gateway.id}`)
      return realms
    },
    heldKeys: async () => script.heldKeys ?? [],
    async newerKeySeen(_, keyVersion) {
      newerSeen.push(keyVersion)
      return script.hasNewKeys ?? false
    },
  }
}
