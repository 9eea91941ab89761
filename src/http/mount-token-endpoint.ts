import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  grantToken,
  revokeToken,
  type TokenAnswer,
  type TokenEndpointPorts,
} from '../admin/api-clients/token-endpoint.ts'
import { IdpError } from '../errors.ts'
import type { SettingsSource } from '../ports.ts'

/** The addresses of PingOne's token endpoint, and one for revocation beside it. */
export function mountTokenEndpoint(app: FastifyInstance, settings: SettingsSource, ports: TokenEndpointPorts): void {
  const mount = (name: 'token' | 'revoke', answer: typeof grantToken): void =>
    void app.post<{ Params: { environmentId: string } }>(`/:environmentId/as/${name}`, async (request, reply) => {
      if (request.params.environmentId !== settings.current().managed.environment.id)
        throw new IdpError('HTTP_NOT_FOUND', { path: request.url.slice(0, 200) })
      return send(reply, await answer(tokenRequest(request), ports))
    })
  mount('token', grantToken)
  mount('revoke', revokeToken)
}

function tokenRequest({ headers, body, ip }: FastifyRequest) {
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : ''
  return { authorization: headers.authorization, form: new URLSearchParams(text), remoteAddress: ip }
}

function send(reply: FastifyReply, { status, headers, body }: TokenAnswer): FastifyReply {
  return reply.code(status).headers(headers).type('application/json; charset=utf-8').send(JSON.stringify(body))
}
