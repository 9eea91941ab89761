/** The steps of a join, in words. */
export const stepTitles: Readonly<Record<string, string>> = {
  'pre-check': 'Is the computer joined to the domain, and a domain controller near?',
  tenant: 'Which tenant? (service connection point)',
  discover: 'What does the tenant offer? (device registration service)',
  realm: 'Is the domain federated, and with whom?',
  mex: 'Where are the endpoints? (metadata exchange)',
  ticket: 'A Kerberos ticket for the token service',
  assertion: 'The assertion of Joinery',
  'access-token': 'Entra takes the assertion',
  join: 'Entra registers the device',
  'sync-join': 'The way by Entra Connect instead',
  'prt-nonce': 'The user signs in: Entra asks',
  'prt-assertion': 'The assertion about the user',
  prt: 'Entra gives a primary refresh token',
  browser: 'The user opens Microsoft 365 in a browser',
}
