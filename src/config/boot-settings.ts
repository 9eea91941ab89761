import { z } from 'zod'

/**
 * What must be known before the database is open: file `joinery.yaml` and `JOINERY_…` environment, read once at start
 * (TLS files are read again when they change). Everything else is a managed setting.
 */
const listener = z.strictObject({ host: z.string().default('0.0.0.0'), port: z.int().min(0).max(65_535) })

export const bootSettings = z.strictObject({
  publicUrl: z.string().url().startsWith('https://', 'must be https').describe('The address clients and Entra use.'),
  listen: z
    .strictObject({
      public: listener.prefault({ port: 443 }),
      admin: listener.prefault({ host: '127.0.0.1', port: 9443 }),
    })
    .prefault({}),
  tls: z
    .strictObject({
      certificate: z.string().describe('PEM file: certificate, then chain. Reloaded when it changes.'),
      key: z.string().describe('PEM file of its private key.'),
    })
    .optional()
    .describe('Left out only behind a trusted proxy that ends TLS.'),
  trustedProxies: z
    .array(z.string())
    .default([])
    .describe('Addresses or ranges whose X-Forwarded-For and X-Forwarded-Proto are believed.'),
  dataDirectory: z.string().default('/var/lib/joinery').describe('SQLite database, keytabs, replay cache.'),
  database: z.string().optional().describe('postgres://… for more than one node; left out, SQLite in dataDirectory.'),
  dataKeyFile: z
    .string()
    .default('/etc/joinery/data.key')
    .describe('The key that encrypts secrets at rest. Made at first start (0600) when absent; back it up apart.'),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info'),
})

export type BootSettings = z.output<typeof bootSettings>
