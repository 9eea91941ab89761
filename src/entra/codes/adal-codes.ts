// A table: HRESULTs of Windows' ADAL: the token request of a join or of an application. Columns: kind | code | symbol | phase | meaning | remedy | sources (code-sources.ts).
export const adalCodes = `
adal|0xcaa10001|ERROR_ADAL_NEED_CREDENTIAL|api|silent sign-in is not possible, the user would have to be asked||WINRT
adal|0xcaa10002|ERROR_UI_PENDING|api|a sign-in window is still waiting for the user||WINRT
adal|0xcaa10003|ERROR_ADAL_INVALID_HTTP_REQUEST_STATE|api|embedded browser control could not be created||WINRT
adal|0xcaa10004|ERROR_ADAL_WINHTTP_CONNECTION_MISSING|api|request object has no open connection||WINRT
adal|0xcaa10005|ERROR_ADAL_AUTHORITY_IS_NOT_VALID_URL|api|authority is not an http(s) URL with a path||WINRT
adal|0xcaa10006|ERROR_ADAL_AUTHORITY_IS_INVALID|api|authority is unknown and could not be validated||WINRT
adal|0xcaa10007|ERROR_ADAL_AUTHORITY_EMPTY|api|authority parameter is empty||WINRT
adal|0xcaa10008|ERROR_ADAL_AUTHORITY_STATUS_PARAM_IS_NULL|api|status parameter was null||WINRT
adal|0xcaa10009|ERROR_ADAL_CLIENTID_EMPTY|api|client id parameter is empty||WINRT
adal|0xcaa1000a|ERROR_ADAL_RESOURCE_EMPTY|api|resource parameter is empty||WINRT
adal|0xcaa1000b|ERROR_ADAL_REDIRECTURI_EMPTY|api|redirect URI is empty||WINRT
adal|0xcaa1000c|ERROR_ADAL_REDIRECTURI_IS_INVALID|api|redirect URI is malformed||WINRT
adal|0xcaa1000d|ERROR_ADAL_REDIRECTURI_FRAGMENT|api|redirect URI contains a fragment||WINRT
adal|0xcaa1000e|ERROR_ADAL_HANDLE|api|generic failure handed up to the caller: the token request has no result|ignore; find the first 0xCAA2/0xCAA9 code and the AADSTS code|WINRT source-document
adal|0xcaa1000f|ERROR_ADAL_HANDLE_PROTECTED|api|handle must not be freed by the caller||WINRT
adal|0xcaa10010|ERROR_ADAL_TOKEN_LENGTH|api|token length argument is wrong||WINRT
adal|0xcaa10011|ERROR_ADAL_EXPIRESON|api|expiry argument is wrong||WINRT
adal|0xcaa10012|ERROR_ADAL_WEBBROWSER_NOINTERFACE|api|object passed is not a web browser control||WINRT
adal|0xcaa10013|ERROR_ADAL_DESCRIPTION_LENGTH|api|description length argument is wrong||WINRT
adal|0xcaa10014|ERROR_ADAL_REFRESH_TOKEN_EMPTY|api|refresh token argument is empty||WINRT
adal|0xcaa10015|ERROR_ADAL_HOST_REQUIREMENTS|api|host requirements argument missing||WINRT
adal|0xcaa10016|ERROR_ADAL_HOST_REQUIREMENTS_INVALIDSIZE|api|host requirements structure has the wrong size||WINRT
adal|0xcaa10017|ERROR_ADAL_LOG_OPTIONS_NULL|api|log options missing||WINRT
adal|0xcaa10018|ERROR_ADAL_LOG_OPTIONS_INVALIDSIZE|api|log options structure has the wrong size||WINRT
adal|0xcaa10019|ERROR_ADAL_LOG_TYPE_INVALID|api|unknown logger type||WINRT
adal|0xcaa1001a|ERROR_ADAL_SERIALIZED_BLOB_EMPTY|api|token cache blob is empty||WINRT
adal|0xcaa1001b|ERROR_ADAL_SERIALIZED_BLOB_LENGTH_NULL|api|token cache blob has no length||WINRT
adal|0xcaa1001c|ERROR_ADAL_SERIALIZED_BUFFER_LENGTH|api|buffer too small for the token cache||WINRT
adal|0xcaa1001d|ERROR_ADAL_WEB_BROWSER_NULL|api|browser pointer is null||WINRT
adal|0xcaa1001e|ERROR_ADAL_NON_STA_THREAD|api|called from a thread that is not single-threaded-apartment||WINRT
adal|0xcaa1001f|ERROR_ADAL_NOT_IMPLEMENTED|api|function not implemented||WINRT
adal|0xcaa10020|ERROR_ADAL_WINHTTP_CONTENT_INVALID|api|body too large to send||WINRT
adal|0xcaa10021|ERROR_ADAL_WINHTTP_REQUEST_INVALID|api|earlier request handle still open||WINRT
adal|0xcaa10022|ERROR_ADAL_WINHTTP_REUSE_NOT_PERMITTED|api|request object used twice||WINRT
adal|0xcaa10023|ERROR_ADAL_WINHTTP_STATUS_NOT_OK|api|HTTP status was not 200||WINRT
adal|0xcaa10024|ERROR_ADAL_WINHTTP_EXCEEDS_TOTAL_DOWNLOAD_SIZE|api|answer larger than the client accepts||WINRT
adal|0xcaa10025|ERROR_ADAL_WINHTTP_INVALID_ASYNC_CALLBACK|api|asynchronous call without callback||WINRT
adal|0xcaa10026|ERROR_ADAL_JSON_STACK_SIZE_LIMIT|api|JSON nested too deeply||WINRT
adal|0xcaa10027|ERROR_ADAL_WEBREQUEST_ADDITIONAL_HEADERS_INVALID|api|extra headers lack CRLF||WINRT
adal|0xcaa10028|ERROR_ADAL_EVENTREGISTER_PROVIDER_NAME_EMPTY|api|event provider name empty||WINRT
adal|0xcaa10029|ERROR_ADAL_EVENTREGISTER_MESSAGE_DLL_PATH_EMPTY|api|event message file path empty||WINRT
adal|0xcaa1002a|ERROR_ADAL_NO_UI|api|no window was needed||WINRT
adal|0xcaa1002b|ERROR_ADAL_INVALID_METADATA|api|metadata could not be used||WINRT
adal|0xcaa1002c|ERROR_ADAL_GUID_GENERATE_FAILED|api|could not create a GUID||WINRT
adal|0xcaa1002d|ERROR_ADAL_OPERATION_PENDING|api|general ADAL failure; the cause is a sub-error|look for the sub-error or server error code|WINRT LEARN-HJ
adal|0xcaa1002e|ERROR_ADAL_OUT_PARAM_IS_NULL|api|output argument is null||WINRT
adal|0xcaa1002f|ERROR_ENDPOINT_INVALID|api|unknown endpoint identifier||WINRT
adal|0xcaa10030|ERROR_AUTH_ENUM_INVALID|api|invalid context option||WINRT
adal|0xcaa10031|ERROR_OPTION_VALUE_INVALID|api|option value invalid||WINRT
adal|0xcaa10032|ERROR_OPTION_VALUE_NULL|api|option value null||WINRT
adal|0xcaa10033|ERROR_ACCOUNT_TYPE_NULL|api|account type null||WINRT
adal|0xcaa10034|ERROR_ACCOUNT_TYPE_INVALID|api|account type invalid||WINRT
adal|0xcaa10035|ERROR_USERNAME_EMPTY|api|user name empty||WINRT
adal|0xcaa10036|ERROR_ADAL_CLIENT_SECRET_LENGTH|api|client secret length null||WINRT
adal|0xcaa10037|ERROR_ADAL_NO_CREDENTIAL_NEEDED|api|flow needs no credential||WINRT
adal|0xcaa10038|ERROR_ADAL_NO_UI_SUPPORTED|api|context cannot show a window||WINRT
adal|0xcaa10039|ERROR_ASSERTION_TYPE_INVALID|api|assertion type not known||WINRT
adal|0xcaa1003a|ERROR_ADAL_NO_PASSWORD_EXPIRY|api|no password expiry information in the answer||WINRT
adal|0xcaa1003b|ERROR_ADAL_FAILED_TO_OPEN_CERTSTORE|api|user certificate store could not be opened||WINRT
adal|0xcaa1003c|ERROR_ADAL_FAILED_TO_CLOSE_CERTSTORE|api|user certificate store could not be closed||WINRT
adal|0xcaa1003d|ERROR_ADAL_OUT_OF_MEMORY|api|out of memory||WINRT
adal|0xcaa1003e|ERROR_ADAL_INVALID_THUMBPRINT|api|certificate thumbprint invalid||WINRT
adal|0xcaa1003f|ERROR_ADAL_NULL_SIGN_INPUT_MESSAGE|api|nothing to sign||WINRT
adal|0xcaa10040|ERROR_ADAL_SIGNATURE_FAILED|api|signing failed||WINRT
adal|0xcaa10041|ERROR_ADAL_ISSUER_NOT_SET|api|certificate issuer missing||WINRT
adal|0xcaa10042|ERROR_ADAL_NULL_HASH|api|hash input missing||WINRT
adal|0xcaa20001|ERROR_ADAL_SERVER_ERROR_UNAUTHORIZED_CLIENT|auth|token endpoint: unauthorized_client||WINRT
adal|0xcaa20002|ERROR_ADAL_SERVER_ERROR_INVALID_REQUEST|auth|token endpoint: invalid_request (missing, repeated or malformed parameter)||WINRT
adal|0xcaa20003|ERROR_ADAL_SERVER_ERROR_INVALID_GRANT|auth|token endpoint: invalid_grant - Entra refused the assertion of the federated IdP|read the AADSTS code; check issuer, signature key, audience, time, ImmutableID, device claims|WINRT LEARN-HJ source-document
adal|0xcaa20004|ERROR_ADAL_SERVER_ERROR_ACCESS_DENIED|auth|token endpoint: access_denied||WINRT
adal|0xcaa20005|ERROR_ADAL_SERVER_ERROR_TEMPORARILY_UNAVAILABLE|auth|token endpoint: temporarily_unavailable|retry|WINRT
adal|0xcaa20006|ERROR_ADAL_SERVER_ERROR_UNSUPPORTED_RESPONSE_TYPE|auth|token endpoint: unsupported_response_type||WINRT
adal|0xcaa20007|ERROR_ADAL_SERVER_ERROR_INVALID_SCOPE|auth|token endpoint: invalid_scope||WINRT
adal|0xcaa20008|ERROR_ADAL_SERVER_ERROR_RECEIVED|auth|token endpoint: server_error||WINRT
adal|0xcaa20009|ERROR_ADAL_SERVER_ERROR_INVALID_CLIENT|auth|token endpoint: invalid_client|check client id|WINRT
adal|0xcaa2000a|ERROR_ADAL_SERVER_ERROR_UNSUPPORTED_UNSUPPORTED_GRANT_TYPE|auth|token endpoint: unsupported_grant_type||WINRT
adal|0xcaa2000b|ERROR_ADAL_SERVER_ERROR_INVALID_RESOURCE|auth|token endpoint: invalid_resource|check DRS resource id|WINRT
adal|0xcaa2000c|ERROR_ADAL_SERVER_ERROR_INTERACTION_REQUIRED|auth|token endpoint: interaction_required|MFA demanded where no user is present: exempt device registration|WINRT
adal|0xcaa20064|ERROR_ADAL_SERVER_ERROR_CODE_UNKNOWN|auth|token endpoint returned an error string the library does not know||WINRT
adal|0xcaa40001|ERROR_ADAL_SERIALIZED_BLOB_INVALID|api|token cache blob damaged||WINRT
adal|0xcaa50001|ERROR_ADAL_MSXML_NOT_REGISTERED|api|MSXML could not be created||WINRT
adal|0xcaa50002|ERROR_ADAL_SYSTEM_ERROR_OCCURRED|api|operating system error, see details||WINRT
adal|0x8aa50003|ERROR_ADAL_USER_DOMAIN_STATUS|api|could not tell whether the user is a domain account||WINRT
adal|0x4aa60001|ERROR_ADAL_JSON_SUCCESS|auth|JSON parsed||WINRT
adal|0xcaa60002|ERROR_ADAL_JSON_OUTOFMEMORY|auth|JSON: out of memory||WINRT
adal|0xcaa60003|ERROR_ADAL_JSON_INVALID_PARAMETER|auth|JSON: bad argument||WINRT
adal|0xcaa60004|ERROR_ADAL_JSON_INSUFFICIENT_BUFFER|auth|JSON: buffer too small||WINRT
adal|0xcaa60005|ERROR_ADAL_JSON_NOT_FOUND|auth|JSON: member missing||WINRT
adal|0xcaa60006|ERROR_ADAL_JSON_INTERNAL|auth|JSON: internal failure||WINRT
adal|0xcaa60007|ERROR_ADAL_JSON_MALFORMED|auth|JSON: not well-formed||WINRT
adal|0xcaa60008|ERROR_ADAL_IDTOKEN_JSON_MALFORMED|auth|id_token JSON not well-formed||WINRT
adal|0xcaa70001|ERROR_INET_INVALID_URL|auth|URL not parsable||WINRT
adal|0xcaa70002|ERROR_INET_NO_SESSION|auth|no internet session||WINRT
adal|0xcaa70003|ERROR_INET_CANNOT_CONNECT|auth|connection attempt failed||WINRT
adal|0xcaa70004|ERROR_INET_RESOURCE_NOT_FOUND|auth|server or proxy not found||WINRT
adal|0xcaa70005|ERROR_INET_OBJECT_NOT_FOUND|auth|object not found||WINRT
adal|0xcaa70006|ERROR_INET_DATA_NOT_AVAILABLE|auth|connected but no data||WINRT
adal|0xcaa70007|ERROR_INET_DOWNLOAD_FAILURE|auth|connection broke during download||WINRT
adal|0xcaa70008|ERROR_INET_AUTHENTICATION_REQUIRED|auth|authentication required (often a proxy)||WINRT
adal|0xcaa70009|ERROR_INET_NO_VALID_MEDIA|auth|unexpected MIME type||WINRT
adal|0xcaa7000a|ERROR_INET_CONNECTION_TIMEOUT|auth|connection timed out||WINRT
adal|0xcaa7000b|ERROR_INET_INVALID_REQUEST|auth|invalid request||WINRT
adal|0xcaa7000c|ERROR_INET_UNKNOWN_PROTOCOL|auth|URL scheme unknown||WINRT
adal|0xcaa7000d|ERROR_INET_SECURITY_PROBLEM|auth|security settings refused the request||WINRT
adal|0xcaa7000e|ERROR_INET_CANNOT_LOAD_DATA|auth|object could not be loaded||WINRT
adal|0xcaa7000f|ERROR_INET_CANNOT_INSTANTIATE_OBJECT|auth|COM object could not be created||WINRT
adal|0xcaa70010|ERROR_INET_INVALID_CERTIFICATE|auth|server certificate not valid||WINRT
adal|0xcaa70011|ERROR_INET_REDIRECT_FAILED|auth|redirect failed||WINRT
adal|0xcaa70012|ERROR_INET_REDIRECT_TO_DIR|auth|redirected to a directory||WINRT
adal|0xcaa70013|ERROR_INET_CANNOT_LOCK_REQUEST|auth|resource could not be locked||WINRT
adal|0xcaa70014|ERROR_INET_CODE_DOWNLOAD_DECLINED|auth|user declined a download||WINRT
adal|0xcaa70015|ERROR_INET_RESULT_DISPATCHED|auth|binding already finished||WINRT
adal|0xcaa70016|ERROR_INET_CANNOT_REPLACE_SFP_FILE|auth|exact component version missing||WINRT
adal|0xcaa82ee1|ERROR_ADAL_INTERNET_OUT_OF_HANDLES|auth|no more handles||WINRT
adal|0xcaa82ee2|ERROR_ADAL_INTERNET_TIMEOUT|auth|request timed out|reach login.microsoftonline.com and the STS as SYSTEM|WINRT LEARN-HJ
adal|0xcaa82ee3|ERROR_ADAL_INTERNET_EXTENDED_ERROR|auth|server gave an extended error||WINRT
adal|0xcaa82ee4|ERROR_ADAL_INTERNET_INTERNAL_ERROR|auth|internal error of the network library||WINRT
adal|0xcaa82ee5|ERROR_ADAL_INTERNET_INVALID_URL|auth|URL invalid||WINRT
adal|0xcaa82ee6|ERROR_ADAL_INTERNET_UNRECOGNIZED_SCHEME|auth|URL scheme not supported||WINRT
adal|0xcaa82ee7|ERROR_ADAL_INTERNET_NAME_NOT_RESOLVED|auth|host name not resolved|DNS as SYSTEM|WINRT
adal|0xcaa82ee8|ERROR_ADAL_INTERNET_PROTOCOL_NOT_FOUND|auth|protocol not found||WINRT
adal|0xcaa82ee9|ERROR_ADAL_INTERNET_INVALID_OPTION|auth|invalid option||WINRT
adal|0xcaa82eea|ERROR_ADAL_INTERNET_BAD_OPTION_LENGTH|auth|option length wrong||WINRT
adal|0xcaa82eeb|ERROR_ADAL_INTERNET_OPTION_NOT_SETTABLE|auth|option is read-only||WINRT
adal|0xcaa82eec|ERROR_ADAL_INTERNET_SHUTDOWN|auth|network library shutting down||WINRT
adal|0xcaa82eed|ERROR_ADAL_INTERNET_INCORRECT_USER_NAME|auth|user name wrong||WINRT
adal|0xcaa82eee|ERROR_ADAL_INTERNET_INCORRECT_PASSWORD|auth|password wrong||WINRT
adal|0xcaa82eef|ERROR_ADAL_INTERNET_LOGIN_FAILURE|auth|logon to the server failed|Negotiate failed: SPN, keys, zone|WINRT
adal|0xcaa82ef0|ERROR_ADAL_INTERNET_INVALID_OPERATION|auth|operation not valid||WINRT
adal|0xcaa82ef1|ERROR_ADAL_INTERNET_OPERATION_CANCELLED|auth|operation cancelled||WINRT
adal|0xcaa82ef2|ERROR_ADAL_INTERNET_INCORRECT_HANDLE_TYPE|auth|wrong handle type||WINRT
adal|0xcaa82ef3|ERROR_ADAL_INTERNET_INCORRECT_HANDLE_STATE|auth|handle in wrong state||WINRT
adal|0xcaa82ef4|ERROR_ADAL_INTERNET_NOT_PROXY_REQUEST|auth|cannot be done through a proxy||WINRT
adal|0xcaa82ef5|ERROR_ADAL_INTERNET_REGISTRY_VALUE_NOT_FOUND|auth|registry value missing||WINRT
adal|0xcaa82ef6|ERROR_ADAL_INTERNET_BAD_REGISTRY_PARAMETER|auth|registry value of wrong type||WINRT
adal|0xcaa82ef7|ERROR_ADAL_INTERNET_NO_DIRECT_ACCESS|auth|no direct network access||WINRT
adal|0xcaa82ef8|ERROR_ADAL_INTERNET_NO_CONTEXT|auth|no context for an asynchronous call||WINRT
adal|0xcaa82ef9|ERROR_ADAL_INTERNET_NO_CALLBACK|auth|no callback set||WINRT
adal|0xcaa82efa|ERROR_ADAL_INTERNET_REQUEST_PENDING|auth|requests still pending||WINRT
adal|0xcaa82efb|ERROR_ADAL_INTERNET_INCORRECT_FORMAT|auth|request format invalid||WINRT
adal|0xcaa82efc|ERROR_ADAL_INTERNET_ITEM_NOT_FOUND|auth|item not found||WINRT
adal|0xcaa82efd|ERROR_ADAL_INTERNET_CANNOT_CONNECT|auth|TCP connection to the server failed|firewall/proxy to login.microsoftonline.com and the STS|WINRT LEARN-HJ
adal|0xcaa82efe|ERROR_ADAL_INTERNET_CONNECTION_ABORTED|auth|connection was aborted|retry from a stable network|WINRT LEARN-HJ
adal|0xcaa82eff|ERROR_ADAL_INTERNET_CONNECTION_RESET|auth|connection was reset|check firewall|WINRT
adal|0xcaa82f00|ERROR_ADAL_INTERNET_FORCE_RETRY|auth|request must be repeated||WINRT
adal|0xcaa82f01|ERROR_ADAL_INTERNET_INVALID_PROXY_REQUEST|auth|proxy request invalid||WINRT
adal|0xcaa82f02|ERROR_ADAL_INTERNET_NEED_UI|auth|a window would be needed||WINRT
adal|0xcaa82f04|ERROR_ADAL_INTERNET_HANDLE_EXISTS|auth|handle exists already||WINRT
adal|0xcaa82f05|ERROR_ADAL_INTERNET_SEC_CERT_DATE_INVALID|auth|server certificate expired or not yet valid|renew the certificate|WINRT
adal|0xcaa82f06|ERROR_ADAL_INTERNET_SEC_CERT_CN_INVALID|auth|server certificate name does not match the host|certificate must name the host|WINRT
adal|0xcaa82f07|ERROR_ADAL_INTERNET_HTTP_TO_HTTPS_ON_REDIR|auth|redirected from http to https||WINRT
adal|0xcaa82f08|ERROR_ADAL_INTERNET_HTTPS_TO_HTTP_ON_REDIR|auth|redirected from https to http||WINRT
adal|0xcaa82f09|ERROR_ADAL_INTERNET_MIXED_SECURITY|auth|mixed secure and insecure content||WINRT
adal|0xcaa82f0a|ERROR_ADAL_INTERNET_CHG_POST_IS_NON_SECURE|auth|changed post to an insecure server||WINRT
adal|0xcaa82f0b|ERROR_ADAL_INTERNET_POST_IS_NON_SECURE|auth|post to an insecure server||WINRT
adal|0xcaa82f0c|ERROR_ADAL_INTERNET_CLIENT_AUTH_CERT_NEEDED|auth|server wants a TLS client certificate||WINRT
adal|0xcaa82f0d|ERROR_ADAL_INTERNET_INVALID_CA|auth|certificate chains to an unknown authority|install the CA|WINRT
adal|0xcaa82f0e|ERROR_ADAL_INTERNET_CLIENT_AUTH_NOT_SETUP|auth|client authentication not set up||WINRT
adal|0xcaa82f0f|ERROR_ADAL_INTERNET_ASYNC_THREAD_FAILED|auth|no asynchronous thread||WINRT
adal|0xcaa82f10|ERROR_ADAL_INTERNET_REDIRECT_SCHEME_CHANGE|auth|redirect changes the scheme||WINRT
adal|0xcaa82f11|ERROR_ADAL_INTERNET_DIALOG_PENDING|auth|another dialog is open||WINRT
adal|0xcaa82f12|ERROR_ADAL_INTERNET_RETRY_DIALOG|auth|repeat the dialog||WINRT
adal|0xcaa82f14|ERROR_ADAL_INTERNET_HTTPS_HTTP_SUBMIT_REDIR|auth|secure submit redirected to an insecure one||WINRT
adal|0xcaa82f15|ERROR_ADAL_INTERNET_INSERT_CDROM|auth|medium must be inserted||WINRT
adal|0xcaa82f16|ERROR_ADAL_INTERNET_FORTEZZA_LOGIN_NEEDED|auth|Fortezza logon needed||WINRT
adal|0xcaa82f17|ERROR_ADAL_INTERNET_SEC_CERT_ERRORS|auth|server certificate has errors||WINRT
adal|0xcaa82f18|ERROR_ADAL_INTERNET_SEC_CERT_NO_REV|auth|no revocation information for the certificate||WINRT
adal|0xcaa82f19|ERROR_ADAL_INTERNET_SEC_CERT_REV_FAILED|auth|revocation check failed|make CRL/OCSP reachable|WINRT
adal|0xcaa82f44|ERROR_ADAL_INTERNET_CANNOT_CALL_BEFORE_OPEN|auth|call order: before Open||WINRT
adal|0xcaa82f45|ERROR_ADAL_INTERNET_CANNOT_CALL_BEFORE_SEND|auth|call order: before Send||WINRT
adal|0xcaa82f46|ERROR_ADAL_INTERNET_CANNOT_CALL_AFTER_SEND|auth|call order: after Send||WINRT
adal|0xcaa82f47|ERROR_ADAL_INTERNET_CANNOT_CALL_AFTER_OPEN|auth|call order: after Open||WINRT
adal|0xcaa82f76|ERROR_ADAL_INTERNET_HEADER_NOT_FOUND|auth|header not present||WINRT
adal|0xcaa82f77|ERROR_ADAL_INTERNET_DOWNLEVEL_SERVER|auth|answer without headers||WINRT
adal|0xcaa82f78|ERROR_ADAL_INTERNET_INVALID_SERVER_RESPONSE|auth|server answer not parsable||WINRT
adal|0xcaa82f79|ERROR_ADAL_INTERNET_INVALID_HEADER|auth|header invalid||WINRT
adal|0xcaa82f7a|ERROR_ADAL_INTERNET_INVALID_QUERY_REQUEST|auth|header query invalid||WINRT
adal|0xcaa82f7b|ERROR_ADAL_INTERNET_HEADER_ALREADY_EXISTS|auth|header present already||WINRT
adal|0xcaa82f7c|ERROR_ADAL_INTERNET_REDIRECT_FAILED|auth|redirect failed||WINRT
adal|0xcaa82f7d|ERROR_ADAL_INTERNET_SECURE_CHANNEL_ERROR|auth|TLS handshake failed|offer TLS 1.2|WINRT
adal|0xcaa82f80|ERROR_ADAL_INTERNET_NOT_REDIRECTED|auth|not redirected||WINRT
adal|0xcaa82f81|ERROR_ADAL_INTERNET_COOKIE_NEEDS_CONFIRMATION|auth|cookie needs confirmation||WINRT
adal|0xcaa82f82|ERROR_ADAL_INTERNET_COOKIE_DECLINED|auth|cookie declined||WINRT
adal|0xcaa82f86|ERROR_ADAL_INTERNET_BAD_AUTO_PROXY_SCRIPT|auth|error in the proxy auto-configuration script|repair the PAC script|WINRT
adal|0xcaa82f87|ERROR_ADAL_INTERNET_UNABLE_TO_DOWNLOAD_SCRIPT|auth|proxy auto-configuration script not downloadable|make the PAC file reachable|WINRT
adal|0xcaa82f88|ERROR_ADAL_INTERNET_REDIRECT_NEEDS_CONFIRMATION|auth|redirect needs confirmation||WINRT
adal|0xcaa82f89|ERROR_ADAL_INTERNET_SECURE_INVALID_CERT|auth|certificate invalid||WINRT
adal|0xcaa82f8a|ERROR_ADAL_INTERNET_SECURE_CERT_REVOKED|auth|certificate revoked|replace the certificate|WINRT
adal|0xcaa82f8b|ERROR_ADAL_INTERNET_SECURE_CERT_WRONG_USAGE|auth|certificate not usable for TLS server authentication||WINRT
adal|0xcaa82f8f|ERROR_ADAL_INTERNET_SECURE_FAILURE|auth|TLS certificate of the server could not be validated|check clock and the TLS chain|WINRT LEARN-HJ
adal|0xcaa82f92|ERROR_ADAL_INTERNET_AUTO_PROXY_SERVICE_ERROR|auth|no proxy found for the URL||WINRT
adal|0xcaa82f94|ERROR_ADAL_INTERNET_AUTODETECTION_FAILED|auth|proxy auto-detection failed|set the proxy explicitly|WINRT
adal|0xcaa82f95|ERROR_ADAL_INTERNET_HEADER_COUNT_EXCEEDED|auth|too many headers||WINRT
adal|0xcaa82f96|ERROR_ADAL_INTERNET_HEADER_SIZE_OVERFLOW|auth|headers too large||WINRT
adal|0xcaa82f97|ERROR_ADAL_INTERNET_CHUNKED_ENCODING_HEADER_SIZE_OVERFLOW|auth|chunk header overflow||WINRT
adal|0xcaa82f98|ERROR_ADAL_INTERNET_RESPONSE_DRAIN_OVERFLOW|auth|answer larger than allowed||WINRT
adal|0xcaa82f99|ERROR_ADAL_INTERNET_CLIENT_CERT_NO_PRIVATE_KEY|auth|client certificate has no private key||WINRT
adal|0xcaa82f9a|ERROR_ADAL_INTERNET_CLIENT_CERT_NO_ACCESS_PRIVATE_KEY|auth|no permission on the client certificate's key||WINRT
adal|0xcaa90001|ERROR_ADAL_SERVER_NO_AUTHORIZATION_CODE_FOUND|auth|no authorization code in the answer||WINRT
adal|0xcaa90002|ERROR_ADAL_SERVER_ERROR_SAML_ASSERTION_NOT_FOUND|auth|WS-Trust answer holds no SAML assertion|put the assertion into RequestedSecurityToken|WINRT
adal|0xcaa90003|ERROR_ADAL_NO_REFRESH_TOKEN|auth|no refresh token available||WINRT
adal|0xcaa90004|ERROR_ADAL_RENEW_BY_REFRESH_TOKEN|auth|renewal with the refresh token failed||WINRT
adal|0xcaa90005|ERROR_ADAL_RESOURCE_OWNER_PASSWORD_CREDENTIAL_GRANT_FAIL|auth|user name/password grant failed||WINRT
adal|0xcaa90006|ERROR_ADAL_WSTRUST_TOKEN_REQUEST_FAIL|auth|WS-Trust flow as a whole failed (STS or the token endpoint refused)|read the first underlying code in the ADAL log|WINRT LEARN-HJ source-document
adal|0xcaa90007|ERROR_ADAL_URL_INVALID|auth|URL invalid or too long||WINRT
adal|0x4aa90008|INFO_ADAL_TOKEN_VALID|auth|cached token used||WINRT
adal|0x4aa90009|INFO_ADAL_TOKEN_EXPIRED|auth|cached token expired||WINRT
adal|0x4aa9000a|INFO_ADAL_REFRESHTOKEN_SUCCESS|auth|renewed by refresh token||WINRT
adal|0x4aa9000b|INFO_ADAL_CHANGE_AUTHCODE_TOKEN_SUCCESS|auth|code exchanged for token||WINRT
adal|0x4aa9000c|INFO_ADAL_RESOURCE_OWNER_PASSWORD_CREDENTIAL_GRANT_SUCCESS|auth|password grant succeeded||WINRT
adal|0x4aa9000d|INFO_ADAL_WSTRUST_TOKEN_REQUEST_SUCCESS|auth|WS-Trust flow succeeded||WINRT source-document
adal|0x4aa9000e|INFO_ADAL_UI_FLOW_COMPLETE|auth|interactive flow finished||WINRT
adal|0x4aa9000f|INFO_ADAL_REQUEST_COMPLETE|auth|web request finished||WINRT source-document
adal|0x4aa90010|INFO_ADAL_REQUEST_SENDING|auth|web request is being sent||WINRT source-document
adal|0x4aa90011|INFO_ADAL_HEADERS|auth|request header information||WINRT
adal|0xcaa90012|ERROR_ADAL_SILENT_LOGIN_THREAD_MANUAL_TERMINATED|auth|silent sign-in thread was killed after a time-out||WINRT
adal|0xcaa90013|ERROR_ADAL_FAILED_TO_PARSE_WSTRUST_RESPONSE|auth|WS-Trust answer is not parsable XML|STS must answer SOAP 1.2 XML (RSTR or fault), not HTML|WINRT
adal|0xcaa90014|ERROR_ADAL_WSTRUST_REQUEST_SECURITYTOKEN_FAILED|auth|STS answered with a SOAP fault instead of an assertion|read the SOAP fault in the STS log; Kerberos, account, relying party|WINRT LEARN-HJ
adal|0xcaa90015|ERROR_ADAL_OAUTH_RESPONSE_INVALID|auth|token endpoint answer invalid||WINRT
adal|0xcaa90016|ERROR_ADAL_IDTOKEN_INVALID|auth|id_token is not valid base64||WINRT
adal|0xcaa90017|ERROR_ADAL_PROTOCOL_NOT_SUPPORTED|auth|domain is not federated by WS-Trust (e.g. configured for SAML)|set preferredAuthenticationProtocol to wsFed and provide WS-Trust|WINRT LEARN-HJ
adal|0xcaa90018|ERROR_ADAL_COULDNOT_DISCOVER_USERREALM|auth|user realm could not be determined|reach login.microsoftonline.com; check the domain|WINRT
adal|0xcaa90019|ERROR_ADAL_UNEXPECTED_RESPONSE|auth|unexpected answer from the server||WINRT
adal|0xcaa9001a|ERROR_ADAL_USERREALM_NOENDPOINT|auth|realm answer has no endpoint|set metadataExchangeUri|WINRT
adal|0xcaa9001b|ERROR_ADAL_USERREALM_RESPONSE_INVALID_JSON|auth|realm answer is not JSON|exclude a proxy page|WINRT
adal|0xcaa9001c|ERROR_ADAL_USERREALM_RESPONSE_FEDERATION_PROTOCOL_INVALID|auth|realm answer names an unknown federation protocol|set preferredAuthenticationProtocol|WINRT
adal|0xcaa9001d|ERROR_ADAL_USERREALM_RESPONSE_ACCOUNT_TYPE_INVALID|auth|realm answer names an unknown account type|check domain registration|WINRT
adal|0xcaa9001e|ERROR_ADAL_USERREALM_RESPONSE_PARSE_FAILED|auth|realm answer could not be read|exclude a proxy page|WINRT
adal|0xcaa9001f|ERROR_ADAL_INTEGRATED_AUTH_WITHOUT_FEDERATION|auth|Windows authentication asked for a domain that is not federated|federate the domain or join as managed|WINRT
adal|0xcaa90020|ERROR_ADAL_WS_TRUST_METADATAURL_NOT_SECURE|auth|MEX URL is not https|metadataExchangeUri must be https|WINRT
adal|0x8aa90021|WARNING_ADAL_WS_TRUST_POLICY_VALIDATION|auth|a policy in MEX failed validation||WINRT
adal|0xcaa90022|ERROR_ADAL_COULDNOT_DISCOVER_INTEGRATED_AUTH_ENDPOINT|auth|MEX offers no usable windowstransport endpoint|publish 13/windowstransport (and 2005) with NegotiateAuthentication policy|WINRT
adal|0xcaa90023|ERROR_ADAL_COULDNOT_DISCOVER_USERNAME_PASSWORD_ENDPOINT|auth|MEX offers no usable usernamemixed endpoint|publish 13/usernamemixed and 2005/usernamemixed|WINRT LEARN-HJ
adal|0x8aa90024|WARNING_ADAL_WS_TRUST_MEX_NO_ADDRESS|auth|port without address skipped|add an address to the port|WINRT
adal|0x8aa90025|WARNING_ADAL_WS_TRUST_MEX_ADDRESS_INSECURE|auth|port with non-https address skipped|use https|WINRT
adal|0x8aa90026|WARNING_ADAL_WS_TRUST_MEX_NO_BINDING_IN_PORT|auth|port without binding attribute skipped|add binding attribute|WINRT
adal|0x8aa90027|WARNING_ADAL_WS_TRUST_MEX_NO_SOAP_TRANSPORT|auth|binding without SOAP transport skipped|add soap12:binding transport|WINRT
adal|0x8aa90028|WARNING_ADAL_WS_TRUST_MEX_NO_SOAP_ACTION|auth|binding without SOAP action skipped|add soapAction|WINRT
adal|0x8aa90029|WARNING_ADAL_WS_TRUST_MEX_NO_NAME_IN_BINDING|auth|binding without name skipped|name the binding|WINRT
adal|0x8aa9002a|WARNING_ADAL_WS_TRUST_MEX_NO_URI_IN_REF|auth|PolicyReference without URI skipped|add URI to PolicyReference|WINRT
adal|0xcaa9002b|ERROR_ADAL_WS_TRUST_MEX_REQUEST|auth|MEX could not be fetched|MEX URL reachable as SYSTEM, 200, trusted TLS|WINRT
adal|0xcaa9002c|ERROR_ADAL_FAILED_TO_PARSE_XML|auth|MEX or STS answer is not XML|MEX must be well-formed XML; exclude a proxy page|WINRT LEARN-HJ
adal|0xcaa9002d|ERROR_ADAL_CLIENT_CREDENTIAL_GRANT_FAIL|auth|client credential grant failed||WINRT
adal|0x4aa9002e|INFO_ADAL_CLIENT_CREDENTIAL_GRANT_SUCCESS|auth|client credential grant succeeded||WINRT
adal|0xcaa9002f|ERROR_ADAL_NO_USER_INFO|auth|no user information||WINRT
adal|0x4aa90030|INFO_ADAL_PKEYAUTH_CHALLENGE_RECEIVED|auth|device (PKeyAuth) challenge received||WINRT
adal|0x4aa90031|INFO_ADAL_NAVIGATE_WITH_PKEYAUTH_CHALLENGE_RESPONSE|auth|device challenge answered by the browser||WINRT
adal|0xcaa90032|ERROR_ADAL_PKEYAUTH_CHALLENGE_RESPONSE_EMPTY|auth|device challenge answer empty||WINRT
adal|0x4aa90033|INFO_ADAL_PKEYAUTH_SIGNED_WITH_CNG_KEY|auth|device challenge signed (CNG)||WINRT
adal|0x4aa90034|INFO_ADAL_PKEYAUTH_SIGNED_WITH_CAPI_KEY|auth|device challenge signed (CAPI)||WINRT
adal|0x4aa90035|INFO_ADAL_PKEYAUTH_SENDING_RESPONSE_FOR_REFRESH_TOKEN|auth|device challenge answered during refresh||WINRT
adal|0xcaa90036|ERROR_ADAL_PKEYAUTH_NONCE_EMPTY|auth|device challenge has no nonce||WINRT
adal|0xcaa90037|ERROR_ADAL_PKEYAUTH_AUDIENCE_EMPTY|auth|device challenge has no audience||WINRT
adal|0xcaa90038|ERROR_ADAL_JWT_BEARER_GRANT_FAIL|auth|JWT bearer grant failed||WINRT
adal|0x4aa90039|INFO_ADAL_JWT_BEARER_GRANT_SUCCESS|auth|JWT bearer grant succeeded||WINRT
adal|0xcaaa0001|ERROR_ADAL_UNEXPECTED|api|unexpected error||WINRT
adal|0xcaaa0002|ERROR_ADAL_BASE64_ENCODE_FAILED|api|base64 encoding failed||WINRT
adal|0xcaaa0003|ERROR_ADAL_COMPRESSION_FAILED|api|compression failed||WINRT
adal|0xcaaa0004|ERROR_ADAL_BASE64_URL_DECODE_FAILED|api|base64url decoding failed||WINRT
adal|0xcaaa0005|ERROR_ADAL_HEX_TO_BYTE_CONVERSION_FAILED|api|hex decoding failed||WINRT
adal|0xcaaa0006|ERROR_ADAL_CERT_STORE_NOT_OPEN|api|certificate store not open||WINRT
adal|0xcaa5004b||token/prt|no device information||public-notes WINRT
adal|0xcaa500e4||token/prt|OAuth answer could not be decrypted||public-notes WINRT
adal|0xcaad0000||token/prt|background token task cancelled (family 0xCAAD000x)||public-notes WINRT
adal|0xcaa301aa||token/prt|HTTP 426 upgrade required||public-notes WINRT
adal-http|0xcaa3012c|ERROR_HTTP_STATUS_AMBIGUOUS|auth|HTTP 300: several choices||WINRT
adal-http|0xcaa3012d|ERROR_HTTP_STATUS_MOVED|auth|HTTP 301: permanent redirect||WINRT
adal-http|0xcaa3012e|ERROR_HTTP_STATUS_REDIRECT|auth|HTTP 302: temporary redirect||WINRT
adal-http|0xcaa3012f|ERROR_HTTP_STATUS_REDIRECT_METHOD|auth|HTTP 303: see other (GET)||WINRT
adal-http|0xcaa30130|ERROR_HTTP_STATUS_NOT_MODIFIED|auth|HTTP 304: not modified||WINRT
adal-http|0xcaa30131|ERROR_HTTP_STATUS_USE_PROXY|auth|HTTP 305: use proxy||WINRT
adal-http|0xcaa30133|ERROR_HTTP_STATUS_REDIRECT_KEEP_VERB|auth|HTTP 307: temporary redirect, same verb||WINRT
adal-http|0xcaa30190|ERROR_HTTP_STATUS_BAD_REQUEST|auth|HTTP 400: bad request|read the body (OAuth error or fault)|WINRT
adal-http|0xcaa30191|ERROR_HTTP_STATUS_DENIED|auth|HTTP 401: authentication required or refused (401)|Negotiate failed or was not answered: SPN, encryption types, NTLM fallback, proxy|WINRT
adal-http|0xcaa30192|ERROR_HTTP_STATUS_PAYMENT_REQ|auth|HTTP 402: payment required||WINRT
adal-http|0xcaa30193|ERROR_HTTP_STATUS_FORBIDDEN|auth|HTTP 403: refused|STS policy refuses the device or network|WINRT
adal-http|0xcaa30194|ERROR_HTTP_STATUS_NOT_FOUND|auth|HTTP 404: URL not found|MEX or endpoint path wrong in federation settings|WINRT
adal-http|0xcaa30195|ERROR_HTTP_STATUS_BAD_METHOD|auth|HTTP 405: method not allowed|endpoint does not take the method|WINRT
adal-http|0xcaa30196|ERROR_HTTP_STATUS_NONE_ACCEPTABLE|auth|HTTP 406: no acceptable representation||WINRT
adal-http|0xcaa30197|ERROR_HTTP_STATUS_PROXY_AUTH_REQ|auth|HTTP 407: proxy wants authentication|proxy must accept the computer account|WINRT
adal-http|0xcaa30198|ERROR_HTTP_STATUS_REQUEST_TIMEOUT|auth|HTTP 408: server gave up waiting||WINRT
adal-http|0xcaa30199|ERROR_HTTP_STATUS_CONFLICT|auth|HTTP 409: conflict||WINRT
adal-http|0xcaa3019a|ERROR_HTTP_STATUS_GONE|auth|HTTP 410: gone||WINRT
adal-http|0xcaa3019b|ERROR_HTTP_STATUS_LENGTH_REQUIRED|auth|HTTP 411: Content-Length required||WINRT
adal-http|0xcaa3019c|ERROR_HTTP_STATUS_PRECOND_FAILED|auth|HTTP 412: precondition failed||WINRT
adal-http|0xcaa3019d|ERROR_HTTP_STATUS_REQUEST_TOO_LARGE|auth|HTTP 413: request too large||WINRT
adal-http|0xcaa3019e|ERROR_HTTP_STATUS_URI_TOO_LONG|auth|HTTP 414: URL too long||WINRT
adal-http|0xcaa3019f|ERROR_HTTP_STATUS_UNSUPPORTED_MEDIA|auth|HTTP 415: media type refused (e.g. SOAP 1.1 content type)|accept application/soap+xml|WINRT
adal-http|0xcaa301a0|ERROR_HTTP_STATUS_4THCLASS_MAX|auth|HTTP 416: client error without own name||WINRT
adal-http|0xcaa301c1|ERROR_HTTP_STATUS_RETRY_WITH|auth|HTTP 449: retry after action||WINRT
adal-http|0xcaa301f4|ERROR_HTTP_STATUS_SERVER_ERROR|auth|HTTP 500: internal server error (AD FS also sends SOAP faults this way)|read the SOAP fault / STS log|WINRT
adal-http|0xcaa301f5|ERROR_HTTP_STATUS_NOT_SUPPORTED|auth|HTTP 501: not implemented||WINRT
adal-http|0xcaa301f6|ERROR_HTTP_STATUS_BAD_GATEWAY|auth|HTTP 502: bad gateway||WINRT
adal-http|0xcaa301f7|ERROR_HTTP_STATUS_SERVICE_UNAVAIL|auth|HTTP 503: service unavailable|retry; check the STS|WINRT
adal-http|0xcaa301f8|ERROR_HTTP_STATUS_GATEWAY_TIMEOUT|auth|HTTP 504: gateway time-out||WINRT
adal-http|0xcaa301f9|ERROR_HTTP_STATUS_VERSION_NOT_SUP|auth|HTTP 505: HTTP version refused||WINRT
adal-http|0xcaa301fa|ERROR_HTTP_STATUS_5THCLASS_MAX|auth|HTTP 506: server error without own name||WINRT
adal-http|0x4aa30064|INFO_HTTP_STATUS_CONTINUE|auth|HTTP 100||WINRT
adal-http|0x4aa30065|INFO_HTTP_STATUS_SWITCH_PROTOCOLS|auth|HTTP 101||WINRT
adal-http|0x0aa300c8|SUCCESS_HTTP_STATUS_OK|auth|HTTP 200||WINRT
adal-http|0x0aa300c9|SUCCESS_HTTP_STATUS_CREATED|auth|HTTP 201||WINRT
adal-http|0x0aa300ca|SUCCESS_HTTP_STATUS_ACCEPTED|auth|HTTP 202||WINRT
adal-http|0x0aa300cb|SUCCESS_HTTP_STATUS_PARTIAL|auth|HTTP 203||WINRT
adal-http|0x0aa300cc|SUCCESS_HTTP_STATUS_NO_CONTENT|auth|HTTP 204||WINRT
adal-http|0x0aa300cd|SUCCESS_HTTP_STATUS_RESET_CONTENT|auth|HTTP 205||WINRT
adal-http|0x0aa300ce|SUCCESS_HTTP_STATUS_PARTIAL_CONTENT|auth|HTTP 206||WINRT
`
