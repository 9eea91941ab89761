import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { IdpError } from '../errors.ts'
import { controlSocketPath } from '../http/control-socket.ts'

export interface ControlAnswer {
  readonly isRefused: boolean
  readonly body: unknown
}

/** One request over the control socket of the running server. Throws CLI_SERVER_NOT_RUNNING. */
export async function postControl(dataDirectory: string, path: string): Promise<ControlAnswer> {
  const socketPath = controlSocketPath(dataDirectory)
  try {
    return await new Promise((resolve, reject) => {
      const sent = request({ socketPath, path, method: 'POST' }, (response) => {
        text(response)
          .then((body) => resolve({ isRefused: (response.statusCode ?? 500) >= 400, body: JSON.parse(body) }))
          .catch(reject)
      })
      sent.on('error', reject).end()
    })
  } catch (cause) {
    throw new IdpError('CLI_SERVER_NOT_RUNNING', { socket: socketPath }, cause)
  }
}
