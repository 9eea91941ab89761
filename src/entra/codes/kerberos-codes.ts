// A table: errors of Kerberos and of SSPI. Columns: kind | code | symbol | phase | meaning | remedy | sources (code-sources.ts).
export const kerberosCodes = `
krb|1|KDC_ERR_NAME_EXP|auth|client entry expired||RFC4120
krb|2|KDC_ERR_SERVICE_EXP|auth|service entry expired||RFC4120
krb|3|KDC_ERR_BAD_PVNO|auth|protocol version not supported||RFC4120
krb|4|KDC_ERR_C_OLD_MAST_KVNO|auth|client key under old master key||RFC4120
krb|5|KDC_ERR_S_OLD_MAST_KVNO|auth|server key under old master key||RFC4120
krb|6|KDC_ERR_C_PRINCIPAL_UNKNOWN|auth|client unknown|check the computer account|RFC4120
krb|7|KDC_ERR_S_PRINCIPAL_UNKNOWN|auth|SPN not found|setspn -S HTTP/<sts host> <account>|RFC4120
krb|8|KDC_ERR_PRINCIPAL_NOT_UNIQUE|auth|SPN registered twice|setspn -X, remove the duplicate|RFC4120
krb|9|KDC_ERR_NULL_KEY|auth|account has no key|reset the password|RFC4120
krb|10|KDC_ERR_CANNOT_POSTDATE|auth|not postdatable||RFC4120
krb|11|KDC_ERR_NEVER_VALID|auth|requested times impossible|check clock|RFC4120
krb|12|KDC_ERR_POLICY|auth|policy refuses|logon restrictions|RFC4120
krb|13|KDC_ERR_BADOPTION|auth|option refused||RFC4120
krb|14|KDC_ERR_ETYPE_NOSUPP|auth|no common encryption type|enable AES on the account and reset its password|RFC4120
krb|15|KDC_ERR_SUMTYPE_NOSUPP|auth|checksum type not supported||RFC4120
krb|16|KDC_ERR_PADATA_TYPE_NOSUPP|auth|pre-authentication type not supported||RFC4120
krb|17|KDC_ERR_TRTYPE_NOSUPP|auth|transited type not supported||RFC4120
krb|18|KDC_ERR_CLIENT_REVOKED|auth|account disabled, locked or expired|enable the account|RFC4120
krb|19|KDC_ERR_SERVICE_REVOKED|auth|service account disabled|enable it|RFC4120
krb|20|KDC_ERR_TGT_REVOKED|auth|ticket-granting ticket revoked|klist purge|RFC4120
krb|21|KDC_ERR_CLIENT_NOTYET|auth|client not yet valid|check clock|RFC4120
krb|22|KDC_ERR_SERVICE_NOTYET|auth|service not yet valid|check clock|RFC4120
krb|23|KDC_ERR_KEY_EXPIRED|auth|password expired|change it|RFC4120
krb|24|KDC_ERR_PREAUTH_FAILED|auth|wrong password or key|check password/keytab, salt|RFC4120
krb|25|KDC_ERR_PREAUTH_REQUIRED|auth|pre-authentication needed (normal)||RFC4120
krb|26|KDC_ERR_SERVER_NOMATCH|auth|server and ticket differ||RFC4120
krb|27|KDC_ERR_MUST_USE_USER2USER|auth|user-to-user needed: SPN belongs to a user without it|register the SPN|RFC4120
krb|28|KDC_ERR_PATH_NOT_ACCEPTED|auth|trust path refused||RFC4120
krb|29|KDC_ERR_SVC_UNAVAILABLE|auth|service unavailable||RFC4120
krb|31|KRB_AP_ERR_BAD_INTEGRITY|auth|integrity check failed|key mismatch|RFC4120
krb|32|KRB_AP_ERR_TKT_EXPIRED|auth|ticket expired|klist purge|RFC4120
krb|33|KRB_AP_ERR_TKT_NYV|auth|ticket not yet valid|check clock|RFC4120
krb|34|KRB_AP_ERR_REPEAT|auth|replay|retry; replay cache too strict behind a balancer|RFC4120
krb|35|KRB_AP_ERR_NOT_US|auth|ticket for another service|SPN/keytab mismatch|RFC4120
krb|36|KRB_AP_ERR_BADMATCH|auth|ticket and authenticator differ||RFC4120
krb|37|KRB_AP_ERR_SKEW|auth|clock difference above the limit (5 min)|synchronise clocks|RFC4120
krb|38|KRB_AP_ERR_BADADDR|auth|address mismatch||RFC4120
krb|39|KRB_AP_ERR_BADVERSION|auth|version mismatch||RFC4120
krb|40|KRB_AP_ERR_MSG_TYPE|auth|message type invalid||RFC4120
krb|41|KRB_AP_ERR_MODIFIED|auth|message altered: ticket encrypted with a key the service does not have|SPN on the wrong account, old keytab, duplicate SPN|RFC4120
krb|42|KRB_AP_ERR_BADORDER|auth|order wrong||RFC4120
krb|44|KRB_AP_ERR_BADKEYVER|auth|key version not available|export the keytab again|RFC4120
krb|45|KRB_AP_ERR_NOKEY|auth|service key not available|export the keytab again|RFC4120
krb|46|KRB_AP_ERR_MUT_FAIL|auth|mutual authentication failed||RFC4120
krb|47|KRB_AP_ERR_BADDIRECTION|auth|direction wrong||RFC4120
krb|48|KRB_AP_ERR_METHOD|auth|other method required||RFC4120
krb|49|KRB_AP_ERR_BADSEQ|auth|sequence number wrong||RFC4120
krb|50|KRB_AP_ERR_INAPP_CKSUM|auth|checksum type inappropriate||RFC4120
krb|51|KRB_AP_PATH_NOT_ACCEPTED|auth|trust path refused||RFC4120
krb|52|KRB_ERR_RESPONSE_TOO_BIG|auth|answer too big for UDP|use TCP|RFC4120
krb|60|KRB_ERR_GENERIC|auth|generic error||RFC4120
krb|61|KRB_ERR_FIELD_TOOLONG|auth|field too long||RFC4120
krb|68|KDC_ERR_WRONG_REALM|auth|wrong realm|referral|RFC4120
sspi|0x80090300|SEC_E_INSUFFICIENT_MEMORY|auth|not enough memory||winerror.h
sspi|0x80090301|SEC_E_INVALID_HANDLE|auth|invalid handle||winerror.h
sspi|0x80090302|SEC_E_UNSUPPORTED_FUNCTION|auth|function not supported||winerror.h
sspi|0x80090303|SEC_E_TARGET_UNKNOWN|auth|target (SPN) unknown|register the SPN|winerror.h
sspi|0x80090304|SEC_E_INTERNAL_ERROR|auth|LSA not reachable||winerror.h
sspi|0x80090308|SEC_E_INVALID_TOKEN|auth|security token invalid|wrong mechanism, damaged header, wrong key|winerror.h
sspi|0x8009030c|SEC_E_LOGON_DENIED|auth|logon refused|account or ticket problem|winerror.h
sspi|0x8009030e|SEC_E_NO_CREDENTIALS|auth|no credentials||winerror.h
sspi|0x80090311|SEC_E_NO_AUTHENTICATING_AUTHORITY|auth|no DC reachable|line of sight to a DC|winerror.h
sspi|0x80090322|SEC_E_WRONG_PRINCIPAL|auth|ticket was made for another account|SPN on wrong or two accounts; key mismatch|winerror.h
sspi|0x80090324|SEC_E_TIME_SKEW|auth|clock difference too large|synchronise clocks|winerror.h
sspi|0x80090325|SEC_E_UNTRUSTED_ROOT|auth|certificate root not trusted|install the CA|winerror.h
sspi|0x80090326|SEC_E_ILLEGAL_MESSAGE|auth|TLS message unexpected||winerror.h
sspi|0x80090328|SEC_E_CERT_EXPIRED|auth|certificate expired|renew|winerror.h
sspi|0x80090342|SEC_E_KDC_UNKNOWN_ETYPE|auth|no common encryption type with the KDC|enable AES on the account, reset its password|winerror.h
sspi|0x80090346|SEC_E_BAD_BINDINGS|auth|channel binding mismatch|same certificate on the load balancer, or do not require bindings|winerror.h
`
