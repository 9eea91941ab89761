import { z } from 'zod'
import { identifier } from '../../config/identifier.ts'
import { readFederationSettings } from '../../doctor/read-federation-settings.ts'
import { shownFederations } from '../../doctor/shown-federations.ts'
import type { SigningKeyRecord } from '../../ports.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'
import { describeEvidence, describeRollover, proofAnswer, rolloverResource } from './rollover-resource.ts'

/** The default key's life: make the next one, tell Entra, prove that it holds the certificate, switch, go back. */

type RolloverPorts = Pick<AdminPorts, 'rollover' | 'settings'>

export function rolloverRoutes(ports: RolloverPorts): AdminRoute[] {
  return [readRoute(ports), startRoute(ports), proofRoute(ports), overrideRoute(ports), ...moveRoutes(ports)]
}

const pastedBytes = 512 * 1024

async function now({ rollover, settings }: RolloverPorts) {
  return describeRollover(await rollover.state(), settings.current().managed.applications)
}

function readRoute(ports: RolloverPorts): AdminRoute {
  return defineRoute({
    operationId: 'readRollover',
    method: 'GET',
    path: '/keys/rollover',
    summary: 'Where the roll-over of the default key stands, and what comes next.',
    permission: 'keys.read',
    status: 200,
    answer: rolloverResource,
    example: {},
    run: async () => ({ body: await now(ports) }),
  })
}

function startRoute(ports: RolloverPorts): AdminRoute {
  return defineRoute({
    operationId: 'startRollover',
    method: 'POST',
    path: '/keys/rollover',
    summary: 'Makes the next key, or takes an available one: its certificate is published beside the one that signs.',
    permission: 'keys.change',
    status: 201,
    body: z.strictObject({
      keyId: identifier.optional().describe('An available key. Left out, one is made.'),
      name: z.string().trim().min(1).max(100).optional().describe('Of the key that is made.'),
    }),
    answer: rolloverResource,
    example: { body: {}, needs: 'a server without another roll-over' },
    run: async ({ body: { keyId, name } }) => {
      const wanted = { ...(keyId === undefined ? {} : { keyId }), ...(name === undefined ? {} : { name }) }
      const { id } = await ports.rollover.start(wanted)
      const body = await now(ports)
      return {
        body,
        location: '/keys/rollover',
        audit: { action: 'rollOver', resource: `keys/${id}`, after: summary(body) },
      }
    },
  })
}

function proofRoute(ports: RolloverPorts): AdminRoute {
  return defineRoute({
    operationId: 'proveRollover',
    method: 'POST',
    path: '/keys/rollover/proofs',
    summary: 'What Get-MgDomainFederationConfiguration printed: evidence of which certificates Entra holds.',
    description:
      'Domain and issuer must be those of an application that signs with the default key. Settings that are shown later without the certificate take the proof back.',
    permission: 'keys.change',
    status: 200,
    bodyLimit: pastedBytes,
    body: z.strictObject({
      text: z.string().min(1).max(pastedBytes).describe('As it was printed, of one domain or several.'),
      takenAt: z.iso.datetime({ offset: true }).optional().describe('When it was printed. Left out: now.'),
    }),
    answer: proofAnswer,
    example: {
      body: { text: 'IssuerUri : https://sts.example.com/applications/m365' },
      needs: 'the settings of a domain in Entra',
    },
    run: async ({ body: { text, takenAt }, actor }) => {
      const shown = shownFederations(readFederationSettings(text))
      const taken = takenAt === undefined ? {} : { takenAt: new Date(takenAt) }
      const kept = await ports.rollover.prove(shown, { recordedBy: actor.name, ...taken })
      const evidence = kept.map(describeEvidence)
      const audit = { action: 'prove', resource: 'keys/rollover', after: evidence }
      return { body: { evidence, rollover: await now(ports) }, audit }
    },
  })
}

function overrideRoute(ports: RolloverPorts): AdminRoute {
  return defineRoute({
    operationId: 'overrideProof',
    method: 'POST',
    path: '/keys/rollover/override',
    summary: "An owner's word that Entra holds the next certificate for one domain, in place of proof.",
    permission: 'keys.override',
    status: 200,
    body: z.strictObject({
      applicationId: identifier,
      sentence: z.string().max(500).describe('As `overrideSentence` of the domain has it.'),
    }),
    answer: rolloverResource,
    example: {
      body: { applicationId: 'm365', sentence: 'switch corp.example.com without proof' },
      needs: 'a roll-over under way',
    },
    run: async ({ body, actor }) => {
      const evidence = await ports.rollover.override({ ...body, recordedBy: actor.name })
      const audit = { action: 'override', resource: `keys/${evidence.keyId}`, after: describeEvidence(evidence) }
      return { body: await now(ports), audit }
    },
  })
}

function moveRoutes(ports: RolloverPorts): AdminRoute[] {
  const { rollover } = ports
  const move = async (action: string, run: () => Promise<SigningKeyRecord>) => {
    const before = summary(await now(ports))
    const { id } = await run()
    const body = await now(ports)
    return { body, audit: { action, resource: `keys/${id}`, before, after: summary(body) } }
  }
  return [
    defineRoute({
      operationId: 'switchKeys',
      method: 'POST',
      path: '/keys/rollover/switch',
      summary: 'The next key signs from now on. Every federated domain must be proved to hold its certificate.',
      permission: 'keys.change',
      status: 200,
      answer: rolloverResource,
      example: { needs: 'a roll-over that is proved' },
      run: () => move('switch', () => rollover.switch()),
    }),
    defineRoute({
      operationId: 'undoSwitch',
      method: 'POST',
      path: '/keys/rollover/undo',
      summary: 'The previous key signs again, as long as it is published.',
      permission: 'keys.change',
      status: 200,
      answer: rolloverResource,
      example: { needs: 'a roll-over in its overlap' },
      run: () => move('undoSwitch', () => rollover.undo()),
    }),
  ]
}

const summary = ({ active, next, previous }: z.output<typeof rolloverResource>) => ({ active, next, previous })
