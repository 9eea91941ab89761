import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { generateAdminApi } from './admin-api.ts'
import { generateCli } from './cli.ts'
import { generateCodes } from './codes.ts'
import { generateConfiguration } from './configuration.ts'
import { generateConformance } from './conformance.ts'
import { generateDoctor } from './doctor.ts'
import type { GeneratedDocument } from './document.ts'
import { generateErrors } from './errors.ts'
import { generateExpression } from './expression.ts'

/** npm run generate: rewrites every generated file. */

export async function everyDocument(): Promise<GeneratedDocument[]> {
  return [
    ...generateAdminApi(),
    ...generateErrors(),
    ...generateConfiguration(),
    ...generateConformance(),
    ...generateExpression(),
    ...generateCodes(),
    ...generateDoctor(),
    ...(await generateCli()),
  ]
}

const root = resolve(import.meta.dirname, '../..')

export function differing(documents: readonly GeneratedDocument[]): GeneratedDocument[] {
  return documents.filter((document) => current(document.path) !== document.text)
}

function current(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return undefined
  }
}

if (import.meta.main) {
  for (const document of differing(await everyDocument())) {
    mkdirSync(dirname(join(root, document.path)), { recursive: true })
    writeFileSync(join(root, document.path), document.text)
    process.stdout.write(`wrote ${document.path}\n`)
  }
}
