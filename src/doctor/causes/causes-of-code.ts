// A table: which causes fit a code that a join or a sign-in failed with, the likeliest first.
import type { CauseId } from './cause.ts'

const notADevice: readonly CauseId[] = [
  'claim/accounttype-format',
  'claim/onpremobjectguid-format',
  'claim/primarysid-format',
  'claim/accounttype-missing',
  'claim/onpremobjectguid-missing',
  'claim/primarysid-missing',
  'claim/value',
]
const refusedTicket: readonly CauseId[] = [
  'kerberos/spn-missing',
  'kerberos/service-account-rc4-only',
  'kerberos/service-account-aes-without-reset',
  'kerberos/service-account-stale-key',
  'kerberos/spn-duplicate',
  'kerberos/clock-skew',
  'kerberos/proxy',
]
const network: readonly CauseId[] = ['network/system']
const inspected: readonly CauseId[] = ['network/inspection', 'network/system']
const noController: readonly CauseId[] = ['network/domain-controller']
const tpm: readonly CauseId[] = ['device/tpm']
const noMex: readonly CauseId[] = ['federation/mex-not-found', 'network/system', 'network/inspection']

/** Of a computer that joins. */
export const causesOfJoinCode: Readonly<Record<string, readonly CauseId[]>> = {
  AADSTS51004: notADevice,
  AADSTS50034: notADevice,
  AADSTS90020: notADevice,
  AADSTS90072: notADevice,
  AADSTS50107: ['federation/issuer'],
  AADSTS5000811: ['federation/signing-certificate'],
  AADSTS50003: ['federation/signing-certificate'],
  AADSTS50006: ['federation/signature', 'federation/signing-certificate'],
  AADSTS50008: ['federation/signature', 'federation/signing-certificate'],
  AADSTS50010: ['federation/audience'],
  AADSTS500133: ['federation/clock'],
  AADSTS50013: ['federation/issuer', 'federation/clock', 'federation/signature'],
  AADSTS90002: ['scp/wrong-tenant'],
  AADSTS50155: ['device/removed'],
  '0xcaa30191': refusedTicket,
  '0xcaa30193': ['accept/intranet', 'accept/policy'],
  '0xcaa30194': ['federation/mex-not-found'],
  '0xcaa90014': ['lookup/outside-base', 'lookup/not-found', 'lookup/refused'],
  '0xcaa90017': ['federation/protocol'],
  '0xcaa9001a': ['federation/protocol', 'federation/mex-not-found'],
  '0xcaa9001c': ['federation/protocol'],
  '0xcaa9001f': ['tenant/not-federated', 'scp/managed-domain'],
  '0xcaa90020': ['federation/mex-address'],
  '0xcaa90022': ['federation/mex-address', 'federation/mex-without-windowstransport'],
  '0xcaa9002b': noMex,
  '0xcaa9002c': [...noMex, 'federation/mex-without-windowstransport'],
  '0xcaa82ee2': network,
  '0xcaa82ee7': network,
  '0xcaa82efd': network,
  '0xcaa82efe': [...network, 'network/inspection'],
  '0xcaa82f8f': inspected,
  '0x801c001d': ['scp/missing', 'scp/unreadable'],
  '0x801c003a': ['scp/wrong-tenant'],
  '0x801c001f': network,
  '0x801c0021': network,
  '0x801c003d': network,
  '0x801c000c': network,
  '0x8007000d': inspected,
  '0x801c0025': network,
  '0x80072ee7': network,
  '0x80072ee2': network,
  '0x80072efd': network,
  '0x80072efe': network,
  '0x80072f8f': inspected,
  '0x8007054b': noController,
  '0x54b': noController,
  '1355': noController,
  NO: noController,
  '0x801c03f2': ['sync/device-not-synced', 'scp/wrong-tenant'],
  '0x801c03f3': ['sync/device-not-synced'],
  DirectoryError: ['sync/device-not-synced', 'scp/wrong-tenant'],
  '0x801c0002': ['sync/device-not-synced', 'device/removed'],
  '0x80090016': tpm,
  '0x80090031': tpm,
  '0x80280036': tpm,
  '0x80290407': tpm,
}

/** The token service says the same of every refused password. */
const refusedPassword: readonly CauseId[] = [
  'user/password',
  'user/other-attribute',
  'user/locked',
  'user/disabled',
  'user/password-expired',
  'user/must-change',
  'user/account-expired',
  'user/logon-restricted',
]

/** Of a user who signs in on a joined device. */
export const causesOfSignInCode: Readonly<Record<string, readonly CauseId[]>> = {
  AADSTS51004: ['sync/user-not-synced', 'sync/anchor'],
  AADSTS50034: ['sync/user-not-synced', 'user/upn'],
  AADSTS90072: ['sync/user-not-synced', 'sync/anchor'],
  AADSTS90020: ['sync/anchor'],
  AADSTS50126: ['user/password'],
  AADSTS50155: ['device/removed'],
  AADSTS50107: ['federation/issuer'],
  AADSTS5000811: ['federation/signing-certificate'],
  AADSTS50008: ['federation/signature', 'federation/signing-certificate'],
  AADSTS500133: ['federation/clock'],
  '0xc00484c1': refusedPassword,
  '0x800484c1': refusedPassword,
  '0xc000006a': ['user/password'],
  '0xc000006d': [...refusedPassword, 'network/system'],
  '0xc00000d0': refusedPassword,
  '0xc000023c': network,
  '0xc00000be': network,
  '0xc00000c4': network,
  '0xc000005f': ['user/upn'],
  '0xc004844c': ['user/upn'],
  '0xc004848b': ['federation/mex-without-passwords', 'federation/mex-address'],
  '0xcaa90023': ['federation/mex-without-passwords', 'federation/mex-address'],
}
