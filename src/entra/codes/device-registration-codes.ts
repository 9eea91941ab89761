// A table: what device registration, its service and its surroundings say on the device. Columns: kind | code | symbol | phase | meaning | remedy | sources (code-sources.ts).
export const deviceRegistrationCodes = String.raw`
dsreg|0x801c0001|DSREG_E_DEVICE_MESSAGE_FORMAT_ERROR|join|DRS answer not in a valid format|check proxies that rewrite answers; retry|LEARN-MDM LEARN-PIN
dsreg|0x801c0002|DSREG_E_DEVICE_AUTHENTICATION_ERROR|join|DRS answered AuthenticationError (sub-code other than DeviceNotFound): user, device or SID could not be authenticated|read the server message; for sync join wait for Entra Connect|LEARN-HJ LEARN-MDM
dsreg|0x801c0003|DSREG_E_DEVICE_AUTHORIZATION_ERROR|join|user or device not authorised to register|allow it in Entra device settings|LEARN-MDM LEARN-PIN
dsreg|0x801c0006|DSREG_E_DEVICE_INTERNALSERVICE_ERROR|join|unhandled server error at the DRS|read the server error code; retry|LEARN-HJ LEARN-MDM
dsreg|0x801c000b|DSREG_E_DISCOVERY_REDIRECTION_NOT_TRUSTED|discover|DRS discovery redirected to a host that is not trusted|check DNS, proxy and cloud instance|LEARN-MDM LEARN-PIN
dsreg|0x801c000c|DSREG_E_DISCOVERY_FAILED|discover|DRS discovery failed|reach enterpriseregistration.windows.net and login.microsoftonline.com as SYSTEM; proxy must accept the computer account|LEARN-MDM LEARN-PIN
dsreg|0x801c000e|DSREG_E_DEVICE_REGISTRATION_QUOTA_EXCCEEDED|join|device quota of the user reached|remove old devices or raise the quota|LEARN-MDM LEARN-PIN
dsreg|0x801c000f|DSREG_E_DEVICE_REQUIRES_REBOOT|join|registered, but a restart is needed|restart|LEARN-MDM LEARN-PIN
dsreg|0x801c0010|DSREG_E_DEVICE_AIK_VALIDATION_ERROR|join|attestation identity key certificate invalid or not trusted|sign out and in; check TPM|LEARN-MDM LEARN-PIN
dsreg|0x801c0011|DSREG_E_DEVICE_ATTESTATION_ERROR|join|attestation statement of the transport key invalid|sign out and in; check TPM|LEARN-MDM LEARN-PIN
dsreg|0x801c0012|DSREG_E_DISCOVERY_BAD_MESSAGE_ERROR|discover|discovery request malformed|retry; check the domain name|LEARN-MDM LEARN-PIN
dsreg|0x801c0013|DSREG_E_TENANTID_NOT_FOUND|join|token carries no tenant id|check the token (claims) issued for DRS|LEARN-MDM LEARN-PIN
dsreg|0x801c0014|DSREG_E_USERSID_NOT_FOUND|join|token carries no user SID|check primarysid claim / user sync|LEARN-MDM LEARN-PIN
dsreg|0x801c0015||pre-check|device is not joined to an AD domain|join AD first|LEARN-PIN
dsreg|0x801c0016||discover|federation provider configuration empty|check client configuration file|LEARN-PIN
dsreg|0x801c0017||discover|federation provider domain empty|check client configuration file|LEARN-PIN
dsreg|0x801c0018||discover|federation provider configuration URL empty|check client configuration file|LEARN-PIN
dsreg|0x801c0019||discover|federation provider client configuration empty||LEARN-PIN
dsreg|0x801c001a||discover|DRS endpoint missing in the federation provider client configuration||LEARN-PIN
dsreg|0x801c001b||join|device certificate not found|re-join|LEARN-PIN
dsreg|0x801c001d|DSREG_AUTOJOIN_ADCONFIG_READ_FAILED|discover|SCP could not be read (with event 220 in the join phase: computer object not readable in AD)|create or correct the SCP or the CDJ\AAD registry values; check LDAP and AD replication|LEARN-HJ
dsreg|0x801c001f|DSREG_AUTOJOIN_DISC_WAIT_TIMEOUT|discover|DRS discovery timed out|reach enterpriseregistration.windows.net and login.microsoftonline.com as SYSTEM; proxy must accept the computer account|LEARN-HJ
dsreg|0x801c0021|DSREG_AUTOJOIN_DISC_FAILED|discover|generic DRS discovery failure|look at the sub-error after the slash|LEARN-HJ
dsreg|0x801c0025|DSREG_SERVER_BUSY|discover|HTTP 503 from the DRS|wait, next scheduled attempt|LEARN-HJ
dsreg|0x801c003a|DSREG_DISCOVERY_TENANT_NOT_FOUND|discover|tenant id in the SCP wrong, or no active subscription|correct azureADId in the SCP; check subscription and cloud|LEARN-HJ
dsreg|0x801c003d|DSREG_AUTOJOIN_USERREALM_DISCOVERY_FAILED|discover|user realm lookup failed: managed/federated unknown|reach login.microsoftonline.com as SYSTEM; check tenant name|LEARN-HJ azure-docs-79091
dsreg|0x801c0042|DSREG_E_MSI_TENANTID_UNAVAILABLE|discover|Azure VM: tenant id not available from instance metadata (exit code -2145648574)|check the metadata service and managed identity|LEARN-VM
dsreg|0x801c004d|DSREG_NO_DEFAULT_ACCOUNT|ngc|no default account for Hello provisioning|sign in with a synced account|LEARN-PIN
dsreg|0x801c03e9||ngc|server answer invalid|sign out and in|LEARN-PIN
dsreg|0x801c03ea||ngc|server did not authorise user or device|check token and permission|LEARN-PIN
dsreg|0x801c03eb||ngc|HTTP status of the server not valid|sign out and in|LEARN-PIN
dsreg|0x801c03ec||ngc|server exception|retry|LEARN-PIN
dsreg|0x801c03ed||ngc|request refused: MFA missing, token missing, object unreadable or request invalid|sign out and in; re-join if it stays|LEARN-PIN
dsreg|0x801c03ee||ngc|attestation failed|sign out and in|LEARN-PIN
dsreg|0x801c03ef||ngc|attestation identity key certificate no longer valid|sign out and in|LEARN-PIN
dsreg|0x801c03f0||ngc|no key registered for the user|provision again|LEARN-PIN
dsreg|0x801c03f1||ngc|no UPN in the token|fix UPN claim|LEARN-PIN
dsreg|0x801c03f2|DSREG_E_DIRECTORY_FAILURE|join|DRS answered DirectoryError (device not synced yet, certificate missing, throttled, tenant not found)|read the server message; wait for Entra Connect sync|LEARN-HJ
dsreg|0x801c03f3||join|newer builds: device object missing (sub-code error_missing_device)|sync the computer with Entra Connect, then join again|public-notes
dsreg|0x801c044c||ngc|no core window for the thread||LEARN-PIN
dsreg|0x801c044d||ngc|token has no device id, or user token not obtainable|re-join; check network|LEARN-PIN
dsreg|0x801c044e||ngc|no user credential entered|sign out and in|LEARN-PIN
dsreg|0x801c0515||auth|enterprise DRS: token could not be obtained (seen in AD FS enterprise joins)|remove EnterpriseDrsName if the cloud join is wanted|QA-687273
drs|DirectoryError|device object by the given id not found|join|sync join before Entra Connect has exported the computer|wait for sync, retry|LEARN-HJ
drs|DirectoryError|public key user certificate not found on the device object|join|userCertificate missing in AD or not synced|check userCertificate, run sync|LEARN-HJ
drs|DirectoryError|request throttled, retry after 300 seconds|join|too many registration attempts|wait five minutes|LEARN-HJ
drs|DirectoryError|AADSTS90002 tenant not found|join|tenant id in the SCP wrong or no subscription|correct the SCP|LEARN-HJ
drs|AuthenticationError|verification of the target computer SID|join|signed blob does not match the synced certificate|wait for sync|LEARN-HJ
drs|AuthenticationError|DeviceNotFound|join|sub-code: device not found|register again|LEARN-HJ
drs|invalid_request|error_missing_device|join|newer JSON form: device object missing|sync the computer|public-notes
drs|BadRequest|claims missing in the access token|join|PermitDeviceRegistrationClaim, accounttype DJ, onpremobjectguid or primarysid absent or different|fix the claims|MS-DVRJ
drs|InvalidParameter||join|MS-DVRE: invalid parameter||MS-DVRE
drs|SqlError||join|MS-DVRE: database error||MS-DVRE
drs|CertificateAuthorityError||join|MS-DVRE: certificate authority error||MS-DVRE
drs|DirectoryAccountError||join|MS-DVRE: directory error||MS-DVRE
drs|AuthenticationError||join|MS-DVRE: user could not be authenticated||MS-DVRE
drs|AuthorizationError||join|MS-DVRE: user not authorised||MS-DVRE
drs|UnknownError||join|MS-DVRE: unknown||MS-DVRE
oauth|invalid_grant||auth|assertion, code or refresh token refused (ADAL code 0xcaa20003)||RFC6749 WINRT
oauth|invalid_request||auth|parameter missing or malformed (ADAL code 0xcaa20002)||RFC6749 WINRT
oauth|unauthorized_client||auth|client may not use this grant (ADAL code 0xcaa20001)||RFC6749 WINRT
oauth|access_denied||auth|refused (ADAL code 0xcaa20004)||RFC6749 WINRT
oauth|temporarily_unavailable||auth|retry later (ADAL code 0xcaa20005)||RFC6749 WINRT
oauth|unsupported_response_type||auth|response type refused (ADAL code 0xcaa20006)||RFC6749 WINRT
oauth|invalid_scope||auth|scope refused (ADAL code 0xcaa20007)||RFC6749 WINRT
oauth|server_error||auth|server failed (ADAL code 0xcaa20008)||RFC6749 WINRT
oauth|invalid_client||auth|client authentication failed (ADAL code 0xcaa20009)||RFC6749 WINRT
oauth|unsupported_grant_type||auth|grant type unknown (ADAL code 0xcaa2000a)||RFC6749 WINRT
oauth|invalid_resource||auth|resource unknown (ADAL code 0xcaa2000b)||RFC6749 WINRT
oauth|interaction_required||auth|user must interact (ADAL code 0xcaa2000c)||RFC6749 WINRT
phase|pre-check|Error Phase|pre-check|DC reachable, SYSTEM, not joined yet|network line of sight|LEARN-HJ LEARN-DSREG
phase|discover|Error Phase|discover|SCP or registry, DRS discovery, user realm|SCP, proxy, tenant name|LEARN-HJ LEARN-DSREG
phase|auth|Error Phase|auth|federated only: MEX, WS-Trust windowstransport, OAuth grant|STS, Kerberos, claims, federation settings|LEARN-HJ LEARN-DSREG
phase|join|Error Phase|join|request to the DRS, keys, certificate|DRS answer, TPM, sync|LEARN-HJ LEARN-DSREG
mdm|0x80180001|MENROLL_E_DEVICE_MESSAGE_FORMAT_ERROR|after join|message from the MDM server malformed|not part of hybrid join itself|LEARN-MDM MS-MDE2
mdm|0x80180002|MENROLL_E_DEVICE_AUTHENTICATION_ERROR|after join|MDM server did not authenticate the user|not part of hybrid join itself|LEARN-MDM MS-MDE2
mdm|0x80180003|MENROLL_E_DEVICE_AUTHORIZATION_ERROR|after join|user may not enrol|not part of hybrid join itself|LEARN-MDM MS-MDE2
mdm|0x80180004|MENROLL_E_DEVICE_CERTIFCATEREQUEST_ERROR|after join|certificate request failed|not part of hybrid join itself|LEARN-MDM MS-MDE2
mdm|0x80180005|MENROLL_E_DEVICE_CONFIGMGRSERVER_ERROR|after join|management server failure|not part of hybrid join itself|LEARN-MDM MS-MDE2
mdm|0x80180006|MENROLL_E_DEVICE_INTERNALSERVICE_ERROR|after join|server exception|not part of hybrid join itself|LEARN-MDM MS-MDE2
mdm|0x80180013|MENROLL_E_DEVICECAPREACHED|after join|device limit reached|not part of hybrid join itself|LEARN-MDM MS-MDE2
mdm|0x80180014|MENROLL_E_DEVICENOTSUPPORTED|after join|device type not supported|not part of hybrid join itself|LEARN-MDM MS-MDE2
mdm|0x80180015|MENROLL_E_NOTSUPPORTED|after join|feature not supported|not part of hybrid join itself|LEARN-MDM MS-MDE2
mdm|0x80180016|MENROLL_E_NOTELIGIBLETORENEW|after join|renewal refused|not part of hybrid join itself|LEARN-MDM MS-MDE2
mdm|0x80180017|MENROLL_E_INMAINTENANCE|after join|service in maintenance|not part of hybrid join itself|LEARN-MDM MS-MDE2
mdm|0x80180018|MENROLL_E_USERLICENSE|after join|licence problem|not part of hybrid join itself|LEARN-MDM MS-MDE2
mdm|0x80180019|MENROLL_E_ENROLLMENTDATAINVALID|after join|server configuration invalid|not part of hybrid join itself|LEARN-MDM MS-MDE2
tpm|0x80090005|NTE_BAD_DATA|join|bad key data|unjoin and rejoin|LEARN-PIN
tpm|0x8009000f|NTE_EXISTS|join|key container exists already|unjoin and rejoin|LEARN-PIN
tpm|0x80090011|NTE_NOT_FOUND|join|key container not found|unjoin and rejoin|LEARN-PIN
tpm|0x80090016|NTE_BAD_KEYSET|join|device key missing: TPM cleared or bad sysprep image|re-join; never capture images of joined machines|LEARN-HJ
tpm|0x80090020|NTE_FAIL|join|general key failure||LEARN-PIN
tpm|0x80090027|NTE_INVALID_PARAMETER|join|wrong parameter||LEARN-PIN
tpm|0x80090029|NTE_NOT_SUPPORTED|join|TPM not set up|prepare the TPM|LEARN-PIN
tpm|0x8009002a|NTE_NO_MEMORY|join|not enough memory|close programs|LEARN-PIN
tpm|0x8009002d|NTE_INTERNAL_ERROR|join|internal key error||LEARN-PIN
tpm|0x80090031|NTE_AUTHENTICATION_IGNORED|join|TPM locked out|wait for the cool-down, then retry|LEARN-HJ
tpm|0x80090035|NTE_DEVICE_NOT_FOUND|join|policy wants a TPM and there is none|change policy|LEARN-PIN
tpm|0x80090036|NTE_USER_CANCELLED|join|user cancelled|try again|LEARN-PIN
tpm|0x80290407|TPM_E_PCP_INTERNAL_ERROR|join|generic TPM error|disable the TPM; from 1809 Windows falls back to software keys|LEARN-HJ
tpm|0x80280036|TPM_E_NOTFIPS|join|TPM in FIPS mode not supported|disable the TPM; from 1809 automatic|LEARN-HJ
win32|1312|ERROR_NO_SUCH_LOGON_SESSION|join|seen in event 220: AD replication|check AD replication|LEARN-HJ
win32|1317|ERROR_NO_SUCH_USER|join|seen in event 220: AD replication|check AD replication|LEARN-HJ
win32|1355|ERROR_NO_SUCH_DOMAIN|pre-check|no domain controller found|line of sight to a DC, DNS SRV records|winerror.h
win32|5|ERROR_ACCESS_DENIED|any|access denied|run elevated or as SYSTEM|winerror.h
win32|0x8007054b|HRESULT of ERROR_NO_SUCH_DOMAIN|pre-check|no domain controller was found|give the device a line of sight to a domain controller: network, VPN, DNS|winerror.h
win32|0x80072030|HRESULT of ERROR_DS_NO_SUCH_OBJECT|discover|the directory has no such object; beside 0x801c001d: no service connection point|let Entra Connect write the service connection point, or set CDJ\AAD in the registry|winerror.h
win32|0x8007052e|HRESULT of ERROR_LOGON_FAILURE|discover|the computer could not sign in to the directory|check the computer account and its secure channel (Test-ComputerSecureChannel)|winerror.h
`
