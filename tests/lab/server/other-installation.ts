import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { applyLabSettings } from '../../../src/cli/lab/lab-settings.ts'
import { parseBootSettings } from '../../../src/config/read-boot-settings.ts'
import type { ServerStage } from './server-stage.ts'

/** Boot settings of another installation on the same address, with ports and a data directory of its own. */
export function otherBoot(
  { lab, bootFile, domain }: ServerStage,
  name: string,
  publicPort: number,
  change: Record<string, unknown> = {},
): string {
  const folder = join(lab.folder, name)
  mkdirSync(folder, { recursive: true })
  const document = {
    ...parse(readFileSync(bootFile, 'utf8')),
    listen: {
      public: { host: domain.address, port: publicPort },
      admin: { host: domain.address, port: publicPort === 0 ? 0 : publicPort + 1 },
    },
    dataDirectory: join(folder, 'data'),
    dataKeyFile: join(folder, 'data.key'),
    ...change,
  }
  const file = join(folder, 'joinery.yaml')
  writeFileSync(file, stringify(document))
  return file
}

/** With the settings of the lab applied: ready to be served. */
export async function prepareOther(
  stage: ServerStage,
  name: string,
  publicPort: number,
  change: Record<string, unknown> = {},
): Promise<string> {
  const file = otherBoot(stage, name, publicPort, change)
  const boot = parseBootSettings({ text: readFileSync(file, 'utf8'), environment: {} })
  const { domain, seeded, names } = stage
  await applyLabSettings({ boot, domain, seeded, federatedDomain: names.federatedDomain })
  return file
}
