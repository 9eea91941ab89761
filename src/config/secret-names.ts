/** Names under which secrets of the settings are stored: the path of the setting. A SecretStore is asked by these. */

export function bindPasswordName(gatewayId: string): string {
  return `gateways/${gatewayId}/bindPassword`
}

export function serviceAccountPasswordName(gatewayId: string): string {
  return `gateways/${gatewayId}/kerberos/serviceAccountPassword`
}
