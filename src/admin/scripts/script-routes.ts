import { z } from 'zod'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageAnswer } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { readFederation } from '../federation/read-federation.ts'
import { deriveParameters } from './derive-parameters.ts'
import { getScript, missingParameters, parametersOf, renderScript } from './render-script.ts'
import type { Script } from './script.ts'
import { scripts } from './script-list.ts'

const values = z.record(z.string(), z.unknown())

const listedScript = z.strictObject({
  name: z.string(),
  title: z.string(),
  about: z.string().describe('What it does.'),
  where: z.enum(['Entra', 'Active Directory']),
  needs: z.string().describe('Modules and rights.'),
  undo: z.string().describe('The way back.'),
  fileName: z.string(),
  schema: values.describe('JSON schema of its parameters.'),
  parameters: values.describe('Those that the settings know already.'),
  missing: z.array(z.string()).describe('Those that must be given.'),
})

const renderedScript = z.strictObject({
  name: z.string(),
  title: z.string(),
  fileName: z.string(),
  text: z.string().describe('PowerShell, to be pasted or saved.'),
  parameters: values.describe('What it was made with.'),
})

const given = z.strictObject({ parameters: values.default({}).describe('Over those that the settings know.') })

/** The scripts for Active Directory, Windows and Entra. They are made of parameters and hold no secret. */
export function scriptRoutes(ports: AdminPorts): AdminRoute[] {
  const derive = async (applicationId: string) => {
    const { application, properties } = await readFederation(ports, applicationId)
    return (script: Script) => deriveParameters(script.name, application, ports.settings.current(), properties)
  }
  return [
    defineRoute({
      operationId: 'listScripts',
      method: 'GET',
      path: '/scripts',
      summary: 'The PowerShell scripts for what is not Joinery’s to change.',
      permission: 'settings.read',
      status: 200,
      answer: collectionOf('scripts', listedScript),
      example: {},
      run: ({ self }) => ({
        body: pageAnswer(
          self,
          'scripts',
          listOf(() => ({})),
          undefined,
        ),
      }),
    }),
    defineRoute({
      operationId: 'renderScript',
      method: 'POST',
      path: '/scripts/{scriptName}',
      summary: 'One script, with the parameters that are sent.',
      permission: 'settings.read',
      status: 200,
      body: given,
      answer: renderedScript,
      example: {
        params: { scriptName: 'create-bind-account' },
        body: { parameters: { accountName: 'svc-read', userPrincipalName: 'svc-read@corp.example.com' } },
      },
      run: ({ params, body }) => ({ body: rendered(getScript(params.scriptName), body.parameters) }),
    }),
    defineRoute({
      operationId: 'listApplicationScripts',
      method: 'GET',
      path: '/applications/{applicationId}/scripts',
      summary: 'The same, with what the application and its gateway say filled in.',
      permission: 'settings.read',
      status: 200,
      answer: collectionOf('scripts', listedScript),
      example: { params: { applicationId: 'm365' } },
      run: async ({ self, params }) => ({
        body: pageAnswer(self, 'scripts', listOf(await derive(params.applicationId)), undefined),
      }),
    }),
    defineRoute({
      operationId: 'renderApplicationScript',
      method: 'POST',
      path: '/applications/{applicationId}/scripts/{scriptName}',
      summary: 'One script for the application; what is sent goes over what the settings say.',
      permission: 'settings.read',
      status: 200,
      body: given,
      answer: renderedScript,
      example: { params: { applicationId: 'm365', scriptName: 'update-federated-domain' }, body: {} },
      run: async ({ params, body }) => {
        const script = getScript(params.scriptName)
        const known = parametersOf(script, (await derive(params.applicationId))(script))
        return { body: rendered(script, { ...known, ...body.parameters }) }
      },
    }),
  ]
}

function listOf(known: (script: Script) => Readonly<Record<string, unknown>>) {
  return scripts.map((script) => {
    const { name, title, about, where, needs, undo, fileName } = script
    const parameters = parametersOf(script, known(script))
    const schema = z.toJSONSchema(script.parameters, { io: 'input', unrepresentable: 'any' })
    const missing = [...missingParameters(script, parameters)]
    return { name, title, about, where, needs, undo, fileName, schema: { ...schema }, parameters, missing }
  })
}

function rendered(script: Script, parameters: Readonly<Record<string, unknown>>) {
  const { name, title, fileName } = script
  return { name, title, fileName, text: renderScript(script, parameters), parameters: { ...parameters } }
}

export type ListedScript = z.output<typeof listedScript>
export type RenderedScript = z.output<typeof renderedScript>
