import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'device/proxy',
  title: 'SYSTEM has the proxy that users have',
  phase: 'discover',
  needs: [],
  run({ status, attempt }) {
    const { 'Access Type': access, 'Proxy Server List': list, 'Auto-Configuration URL': script } = status?.facts ?? {}
    if (access === undefined) return undefined
    const userProxy = [list, script].find((fact) => fact !== undefined && fact.value !== '')
    const isDirect = /^DIRECT$/i.test(access.value)
    const isNetwork = /^0x(?:caa8|80072e|80072f|801c001f|801c0021|801c003d)/.test(attempt?.cause?.value ?? '')
    if (!isDirect || userProxy === undefined || !isNetwork) return { outcome: 'ok', evidence: [access] }
    return {
      outcome: 'warn',
      title: say`Users have a proxy, and SYSTEM goes out directly`,
      evidence: [userProxy, access],
      inferred: true,
      expected: ours('the same proxy, or a way out without one'),
      observed: say`${ours(userProxy.name)} : ${userProxy}; Access Type : ${access}`,
      fix: [
        {
          where: 'Windows',
          text: ours(
            'netsh winhttp set proxy <host:port>, or WPAD; the proxy must not ask the computer account for a password.',
          ),
        },
      ],
      verify: ours('dsregcmd /status shows DRS Discovery Test : PASS.'),
    }
  },
}
