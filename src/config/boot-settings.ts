import { z } from 'zod'

/**
 * What must be known before the database is open: file `joinery.yaml` and `JOINERY_…` environment, read once at start
 * (TLS files are read again when they change). Everything else is a managed setting.
 */
const host = z.string().min(1).describe('Address to listen on.')
const port = z.int().min(0).max(65_535).describe('Port to listen on; 0 takes a free one.')

export const bootSettings = z.strictObject({
  publicUrl: z
    .string()
    .regex(/^https:\/\/[^\s/?#@]+\/?$/i, 'must be an https address without a path, such as https://sts.example.com')
    .describe('The address clients and Entra use.'),
  listen: z
    .strictObject({
      public: z
        .strictObject({ host: host.default('0.0.0.0'), port: port.default(443) })
        .prefault({})
        .describe('The listener of devices, users and Entra.'),
      admin: z
        .strictObject({
          host: host.default('127.0.0.1'),
          port: port.default(9443),
          hostNames: z
            .array(z.string().min(1))
            .default([])
            .describe(
              'Names it is reached under, beside addresses, localhost and the host of publicUrl. Others are refused.',
            ),
        })
        .prefault({})
        .describe('The listener of administrators: API, console, metrics.'),
    })
    .prefault({})
    .describe('The two listeners.'),
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
  dataDirectory: z.string().min(1).default('/var/lib/joinery').describe('SQLite database, replay caches, krb5.conf.'),
  database: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional()
    .describe('postgres://… for more than one node; left out, SQLite in dataDirectory.')
    .meta({ writeOnly: true }),
  dataKeyFile: z
    .string()
    .min(1)
    .default('/etc/joinery/data.key')
    .describe('The key that encrypts secrets at rest. Made at first start (0600) when absent; back it up apart.'),
  logLevel: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('What the server writes to its log.'),
})

export type BootSettings = z.output<typeof bootSettings>
