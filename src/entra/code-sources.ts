// A table: where what we say of codes is known from. The rows in codes/ name these.
const learn = 'https://learn.microsoft.com'

export interface CodeSource {
  readonly title: string
  readonly url?: string
}

export const codeSources: Readonly<Record<string, CodeSource>> = {
  'LEARN-HJ': {
    title: 'Microsoft Learn: troubleshoot hybrid joined devices',
    url: `${learn}/entra/identity/devices/troubleshoot-hybrid-join-windows-current`,
  },
  'LEARN-DSREG': {
    title: 'Microsoft Learn: troubleshoot devices by dsregcmd',
    url: `${learn}/entra/identity/devices/troubleshoot-device-dsregcmd`,
  },
  'LEARN-PRT': {
    title: 'Microsoft Learn: troubleshoot primary refresh tokens',
    url: `${learn}/entra/identity/devices/troubleshoot-primary-refresh-token`,
  },
  'LEARN-ERR': {
    title: 'Microsoft Learn: Entra authentication and authorization error codes',
    url: `${learn}/entra/identity-platform/reference-error-codes`,
  },
  'LEARN-MDM': {
    title: 'Microsoft Learn: Entra integration with MDM (DSREG_E_ names)',
    url: `${learn}/windows/client-management/azure-active-directory-integration-with-mdm`,
  },
  'LEARN-PIN': {
    title: 'Microsoft Learn: Windows Hello errors during PIN creation',
    url: `${learn}/windows/security/identity-protection/hello-for-business/hello-errors-during-pin-creation`,
  },
  'LEARN-VM': {
    title: 'Microsoft Learn: sign in to a Windows VM with Entra',
    url: `${learn}/entra/identity/devices/howto-vm-sign-in-azure-ad-windows`,
  },
  'LEARN-WTS': { title: 'Microsoft Learn: WTSCloudAuthConvertAssertionToSerializedUserCredential' },
  WINRT: { title: 'Microsoft Learn: WebProviderError.ErrorCode (ADAL and token broker)' },
  ETW: { title: 'the event manifests of Windows (ETW)' },
  UDR: { title: 'the messages of the User Device Registration provider' },
  AADT: { title: 'a public listing of Microsoft-Windows-AAD event titles' },
  KB5073381: {
    title: 'Microsoft support KB5073381 (CVE-2026-20833, RC4 in Kerberos)',
    url: 'https://support.microsoft.com/help/5073381',
  },
  KB5021131: {
    title: 'Microsoft support KB5021131 (CVE-2022-37966)',
    url: 'https://support.microsoft.com/help/5021131',
  },
  K8: { title: 'independent lab notes on Kerberos encryption types (StrongWind1/Kerberos)' },
  'MS-MDE2': { title: '[MS-MDE2] Mobile Device Enrollment Protocol Version 2' },
  'MS-DVRE': { title: '[MS-DVRE] Device Registration Enrollment Protocol' },
  'MS-DVRJ': { title: '[MS-DVRJ] Device Registration Join Protocol' },
  MSALNET: { title: 'the source of MSAL.NET' },
  MSALJ: { title: 'the source of MSAL for Java' },
  RFC4120: { title: '[RFC4120 §7.5.9] Kerberos error codes' },
  RFC6749: { title: '[RFC6749 §5.2] OAuth 2.0 error response' },
  WSTrust13: { title: '[WSTrust13 §11] error codes' },
  WSSecurity: { title: 'Web Services Security 1.0, error handling' },
  WSAddressing: { title: 'Web Services Addressing 1.0, SOAP binding, faults' },
  SOAP12: { title: 'SOAP 1.2, fault codes' },
  WinHTTP: { title: 'the error list of WinHTTP (general knowledge, not looked up again)' },
  'winerror.h': { title: 'winerror.h (general knowledge, not looked up again)' },
  CHINA: { title: 'a public note on AD FS for hybrid join in the cloud operated by 21Vianet' },
  'adfs-faults': { title: 'faults that AD FS servers were seen to send' },
  'azure-docs-79091': {
    title: 'MicrosoftDocs/azure-docs issue 79091',
    url: 'https://github.com/MicrosoftDocs/azure-docs/issues/79091',
  },
  'QA-687273': { title: 'Microsoft Q&A 687273' },
  'public-notes': { title: 'public troubleshooting notes' },
  'source-document': {
    title: 'PingOne documentation: reference and troubleshooting for Microsoft Entra hybrid join',
    url: 'https://docs.pingidentity.com/pingone/use_cases/p1_microsoft_hybrid_join_troubleshooting.html',
  },
  unchecked: { title: 'general knowledge, not looked up again' },
}
