import type { Check } from '../check.ts'
import { liveOf } from '../live-of.ts'
import { joinWords, ours, say } from '../words.ts'

export const check: Check = {
  id: 'kerberos/held-keys',
  title: 'The server holds the keys that the directory has now, for AES',
  phase: 'auth',
  needs: ['directory/connect', 'directory/bind', 'directory/tls'],
  run(which) {
    const gateways = liveOf(which, 'kerberos')
    const verify = ours('joinery gateway test <id> shows the key version of the directory.')
    for (const { facts, lists } of gateways) {
      const { keyVersionInDirectory: wanted, account } = facts
      const [held = [], types = []] = [lists.heldKeyVersions, lists.heldEncryptionTypes]
      if (wanted !== undefined && !held.some(({ value }) => value === wanted.value))
        return {
          outcome: 'fail',
          title: say`The server holds no keys of version ${wanted}, which ${account} has in the directory`,
          codes: ['AUTHENTICATE_KEY_VERSION_NEWER'],
          evidence: [wanted, account, ...held],
          expected: say`version ${wanted}`,
          observed:
            held.length > 0
              ? joinWords(
                  held.map((one) => say`version ${one}`),
                  ', ',
                )
              : ours('no keys'),
          fix: [
            {
              where: 'Joinery',
              text: ours(
                'Give the gateway the present password of the service account (joinery config apply), or the new keytab file; then joinery gateway restart <id>.',
              ),
            },
          ],
          verify,
        }
      if (held.length > 0 && !types.some(({ value }) => value.startsWith('aes')))
        return {
          outcome: 'fail',
          title: say`The server holds no AES key of ${account}`,
          evidence: [account, ...types],
          expected: ours('aes256-cts-hmac-sha1-96'),
          fix: [
            {
              where: 'Active Directory',
              text: ours(
                'Set msDS-SupportedEncryptionTypes of the service account to 24, reset its password, and give the password or a new keytab to the gateway.',
              ),
            },
          ],
          verify,
        }
    }
    const versions = gateways.flatMap(({ facts }) => facts.keyVersionInDirectory ?? [])
    return versions.length > 0 ? { outcome: 'ok', evidence: versions } : undefined
  },
}
