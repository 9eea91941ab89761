// A table: events of Windows: User Device Registration, AAD, the KDC, Security. Columns: kind | code | symbol | phase | meaning | remedy | sources (code-sources.ts).
export const eventCodes = `
event-udr|100|info|discover|discovery request was sent||UDR ETW
event-udr|101|info|discover|discovery answer received (ServerMessage holds the JSON)||UDR ETW
event-udr|102|info|join|join request prepared (join type, domain)||UDR ETW
event-udr|103|info|join|join request sent with its token||UDR ETW
event-udr|104|info|join|join answer received (ServerResponse, ActivityId)||UDR ETW
event-udr|105|info|join|join answer processed||UDR ETW
event-udr|106|info|join|post-join tasks done||UDR ETW
event-udr|107|info|ngc|existing Hello user key deleted||UDR ETW
event-udr|108|info|ngc|Hello container created||UDR ETW
event-udr|109|info|ngc|Hello user key created||UDR ETW
event-udr|110|info|leave|registration state removed from the device||UDR ETW
event-udr|111|info|join|registration state written to disk||UDR ETW
event-udr|112|info|join|host-name related error received||UDR ETW
event-udr|200|error|discover|discovery request could not be sent (ExitCode, Domain)|check network and proxy as SYSTEM|UDR ETW
event-udr|201|error|discover|discovery answer was an error (ExitCode, HttpStatus, ServerMessage)|look at the sub-error and HTTP status|UDR ETW
event-udr|202|error|join|join request could not be prepared|check keys/TPM|UDR ETW
event-udr|203|error|join|join request could not be sent|check network to the DRS|UDR ETW
event-udr|204|error|join|DRS refused the join (ExitCode, ActivityId, HttpStatus, ServerResponse JSON)|read ErrorType and Message of the JSON|UDR ETW
event-udr|205|error|join|join answer could not be processed|see exit code|UDR ETW
event-udr|206|error|join|post-join tasks failed|see exit code|UDR ETW
event-udr|207|error|any|required parameter empty (function, parameter)||UDR ETW
event-udr|208|info|join|account not removable from local group||UDR ETW
event-udr|209|info|join|SID string not convertible||UDR ETW
event-udr|210|info|join|account of SID not found||UDR ETW
event-udr|211|info|join|account not addable to local group||UDR ETW
event-udr|212|info|any|registry access error||UDR ETW
event-udr|213|info|any|LSA connection failed||UDR ETW
event-udr|214|info|any|LSA authentication package lookup failed||UDR ETW
event-udr|215|info|any|LSA authentication package call failed||UDR ETW
event-udr|216|info|any|SID invalid||UDR ETW
event-udr|217|info|any|SID could not be copied||UDR ETW
event-udr|218|error|any|text is not an e-mail address||UDR ETW
event-udr|219|info|pre-check|domain-join information not readable||UDR ETW
event-udr|220|info|join|computer name/object not obtainable from AD (1312, 1317: replication)|check AD replication|UDR ETW
event-udr|221|info|discover|LDAP server not reachable (server, port, method, error)|check line of sight to a DC|UDR ETW
event-udr|222|info|any|SID to text failed||UDR ETW
event-udr|223|error|network|WinHTTP option not settable||UDR ETW
event-udr|224|error|network|WinHTTP option not readable||UDR ETW
event-udr|225|error|network|WinHTTP could not start||UDR ETW
event-udr|226|error|network|connection to server:port failed|check firewall and proxy|UDR ETW
event-udr|227|error|network|request could not be opened||UDR ETW
event-udr|228|error|network|callback could not be set||UDR ETW
event-udr|229|info|network|response header not readable||UDR ETW
event-udr|230|error|network|request could not be sent|check network, TLS|UDR ETW
event-udr|231|error|network|server certificate not acceptable|check chain, name, dates, revocation|UDR ETW
event-udr|232|info|network|callback cancelled||UDR ETW
event-udr|233|error|network|callback reported failure||UDR ETW
event-udr|234|error|network|amount of data not determinable||UDR ETW
event-udr|235|error|network|read failed||UDR ETW
event-udr|236|error|network|write failed||UDR ETW
event-udr|237|info|join|certificate from answer not usable||UDR ETW
event-udr|238|info|join|certificate could not be saved||UDR ETW
event-udr|239|error|leave|registration state not removable||UDR ETW
event-udr|240|error|join|registration state not writable||UDR ETW
event-udr|241|info|join|key storage provider session id||UDR ETW
event-udr|242|info|join|account added to local group||UDR ETW
event-udr|243|info|join|account removed from local group||UDR ETW
event-udr|244|error|join|sync join: authentication data could not be signed|check the self-signed certificate's key|UDR ETW
event-udr|245|error|join|sync join: signing certificate not verifiable or updatable in AD|computer needs write access to its userCertificate|UDR ETW
event-udr|246|error|any|state location unknown||UDR ETW
event-udr|247|warning|ngc|Hello keys of all users not removable||UDR ETW
event-udr|257|info|task|scheduled task enabled||UDR ETW
event-udr|258|warning|task|scheduled task not enabled||UDR ETW
event-udr|259|info|task|scheduled task enabled||UDR ETW
event-udr|260|warning|task|scheduled task not enabled||UDR ETW
event-udr|300|info|ngc|Hello key registered in Entra||UDR ETW
event-udr|301|error|ngc|Hello key registration refused||UDR ETW
event-udr|302|info|ngc|Hello key registration sent||UDR ETW
event-udr|303|error|ngc|Hello key registration not prepared||UDR ETW
event-udr|304|error|join|automatic registration failed in the join phase (ExitCode, server error, tenant type, registration type, debug output)|read server error|UDR ETW
event-udr|305|error|auth|automatic registration failed in the auth phase: no access token (ExitCode, server error, tenant type, tenant name)|read the ADAL code and AADSTS|UDR ETW
event-udr|306|info|done|automatic registration succeeded||UDR ETW
event-udr|307|error|discover|SCP or registry did not give the registration service information|configure the SCP or client-side SCP|UDR ETW
event-udr|308|warning|ngc|signed-in user is not an Entra account, no Hello provisioning||UDR ETW
event-udr|309|error|discover|DRS discovery failed|check enterpriseregistration.windows.net|UDR ETW
event-udr|310|error|ngc|Hello key not found||UDR ETW
event-udr|311|error|ngc|Hello container not created||UDR ETW
event-udr|312|info|ngc|Hello container deleted||UDR ETW
event-udr|314|error|ngc|Hello container not deletable||UDR ETW
event-udr|315|error|ngc|Hello key not creatable||UDR ETW
event-udr|316|error|ngc|Hello key not readable||UDR ETW
event-udr|317|error|ngc|Hello key not deletable||UDR ETW
event-udr|318|error|ngc|transport key not creatable||UDR ETW
event-udr|319|error|ngc|transport key not deletable||UDR ETW
event-udr|320|error|ngc|answer of key registration not parsable||UDR ETW
event-udr|321|error|ngc|device-lock PIN not enabled||UDR ETW
event-udr|322|error|any|application lacks permission||UDR ETW
event-udr|323|info|token|asking the Web Account Manager for a token||UDR ETW
event-udr|324|error|token|Web Account Manager gave no token (status, provider code and message)|look up the provider code as adal|UDR ETW
event-udr|325|info|token|token obtained from the token broker||UDR ETW
event-udr|326|error|token|no core window||UDR ETW
event-udr|327|warning|ngc|PIN not removable||UDR ETW
event-udr|328|error|ngc|PIN state not readable||UDR ETW
event-udr|329|info|token|asking the Web Account Manager silently||UDR ETW
event-udr|330|error|discover|Azure DRS and enterprise DRS both configured|remove EnterpriseDrsName or the tenant configuration|UDR ETW
event-udr|331|info|pre-check|pre-checks finished, debug output attached||UDR ETW
event-udr|332|warning|pre-check|joined but state incomplete: will leave and join again||UDR ETW
event-udr|333|warning|pre-check|cannot join: not running as SYSTEM|run as SYSTEM (scheduled task)|UDR ETW
event-udr|334|warning|pre-check|cannot join: no domain controller found|connect to the corporate network or VPN|UDR ETW
event-udr|335|info|pre-check|already joined||UDR ETW
event-udr|336|info|network|WPAD found no proxy script; direct connection||UDR ETW
event-udr|337|error|network|proxied request failed, next proxy tried|check proxy|UDR ETW
event-udr|338|info|network|WPAD found proxy configuration||UDR ETW
event-udr|339|info|network|proxy settings used for the request||UDR ETW
event-udr|340|error|network|WPAD error|check proxy auto-configuration|UDR ETW
event-udr|341|error|network|no further proxy to try|check proxy|UDR ETW
event-udr|342|error|ngc|Hello policies not readable||UDR ETW
event-udr|343|error|ngc|Hello containers not listable||UDR ETW
event-udr|344|error|prt|device key not accessible, TPM may be locked|check TPM|UDR ETW
event-udr|345|error|prt|device key missing|re-join the device|UDR ETW
event-udr|346|info|ngc|Hello key removed from Entra||UDR ETW
event-udr|347|error|ngc|Hello key not removable from Entra||UDR ETW
event-udr|348|info|ngc|Hello key removal sent||UDR ETW
event-udr|349|error|ngc|Hello key removal not prepared||UDR ETW
event-udr|350|info|ngc|Hello key information saved||UDR ETW
event-udr|351|error|ngc|Hello key information not saved||UDR ETW
event-udr|352|info|ngc|Hello key information deleted||UDR ETW
event-udr|353|error|ngc|Hello key information not deletable||UDR ETW
event-udr|354|error|join|JSON request to the DRS failed (ExitCode, HttpStatus, ServerMessage)|read the message|UDR ETW
event-udr|355|info|ngc|logon certificate enrolled||UDR ETW
event-udr|356|error|ngc|logon certificate not enrolled||UDR ETW
event-udr|357|info|ngc|policy demands a logon certificate||UDR ETW
event-udr|358|info|ngc|Hello provisioning will start (prerequisite list)||UDR ETW
event-udr|359|error|ngc|Hello policy evaluation error||UDR ETW
event-udr|360|warning|ngc|Hello provisioning will not start (prerequisite list: joined, PRT, policy, hardware)|complete the join and get a PRT|UDR ETW
event-udr|361|warning|ngc|Hello provisioning will not start (MDM certificate variant)||UDR ETW
event-udr|362|warning|ngc|Hello provisioning will not start (enterprise certificate variant)||UDR ETW
event-udr|363|warning|ngc|Hello key missing||UDR ETW
event-udr|364|warning|ngc|stored Hello information does not match the key||UDR ETW
event-udr|365|info|ngc|logon certificate enrolment will be retried||UDR ETW
event-udr|366|info|ngc|logon certificate enrolment failed for resource||UDR ETW
event-udr|367|info|token|extra token properties sent||UDR ETW
event-udr|368|info|token|token properties received||UDR ETW
event-udr|369|info|join|Workstation service message||UDR ETW
event-udr|370|error|leave|automatic unregistration failed|read server error|UDR ETW
event-udr|371|info|leave|automatic unregistration succeeded||UDR ETW
event-udr|372|info|fido|FIDO credential registered||UDR ETW
event-udr|373|error|fido|FIDO registration refused||UDR ETW
event-udr|374|info|fido|FIDO registration sent||UDR ETW
event-udr|375|error|fido|FIDO registration not prepared||UDR ETW
event-udr|376|info|fido|FIDO credential created||UDR ETW
event-udr|377|error|fido|FIDO credential not created||UDR ETW
event-udr|378|info|fido|FIDO credentials deleted||UDR ETW
event-udr|379|error|fido|FIDO deletion refused||UDR ETW
event-udr|380|info|fido|FIDO deletion sent||UDR ETW
event-udr|381|error|fido|FIDO deletion not prepared||UDR ETW
event-udr|382|error|fido|FIDO answer not parsable||UDR ETW
event-udr|383|info|ngc|PIN recovered||UDR ETW
event-udr|384|error|ngc|PIN recovery failed||UDR ETW
event-udr|385|warning|ngc|no attestation for Hello key||UDR ETW
event-udr|386|info|ngc|attestation for Hello key obtained||UDR ETW
event-udr|387|warning|recovery|recovery flag not resettable||UDR ETW
event-udr|388|info|recovery|recovery function called||UDR ETW
event-udr|389|info|join|SecureVM join succeeded||UDR ETW
event-udr|500|info|any|free-text message||UDR ETW
event-udr|501|warning|any|free-text message||UDR ETW
event-udr|502|error|any|free-text message||UDR ETW
event-udr|503|verbose|any|free-text message||UDR ETW
event-udr|504|critical|any|free-text message||UDR ETW
event-udr|4096|info|task|trigger event that starts the Automatic-Device-Join task||UDR ETW
event-udr|248|error|any|no public text; fields: ExitCode, Attribute, TenantId, DeviceId, JoinType, JoinTypeName||ETW
event-udr|249|error|any|no public text; fields: ExitCode, Attribute, TenantId, DeviceId, JoinType, JoinTypeName, RequestId||ETW
event-udr|250|informational|any|no public text; fields: Attribute, TenantId, DeviceId, JoinType, JoinTypeName, RequestId||ETW
event-udr|251|informational|any|no public text; fields: Attribute, TenantId, DeviceId, JoinType, JoinTypeName, RequestId, HttpStatus, ServerTime, ServerMessage, ResponseBody||ETW
event-udr|252|error|any|no public text; fields: ExitCode, Attribute, TenantId, DeviceId, JoinType, JoinTypeName, RequestId, HttpStatus, ServerTime, ServerMessage, ResponseBody, ErrorCode, ErrorSubcode||ETW
event-udr|253|error|any|no public text; fields: HttpStatus, ResponseBody, ErrorCode||ETW
event-udr|254|error|any|no public text; fields: ErrorCode||ETW
event-udr|255|error|any|no public text; fields: ErrorCode, JoinType, JoinTypeName, TenantId||ETW
event-udr|256|informational|any|no public text; fields: JoinType, JoinTypeName, TenantId||ETW
event-udr|261|error|any|no public text; fields: ExitCode, TenantId, DeviceId, JoinType, JoinTypeName, RequestId, Time, HttpStatus, ErrorCode, ErrorSubcode, ServerMessage, ServerOperation||ETW
event-udr|262|informational|any|no public text; fields: TenantId, DeviceId, JoinUpn, JoinType, JoinTypeName, RequestId, Time, HttpStatus||ETW
event-udr|263|error|any|no public text; fields: ExitCode, TenantId, JoinType, JoinTypeName, InputUpn, InputUpnCount, RequestId||ETW
event-udr|264|informational|any|no public text; fields: TenantId, DeviceId, JoinType, JoinTypeName, JoinUpn, InputUpnCount, RequestId||ETW
event-udr|265|error|any|no public text; fields: RegistryKey, ValuesCount, Value, ValuesList||ETW
event-udr|266|error|any|no public text; fields: RegistryKey, ValueName, Value||ETW
event-udr|267|error|any|no public text; fields: ExitCode, RegistryKey||ETW
event-udr|268|informational|any|no public text; fields: RegistryKey, Provider, Type, TypeName, UserMode, UserModeName, ExtensionsCount, Extension||ETW
event-udr|269|error|any|no public text; fields: HttpStatus, ResponseBody, ErrorCode||ETW
event-udr|270|error|any|no public text; fields: ExitCode, JoinType, JoinTypeName, TenantId, DeviceId, UserSid, AuthToken, RequestId||ETW
event-udr|271|informational|any|no public text; fields: JoinType, JoinTypeName, TenantId, DeviceId, UserSid, AuthToken, RequestId||ETW
event-udr|272|informational|any|no public text; fields: JoinType, JoinTypeName, TenantId, DeviceId, UserSid, RequestId, HttpStatus, ServerTime||ETW
event-udr|273|error|any|no public text; fields: ExitCode, JoinType, JoinTypeName, TenantId, DeviceId, UserSid, RequestId, HttpStatus, ServerTime, ServerMessage, ResponseBody, ErrorCode, ErrorSubcode||ETW
event-udr|274|warning|any|no public text; fields: ExitCode, KerbEndpoint, Realm, KdcProxyServer, LocalGpoModified||ETW
event-udr|275|warning|any|no public text; fields: ExitCode||ETW
event-udr|276|warning|any|no public text; fields: ExpectedProxyEnabled, ExpectedNoRevocationCheck, ExpectedProxyServer, ActualProxyEnabled, ActualNoRevocationCheck, ActualProxyServer||ETW
event-udr|277|informational|any|no public text; fields: KerbEndpoint, Realm, ProxyEnabled, NoRevocationCheck, ProxyServer||ETW
event-udr|278|informational|any|no public text; fields: ProxyEnabled, NoRevocationCheck, ProxyServer||ETW
event-udr|390|error|any|no public text; fields: IdType, RACertificateId, DeviceCeritifcateId, ServerRequestId, ServerTime||ETW
event-udr|391|error|any|no public text; fields: UserSid, UserKeyName, ErrorCode||ETW
event-udr|392|error|any|no public text; fields: UserSid, UserKeyName, ContainerStatus||ETW
event-udr|393|warning|any|no public text; fields: none||ETW
event-udr|394|error|any|no public text; fields: ExitCode||ETW
event-udr|395|error|any|no public text; fields: ExitCode||ETW
event-udr|396|warning|any|no public text; fields: PolicyValue||ETW
event-udr|397|informational|any|no public text; fields: URL||ETW
event-udr|398|error|any|no public text; fields: URL||ETW
event-udr|399|warning|any|no public text; fields: CorrelationId, AdditionalDetails||ETW
event-udr|400|error|any|no public text; fields: none||ETW
event-udr|401|error|any|no public text; fields: CorrelationId, MDMAppID||ETW
event-udr|402|warning|any|no public text; fields: ErrorCode, CorrelationId, AdditionalDetails||ETW
event-udr|403|warning|any|no public text; fields: CorrelationId, AdditionalDetails||ETW
event-udr|404|error|any|no public text; fields: none||ETW
event-udr|405|warning|any|no public text; fields: ErrorCode, CorrelationId, AdditionalDetails||ETW
event-udr|406|warning|any|no public text; fields: ExitCode, EnrollmentId||ETW
event-udr|407|informational|any|no public text; fields: EnrollmentId||ETW
event-udr|408|warning|any|no public text; fields: none||ETW
event-udr|409|warning|any|no public text; fields: none||ETW
event-udr|410|warning|any|no public text; fields: none||ETW
event-udr|411|error|any|no public text; fields: FunctionName, ParameterName, ParameterValueLength, ParameterValue||ETW
event-udr|412|error|any|no public text; fields: FunctionName, MagicValue||ETW
event-udr|413|warning|any|no public text; fields: KeyType, IdpDomain, TenantDomain, UserSid, ErrorCode||ETW
event-udr|414|warning|any|no public text; fields: KeyType, IdpDomain, TenantDomain, UserSid, ErrorCode||ETW
event-udr|415|informational|any|no public text; fields: KeyType, IdpDomain, TenantDomain, UserSid||ETW
event-udr|416|informational|any|no public text; fields: KeyType, IdpDomain, TenantDomain, UserSid||ETW
event-udr|417|warning|any|no public text; fields: KeyType, IdpDomain, TenantDomain, UserSid, ErrorCode||ETW
event-udr|418|warning|any|no public text; fields: PolicyValue||ETW
event-udr|419|warning|any|no public text; fields: UserSid, IdpDomain, TenantDomain, UserId, KeyType, Flags, ErrorCode||ETW
event-udr|420|error|any|no public text; fields: ExitCode, Endpoint, SPN||ETW
event-aad|1001|informational Analytic|prt|plug-in initialisation starts; fields: none||AADT ETW
event-aad|1002|informational Analytic|prt|plug-in initialisation ends; fields: Status||AADT ETW
event-aad|1003|informational Analytic|prt|plug-in shut-down starts; fields: none||AADT ETW
event-aad|1004|informational Analytic|prt|user check starts; fields: none||AADT ETW
event-aad|1005|informational Analytic|prt|user check ends; fields: Status||AADT ETW
event-aad|1006|informational Analytic|prt|PRT acquisition starts; fields: none||LEARN-HJ LEARN-PRT ETW
event-aad|1007|informational Analytic|prt|PRT acquisition ends (final status); fields: Status||LEARN-HJ LEARN-PRT ETW
event-aad|1008|informational Analytic|prt|key retrieval starts; fields: none||AADT ETW
event-aad|1009|informational Analytic|prt|key retrieval ends; fields: Status||AADT ETW
event-aad|1010|informational Analytic|prt|unlock key retrieval starts; fields: none||AADT ETW
event-aad|1011|informational Analytic|prt|unlock key retrieval ends; fields: Status||AADT ETW
event-aad|1012|informational Analytic|prt|storing of SSO tokens starts; fields: none||AADT ETW
event-aad|1013|informational Analytic|prt|storing of SSO tokens ends; fields: Status||AADT ETW
event-aad|1015|informational Analytic|prt|answer of realm discovery; fields: Response, Status||AADT ETW
event-aad|1016|informational Analytic|prt|device is Entra joined; fields: none||AADT ETW
event-aad|1017|informational Analytic|prt|device is domain joined; fields: none||AADT ETW
event-aad|1018|informational Analytic|prt|correlation id of PRT acquisition; fields: value||AADT ETW
event-aad|1019|informational Analytic|prt|correlation id of key retrieval; fields: value||AADT ETW
event-aad|1020|informational Analytic|prt|loaded as surrogate; fields: none||AADT ETW
event-aad|1021|informational Analytic|prt|status of the MEX request; fields: Status||AADT ETW
event-aad|1022|informational Analytic|prt|URL being accessed; fields: value||LEARN-HJ LEARN-PRT ETW
event-aad|1023|informational Analytic|prt|Hello user key id; fields: value||AADT ETW
event-aad|1024|error Operational|prt|HTTP status; fields: value||AADT ETW
event-aad|1025|error Operational|prt|HTTP status with method, URL, correlation id; fields: value, Method, EndpointUri, CorrelationID|check the URL and status|AADT ETW
event-aad|1026|informational Analytic|prt|credential type and correlation id; fields: value, CorrelationID||AADT ETW
event-aad|1027|informational Analytic|prt|managed sign-in of a federated Hello user; fields: none||AADT ETW
event-aad|1028|informational Analytic|prt|PRT refresh starts; fields: none||AADT ETW
event-aad|1029|informational Analytic|prt|PRT refresh ends; fields: Status||AADT ETW
event-aad|1030|informational Analytic|prt|correlation id of PRT refresh; fields: value||AADT ETW
event-aad|1031|informational Analytic|prt|encrypted OAuth answer received; fields: none||AADT ETW
event-aad|1032|informational Analytic|prt|number of groups received; fields: value||AADT ETW
event-aad|1033|informational Analytic|prt|whether validation is needed; fields: value||AADT ETW
event-aad|1034|informational Analytic|prt|generic package call starts; fields: none||AADT ETW
event-aad|1035|informational Analytic|prt|generic package call ends; fields: Status, CallType||AADT ETW
event-aad|1081|error Operational|prt|OAuth error from Entra: error, description, correlation id; fields: Error, ErrorDescription, CorrelationID|look up the AADSTS code|LEARN-HJ LEARN-PRT ETW
event-aad|1082|error Operational|prt|key error: error, description, correlation id; fields: Error, ErrorDescription, CorrelationID||AADT ETW
event-aad|1083|error Operational|prt|error, description, correlation id; fields: Error, ErrorDescription, CorrelationID||ETW
event-aad|1084|error Operational|prt|network transport error with target URL; fields: Result, Target|look up the WinHTTP code|LEARN-HJ LEARN-PRT ETW
event-aad|1085|error Operational|prt|failure status with correlation id; fields: Status, CorrelationID||ETW
event-aad|1086|error Operational|prt|failure status with correlation id; fields: Status, CorrelationID||ETW
event-aad|1087|error Operational|prt|failure status with correlation id; fields: Status, CorrelationID||ETW
event-aad|1088|error Operational|prt|WS-Trust fault from the federated STS: subcode and text; fields: Error, ErrorDescription|fix the STS according to the fault|LEARN-HJ LEARN-PRT ETW
event-aad|1089|error Operational|prt|failure status; fields: Status||ETW
event-aad|1090|error Operational|prt|OAuth-type error with description; fields: Error, ErrorDescription, CorrelationID||ETW
event-aad|1091|error Operational|prt|no public text found; fields: Result||ETW
event-aad|1092|warning Operational|prt|no public text found; fields: CorrelationID, RetryNumber||ETW
event-aad|1093|warning Operational|prt|no public text found; fields: API, Result||ETW
event-aad|1094|error Operational|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1095|error Operational|prt|no public text found; fields: value||ETW
event-aad|1096|error Operational|prt|no public text found; fields: value||ETW
event-aad|1097|warning Operational|prt|token broker warning (code, message); fields: Error, ErrorMessage, AdditionalInformation||ETW
event-aad|1098|error Operational|prt|token broker error (code, message); fields: Error, ErrorMessage, AdditionalInformation|look up the code as adal|ETW
event-aad|1099|informational Analytic|prt|no public text found; fields: OperationCode, OperationMessage, AdditionalInformation||ETW
event-aad|1100|warning Operational|prt|ADAL warning; fields: Error, ErrorMessage, AdditionalInformation||ETW
event-aad|1101|error Operational|prt|ADAL error; fields: Error, ErrorMessage, AdditionalInformation||ETW
event-aad|1102|informational Analytic|prt|ADAL trace; fields: OperationCode, OperationMessage, AdditionalInformation||ETW
event-aad|1103|error Operational|prt|no public text found; fields: Result||ETW
event-aad|1104|error Operational|prt|package call failed (function, status); fields: API, Result||ETW
event-aad|1105|error Operational|prt|no public text found; fields: API, Result||ETW
event-aad|1106|warning Operational|prt|no public text found; fields: value, CorrelationID||ETW
event-aad|1107|warning Analytic|prt|no public text found; fields: Error, ErrorMessage, AdditionalInformation||ETW
event-aad|1108|error Analytic|prt|no public text found; fields: Error, ErrorMessage, AdditionalInformation||ETW
event-aad|1109|warning Analytic|prt|no public text found; fields: Error, ErrorMessage, AdditionalInformation||ETW
event-aad|1110|error Analytic|prt|no public text found; fields: Error, ErrorMessage, AdditionalInformation||ETW
event-aad|1111|warning Operational|prt|token broker library warning; fields: Error, ErrorMessage, AdditionalInformation||ETW
event-aad|1112|error Operational|prt|token broker library error; fields: Error, ErrorMessage, AdditionalInformation||ETW
event-aad|1113|informational Analytic|prt|no public text found; fields: OperationCode, OperationMessage, AdditionalInformation||ETW
event-aad|1114|warning Analytic|prt|no public text found; fields: Error, ErrorMessage, AdditionalInformation||ETW
event-aad|1115|error Analytic|prt|no public text found; fields: Error, ErrorMessage, AdditionalInformation||ETW
event-aad|1116|warning Operational|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1117|error Operational|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1118|error Operational|prt|failure status with correlation id; fields: Status, CorrelationID||ETW
event-aad|1119|informational Analytic|prt|no public text found; fields: Response, Status||ETW
event-aad|1120|error Operational|prt|no public text found; fields: value||ETW
event-aad|1121|informational Analytic|prt|no public text found; fields: value||ETW
event-aad|1122|error Operational|prt|no public text found; fields: value||ETW
event-aad|1123|error Operational|prt|no public text found; fields: none||ETW
event-aad|1124|error Operational|prt|no public text found; fields: Status||ETW
event-aad|1125|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1126|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1127|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1128|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1129|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1130|informational Analytic|prt|no public text found; fields: value||ETW
event-aad|1131|warning Operational|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1132|informational Analytic|prt|no public text found; fields: value||ETW
event-aad|1133|warning Operational|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1134|warning Analytic|prt|no public text found; fields: API, Result||ETW
event-aad|1135|informational Analytic|prt|no public text found; fields: value||ETW
event-aad|1136|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1137|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1138|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1139|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1140|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1141|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1142|error Operational|prt|no public text found; fields: value||ETW
event-aad|1143|informational Analytic|prt|no public text found; fields: value, CorrelationID||ETW
event-aad|1144|informational Analytic|prt|credential/user realm line containing the UPN, method, URL; fields: value, Method, EndpointUri, CorrelationID||LEARN-HJ LEARN-PRT ETW
event-aad|1145|informational Analytic|prt|no public text found; fields: value||ETW
event-aad|1146|informational Analytic|prt|no public text found; fields: NoOfTargets, RequestType||ETW
event-aad|1147|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1148|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1149|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1150|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1151|error Operational|prt|no public text found; fields: Status||ETW
event-aad|1152|error Operational|prt|no public text found; fields: Result||ETW
event-aad|1153|error Operational|prt|no public text found; fields: value||ETW
event-aad|1154|informational Analytic|prt|no public text found; fields: seconds, URI||ETW
event-aad|1155|warning Operational|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1156|informational Analytic|prt|no public text found; fields: Status, ExpiryTime, PasswordChangeURI||ETW
event-aad|1157|informational Analytic|prt|operation starts (seen after a failed PRT attempt); fields: none||ETW
event-aad|1158|informational Analytic|prt|operation ends; fields: Status||ETW
event-aad|1159|warning Operational|prt|no public text found; fields: Status||ETW
event-aad|1160|error Operational|prt|failure status with correlation id (seen in failed PRT attempts); fields: Status, CorrelationID||ETW
event-aad|1161|error Operational|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1162|error Operational|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1163|error Operational|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1164|error Operational|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1165|error Operational|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1200|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1201|informational Analytic|prt|no public text found; fields: Method, CorrelationID||ETW
event-aad|1202|error Operational|prt|no public text found; fields: Result, ErrorMessage, Method, CorrelationID||ETW
event-aad|1203|error Operational|prt|no public text found; fields: Result, FunctionName||ETW
event-aad|1204|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1205|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1206|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1207|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1208|informational Analytic|prt|no public text found; fields: value1, value2||ETW
event-aad|1209|informational Analytic|prt|no public text found; fields: value1, value2||ETW
event-aad|1210|warning Operational|prt|no public text found; fields: value||ETW
event-aad|1211|warning Operational|prt|no public text found; fields: Status||ETW
event-aad|1212|warning Operational|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1213|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1214|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1215|error Operational|prt|no public text found; fields: Result||ETW
event-aad|1216|informational Analytic|prt|no public text found; fields: Result, Target||ETW
event-aad|1217|informational Analytic|prt|no public text found; fields: value1, value2, value3||ETW
event-aad|1218|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1219|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1220|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1221|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1222|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1223|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1224|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1225|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1226|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1227|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1228|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1229|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1230|error Operational|prt|no public text found; fields: API, Result||ETW
event-aad|1231|informational Analytic|prt|no public text found; fields: Response, Status||ETW
event-aad|1232|informational Analytic|prt|no public text found; fields: Response, Status||ETW
event-aad|1233|informational Analytic|prt|no public text found; fields: value||ETW
event-aad|1234|informational Analytic|prt|no public text found; fields: value||ETW
event-aad|1235|informational Analytic|prt|no public text found; fields: Status, CorrelationID||ETW
event-aad|1236|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1237|informational Operational|prt|no public text found; fields: none||ETW
event-aad|1238|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1239|informational Analytic|prt|no public text found; fields: value||ETW
event-aad|1240|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1241|informational Operational|prt|no public text found; fields: value||ETW
event-aad|1242|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1243|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1244|warning Operational|prt|no public text found; fields: Status||ETW
event-aad|1245|warning Operational|prt|no public text found; fields: Status||ETW
event-aad|1246|informational Analytic|prt|no public text found; fields: value1, value2||ETW
event-aad|1247|informational Operational|prt|no public text found; fields: value, Context, Result||ETW
event-aad|1248|warning Operational|prt|no public text found; fields: none||ETW
event-aad|1249|informational Operational|prt|no public text found; fields: value||ETW
event-aad|1250|informational Operational|prt|PRT acquisition diagnostics; fields: Result, UserIdentity, CredentialType, CorrelationID, EndpointUri, Method, HTTPTransportError, HTTPStatus, ErrorCode, ErrorDescription||ETW
event-aad|1251|informational Operational|prt|PRT acquisition diagnostics; fields: Result, UserIdentity, CredentialType, CorrelationID, EndpointUri, Method, HTTPTransportError, HTTPStatus, ErrorCode, ErrorDescription||ETW
event-aad|1252|informational Operational|prt|PRT refresh diagnostics; fields: Result, UserIdentity, CredentialType, NewToken, CorrelationID, EndpointUri, Method, HTTPTransportError, HTTPStatus, ErrorCode, ErrorDescription||ETW
event-aad|1253|informational Operational|prt|PRT refresh diagnostics; fields: Result, UserIdentity, CredentialType, NewToken, CorrelationID, EndpointUri, Method, HTTPTransportError, HTTPStatus, ErrorCode, ErrorDescription||ETW
event-aad|1254|informational Analytic|prt|no public text found; fields: value||ETW
event-aad|1255|informational Analytic|prt|no public text found; fields: NoOfTargets, RequestType||ETW
event-aad|1256|warning Operational|prt|no public text found; fields: Result, Target||ETW
event-aad|1257|informational Analytic|prt|no public text found; fields: value1, value2||ETW
event-aad|1258|informational Analytic|prt|no public text found; fields: value1, value2||ETW
event-aad|1259|warning Operational|prt|no public text found; fields: Result, Target||ETW
event-aad|1260|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1261|informational Analytic|prt|no public text found; fields: Status||ETW
event-aad|1262|warning Operational|prt|no public text found; fields: Status||ETW
event-aad|1263|warning Operational|prt|no public text found; fields: PairwiseID, FunctionName||ETW
event-aad|1264|informational Analytic|prt|no public text found; fields: KeyType, ClientId, Resource, Scope||ETW
event-aad|1265|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1266|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1267|error Operational|prt|no public text found; fields: Result||ETW
event-aad|1268|informational Analytic|prt|no public text found; fields: Stage||ETW
event-aad|1269|informational Analytic|prt|no public text found; fields: Stage||ETW
event-aad|1270|error Operational|prt|no public text found; fields: Stage, Result||ETW
event-aad|1271|informational Analytic|prt|no public text found; fields: CorrelationID||ETW
event-aad|1272|informational Analytic|prt|no public text found; fields: KeyType, ClientId, Resource, Scope, KeyTestResult||ETW
event-aad|1273|informational Analytic|prt|no public text found; fields: KeyType, ClientId, Resource, Scope||ETW
event-aad|1274|informational Analytic|prt|no public text found; fields: KeyType, ClientId, Resource, Scope||ETW
event-aad|1275|informational Analytic|prt|no public text found; fields: KeyType, ClientId, Resource, Scope||ETW
event-aad|1276|informational Analytic|prt|no public text found; fields: ClaimsCount||ETW
event-aad|1277|error Operational|prt|no public text found; fields: Result||ETW
event-aad|1278|warning Operational|prt|no public text found; fields: none||ETW
event-aad|1279|warning Analytic|prt|no public text found; fields: KeyType, JoinType, TenantId||ETW
event-aad|1280|informational Operational|prt|no public text found; fields: RollReason||ETW
event-aad|1281|informational Analytic|prt|no public text found; fields: Key||ETW
event-aad|1282|error Operational|prt|no public text found; fields: PropertyName||ETW
event-aad|1283|warning Analytic|prt|no public text found; fields: RegistryLocation, RegistryValueName, Value||ETW
event-aad|1284|informational Analytic|prt|no public text found; fields: KeyType, ClientId, Resource, Scope||ETW
event-aad|1285|informational Operational|prt|no public text found; fields: CertificateSubject||ETW
event-aad|1286|informational Analytic|prt|no public text found; fields: none||ETW
event-aad|1287|warning Analytic|prt|no public text found; fields: KeyType, ClientId, Resource, Scope||ETW
event-aad|1288|warning Analytic|prt|no public text found; fields: KeyType, ClientId, Resource, Scope||ETW
event-aad|1289|error Operational|prt|no public text found; fields: Result||ETW
event-kdc|201|Kdcsvc (System)|auth|audit: client offers only RC4, target account has no explicit encryption types|enable AES at the client or configure the account|KB5073381 K8
event-kdc|202|Kdcsvc (System)|auth|audit: target account has no AES keys and no explicit types|reset the password of the service account|KB5073381 K8
event-kdc|203|Kdcsvc (System)|auth|enforced: like 201, ticket refused|enable AES at the client or configure the account|KB5073381 K8
event-kdc|204|Kdcsvc (System)|auth|enforced: like 202, ticket refused|reset the password of the service account|KB5073381 K8
event-kdc|205|Kdcsvc (System)|auth|DC start: DefaultDomainSupportedEncTypes contains weak types|set 0x18|KB5073381 K8
event-kdc|206|Kdcsvc (System)|auth|audit: account is AES-only, client offers only RC4|update the client|KB5073381 K8
event-kdc|207|Kdcsvc (System)|auth|audit: account is AES-only but has no AES keys|reset the password|KB5073381 K8
event-kdc|208|Kdcsvc (System)|auth|enforced: like 206, ticket refused|update the client|KB5073381 K8
event-kdc|209|Kdcsvc (System)|auth|enforced: like 207, ticket refused|reset the password|KB5073381 K8
event-kdc|14|Kerberos-Key-Distribution-Center|auth|AS request: no key for the requested encryption type|reset the password, align types|KB5021131
event-kdc|16|Kerberos-Key-Distribution-Center|auth|TGS request: no key for the requested encryption type|reset the service account password|KB5021131
event-kdc|27|Kerberos-Key-Distribution-Center|auth|TGS request: encryption type not supported by the account|enable AES|KB5021131
event-kdc|42|Kerberos-Key-Distribution-Center|auth|krbtgt has no strong key|reset krbtgt twice|KB5021131
event-kdc|11|Kerberos-Key-Distribution-Center|auth|duplicate SPN|setspn -X|KB5021131
event-security|4768|Security|auth|TGT requested; result code = krb code; etype fields since 2025-01||unchecked K8
event-security|4769|Security|auth|service ticket requested; result code = krb code; ticket etype 0x12 AES256, 0x11 AES128, 0x17 RC4||unchecked K8
event-security|4771|Security|auth|Kerberos pre-authentication failed||unchecked K8
event-security|4776|Security|auth|NTLM validation: shows a fall-back from Kerberos||unchecked K8
event-security|4625|Security|auth|logon failed||unchecked K8
`
