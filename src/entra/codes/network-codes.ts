// A table: errors of WinHTTP, as HRESULT and as number, and of MSAL. Columns: kind | code | symbol | phase | meaning | remedy | sources (code-sources.ts).
export const networkCodes = `
network|0x80072ee1|HRESULT of ERROR_WINHTTP_OUT_OF_HANDLES|discover/auth/join|no more handles||WinHTTP
network|0x80072ee2|WININET_E_TIMEOUT|discover/auth/join|time-out|reach enterpriseregistration.windows.net and login.microsoftonline.com as SYSTEM; proxy must accept the computer account|LEARN-HJ
network|0x80072ee4|HRESULT of ERROR_WINHTTP_INTERNAL_ERROR|discover/auth/join|internal error||WinHTTP
network|0x80072ee5|HRESULT of ERROR_WINHTTP_INVALID_URL|discover/auth/join|invalid URL||WinHTTP
network|0x80072ee6|HRESULT of ERROR_WINHTTP_UNRECOGNIZED_SCHEME|discover/auth/join|unknown scheme||WinHTTP
network|0x80072ee7|WININET_E_NAME_NOT_RESOLVED|discover/auth/join|host name not resolved|DNS as seen by SYSTEM; reach enterpriseregistration.windows.net and login.microsoftonline.com as SYSTEM; proxy must accept the computer account|LEARN-HJ
network|0x80072eec|HRESULT of ERROR_WINHTTP_SHUTDOWN|discover/auth/join|shutting down||WinHTTP
network|0x80072eef|HRESULT of ERROR_WINHTTP_LOGIN_FAILURE|discover/auth/join|logon to the server failed||WinHTTP
network|0x80072ef1|HRESULT of ERROR_WINHTTP_OPERATION_CANCELLED|discover/auth/join|cancelled||WinHTTP
network|0x80072ef3|HRESULT of ERROR_WINHTTP_INCORRECT_HANDLE_STATE|discover/auth/join|handle in wrong state||WinHTTP
network|0x80072efd|WININET_E_CANNOT_CONNECT|discover/auth/join|connection could not be made|reach enterpriseregistration.windows.net and login.microsoftonline.com as SYSTEM; proxy must accept the computer account|LEARN-HJ
network|0x80072efe|WININET_E_CONNECTION_ABORTED|discover/auth/join|connection broken|retry from a stable network; check TLS inspection|LEARN-HJ
network|0x80072eff|HRESULT of ERROR_WINHTTP_CONNECTION_RESET|discover/auth/join|connection reset|check TLS inspection and firewall|WinHTTP
network|0x80072f00|HRESULT of ERROR_WINHTTP_RESEND_REQUEST|discover/auth/join|request must be repeated (normal during authentication)||WinHTTP
network|0x80072f05|HRESULT of ERROR_WINHTTP_SECURE_CERT_DATE_INVALID|discover/auth/join|certificate date invalid|renew the STS certificate, check the clock|WinHTTP
network|0x80072f06|HRESULT of ERROR_WINHTTP_SECURE_CERT_CN_INVALID|discover/auth/join|certificate name mismatch|certificate must name the STS host|WinHTTP
network|0x80072f0c|HRESULT of ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED|discover/auth/join|TLS client certificate requested||WinHTTP
network|0x80072f0d|HRESULT of ERROR_WINHTTP_SECURE_INVALID_CA|discover/auth/join|unknown certificate authority|install the issuing CA in the machine store|WinHTTP
network|0x80072f19|HRESULT of ERROR_WINHTTP_SECURE_CERT_REV_FAILED|discover/auth/join|revocation check failed|make CRL/OCSP reachable for SYSTEM|WinHTTP
network|0x80072f76|HRESULT of ERROR_WINHTTP_HEADER_NOT_FOUND|discover/auth/join|header missing||WinHTTP
network|0x80072f78|HRESULT of ERROR_WINHTTP_INVALID_SERVER_RESPONSE|discover/auth/join|server answer not parsable||WinHTTP
network|0x80072f7c|HRESULT of ERROR_WINHTTP_REDIRECT_FAILED|discover/auth/join|redirect failed||WinHTTP
network|0x80072f7d|HRESULT of ERROR_WINHTTP_SECURE_CHANNEL_ERROR|discover/auth/join|TLS channel error|allow TLS 1.2 and common suites|WinHTTP
network|0x80072f86|HRESULT of ERROR_WINHTTP_BAD_AUTO_PROXY_SCRIPT|discover/auth/join|proxy script error||WinHTTP
network|0x80072f87|HRESULT of ERROR_WINHTTP_UNABLE_TO_DOWNLOAD_SCRIPT|discover/auth/join|proxy script not downloadable||WinHTTP
network|0x80072f89|HRESULT of ERROR_WINHTTP_SECURE_INVALID_CERT|discover/auth/join|certificate invalid||WinHTTP
network|0x80072f8a|HRESULT of ERROR_WINHTTP_SECURE_CERT_REVOKED|discover/auth/join|certificate revoked|replace the certificate|WinHTTP
network|0x80072f8b|HRESULT of ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE|discover/auth/join|certificate has the wrong usage|use a server-authentication certificate|WinHTTP
network|0x80072f8f|WININET_E_DECODING_FAILED|discover/auth/join|TLS validation failed (documented name in join errors: decoding failed)|check clock, certificate chain, proxy that alters answers|LEARN-HJ
network|0x80072f94|HRESULT of ERROR_WINHTTP_AUTODETECTION_FAILED|discover/auth/join|proxy auto-detection failed||WinHTTP
network|0x80072f99|HRESULT of ERROR_WINHTTP_CLIENT_CERT_NO_PRIVATE_KEY|discover/auth/join|client certificate without key||WinHTTP
network|0x80072f9a|HRESULT of ERROR_WINHTTP_CLIENT_CERT_NO_ACCESS_PRIVATE_KEY|discover/auth/join|no access to the client certificate key||WinHTTP
network|0x8007000d|E_INVALIDDATA|discover|DRS answer is not JSON, typically an HTML page of a proxy with status 200|let SYSTEM through the proxy without a sign-in page|LEARN-HJ
winhttp|12001|ERROR_WINHTTP_OUT_OF_HANDLES|prt/network|no more handles||WinHTTP
winhttp|12002|ERROR_WINHTTP_TIMEOUT|prt/network|time-out|reach enterpriseregistration.windows.net and login.microsoftonline.com as SYSTEM; proxy must accept the computer account|LEARN-PRT WinHTTP
winhttp|12004|ERROR_WINHTTP_INTERNAL_ERROR|prt/network|internal error||WinHTTP
winhttp|12005|ERROR_WINHTTP_INVALID_URL|prt/network|invalid URL||WinHTTP
winhttp|12006|ERROR_WINHTTP_UNRECOGNIZED_SCHEME|prt/network|unknown scheme||WinHTTP
winhttp|12007|ERROR_WINHTTP_NAME_NOT_RESOLVED|prt/network|host name not resolved|DNS as seen by SYSTEM; reach enterpriseregistration.windows.net and login.microsoftonline.com as SYSTEM; proxy must accept the computer account|LEARN-PRT WinHTTP
winhttp|12012|ERROR_WINHTTP_SHUTDOWN|prt/network|shutting down||WinHTTP
winhttp|12015|ERROR_WINHTTP_LOGIN_FAILURE|prt/network|logon to the server failed||WinHTTP
winhttp|12017|ERROR_WINHTTP_OPERATION_CANCELLED|prt/network|cancelled||WinHTTP
winhttp|12019|ERROR_WINHTTP_INCORRECT_HANDLE_STATE|prt/network|handle in wrong state||WinHTTP
winhttp|12029|ERROR_WINHTTP_CANNOT_CONNECT|prt/network|connection could not be made|reach enterpriseregistration.windows.net and login.microsoftonline.com as SYSTEM; proxy must accept the computer account|LEARN-PRT WinHTTP
winhttp|12030|ERROR_WINHTTP_CONNECTION_ERROR|prt/network|connection broken|retry from a stable network; check TLS inspection|LEARN-PRT WinHTTP
winhttp|12031|ERROR_WINHTTP_CONNECTION_RESET|prt/network|connection reset|check TLS inspection and firewall|WinHTTP
winhttp|12032|ERROR_WINHTTP_RESEND_REQUEST|prt/network|request must be repeated (normal during authentication)||WinHTTP
winhttp|12037|ERROR_WINHTTP_SECURE_CERT_DATE_INVALID|prt/network|certificate date invalid|renew the STS certificate, check the clock|WinHTTP
winhttp|12038|ERROR_WINHTTP_SECURE_CERT_CN_INVALID|prt/network|certificate name mismatch|certificate must name the STS host|WinHTTP
winhttp|12044|ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED|prt/network|TLS client certificate requested||WinHTTP
winhttp|12045|ERROR_WINHTTP_SECURE_INVALID_CA|prt/network|unknown certificate authority|install the issuing CA in the machine store|WinHTTP
winhttp|12057|ERROR_WINHTTP_SECURE_CERT_REV_FAILED|prt/network|revocation check failed|make CRL/OCSP reachable for SYSTEM|WinHTTP
winhttp|12150|ERROR_WINHTTP_HEADER_NOT_FOUND|prt/network|header missing||WinHTTP
winhttp|12152|ERROR_WINHTTP_INVALID_SERVER_RESPONSE|prt/network|server answer not parsable||WinHTTP
winhttp|12156|ERROR_WINHTTP_REDIRECT_FAILED|prt/network|redirect failed||WinHTTP
winhttp|12157|ERROR_WINHTTP_SECURE_CHANNEL_ERROR|prt/network|TLS channel error|allow TLS 1.2 and common suites|WinHTTP
winhttp|12166|ERROR_WINHTTP_BAD_AUTO_PROXY_SCRIPT|prt/network|proxy script error||WinHTTP
winhttp|12167|ERROR_WINHTTP_UNABLE_TO_DOWNLOAD_SCRIPT|prt/network|proxy script not downloadable||WinHTTP
winhttp|12169|ERROR_WINHTTP_SECURE_INVALID_CERT|prt/network|certificate invalid||WinHTTP
winhttp|12170|ERROR_WINHTTP_SECURE_CERT_REVOKED|prt/network|certificate revoked|replace the certificate|WinHTTP
winhttp|12171|ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE|prt/network|certificate has the wrong usage|use a server-authentication certificate|WinHTTP
winhttp|12175|ERROR_WINHTTP_SECURE_FAILURE|prt/network|TLS validation failed (documented name in join errors: decoding failed)|check clock, certificate chain, proxy that alters answers|WinHTTP
winhttp|12180|ERROR_WINHTTP_AUTODETECTION_FAILED|prt/network|proxy auto-detection failed||WinHTTP
winhttp|12185|ERROR_WINHTTP_CLIENT_CERT_NO_PRIVATE_KEY|prt/network|client certificate without key||WinHTTP
winhttp|12186|ERROR_WINHTTP_CLIENT_CERT_NO_ACCESS_PRIVATE_KEY|prt/network|no access to the client certificate key||WinHTTP
msal|accessing_ws_metadata_exchange_failed||auth|MEX could not be fetched||MSALNET MSALJ
msal|parsing_ws_metadata_exchange_failed||auth|MEX could not be parsed||MSALNET MSALJ
msal|wstrust_endpoint_not_found||auth|MEX has no endpoint for the chosen credential||MSALNET MSALJ
msal|parsing_wstrust_response_failed||auth|RSTR could not be parsed (also: collection missing on a 1.3 endpoint)||MSALNET MSALJ
msal|federated_service_returned_error||auth|STS returned a SOAP fault||MSALNET MSALJ
msal|missing_federation_metadata_url||auth|realm answer lacks the MEX URL||MSALNET MSALJ
msal|user_realm_discovery_failed||auth|user realm lookup failed||MSALNET MSALJ
msal|unknown_user_type||auth|realm answer is neither managed nor federated||MSALNET MSALJ
msal|unknown_user||auth|user name not obtainable from Windows||MSALNET MSALJ
msal|get_user_name_failed||auth|UPN of the signed-in user not obtainable||MSALNET MSALJ
msal|password_required_for_managed_user||auth|managed user needs a password||MSALNET MSALJ
msal|integrated_windows_auth_not_supported_managed_user||auth|Windows authentication is for federated users only||MSALNET MSALJ
msal|integrated_windows_authentication_failed||auth|Windows authentication failed at the STS||MSALNET MSALJ
msal|wstrust_invalid_response||auth|MSAL4J: RSTR not usable||MSALNET MSALJ
msal|wstrust_service_error||auth|MSAL4J: STS returned a fault||MSALNET MSALJ
`
