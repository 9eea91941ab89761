import { cloudUserType, deviceUserType, microsoft365Application, presetSchemaAttributes } from '../../config/presets.ts'
import type { LabDomain } from '../../lab/lab-domain.ts'
import type { SeededDomain } from '../../lab/seed-hybrid-join-domain.ts'

export const labGatewayId = 'ad'
export const labApplicationId = 'm365'

/**
 * The managed settings for a seeded lab domain: the tables of the source document, with objectGUID as the source anchor of devices,
 * because nothing writes mS-DS-ConsistencyGuid to computers.
 */
export function hybridJoinSettings(domain: LabDomain, seeded: SeededDomain, federatedDomain: string) {
  return {
    version: 1,
    environment: { id: 'lab', name: 'Lab' },
    networks: { intranetRanges: ['127.0.0.0/8'] },
    schemaAttributes: presetSchemaAttributes,
    gateways: [
      {
        id: labGatewayId,
        name: domain.netbiosDomain,
        serversHostAndPort: [domain.address],
        bindDN: seeded.readerAccount.dn,
        bindPassword: seeded.readerAccount.password,
        caFile: domain.caFile,
        kerberos: {
          serviceAccountUserPrincipalName: seeded.serviceAccount.upn,
          serviceAccountPassword: seeded.serviceAccount.password,
        },
        userTypes: [
          cloudUserType({ id: 'users', searchBaseDn: seeded.usersOu }),
          deviceUserType({ id: 'devices', searchBaseDn: seeded.devicesOu, externalIdSource: 'objectGUID' }),
        ],
      },
    ],
    applications: [
      microsoft365Application({
        id: labApplicationId,
        domainName: federatedDomain,
        gateways: [
          { gateway: labGatewayId, userType: 'users' },
          { gateway: labGatewayId, userType: 'devices' },
        ],
      }),
    ],
  }
}
