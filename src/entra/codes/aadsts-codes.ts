// A table: AADSTS numbers: what Entra says when it refuses a sign-in or a token. Columns: kind | code | symbol | phase | meaning | remedy | sources (code-sources.ts).
export const aadstsCodes = `
aadsts|AADSTS100007||token|regional endpoint restriction|use the global endpoint|LEARN-ERR
aadsts|AADSTS1000000|UserNotBoundError|token|user not bound error||LEARN-ERR
aadsts|AADSTS1000002|BindCompleteInterruptError|token|bind complete interrupt error||LEARN-ERR
aadsts|AADSTS1000031||token|application cannot be accessed now|ask the administrator|LEARN-ERR
aadsts|AADSTS1000104|XCB2BResourceCloudNotAllowedOnIdentityTenant|token|xcb2 b resource cloud not allowed on identity tenant||LEARN-ERR
aadsts|AADSTS120000|PasswordChangeIncorrectCurrentPassword|password change|password change incorrect current password||LEARN-ERR
aadsts|AADSTS120002|PasswordChangeInvalidNewPasswordWeak|password change|password change invalid new password weak||LEARN-ERR
aadsts|AADSTS120003|PasswordChangeInvalidNewPasswordContainsMemberName|password change|password change invalid new password contains member name||LEARN-ERR
aadsts|AADSTS120004|PasswordChangeOnPremComplexity|password change|password change on prem complexity||LEARN-ERR
aadsts|AADSTS120005|PasswordChangeOnPremSuccessCloudFail|password change|password change on prem success cloud fail||LEARN-ERR
aadsts|AADSTS120008|PasswordChangeAsyncJobStateTerminated|password change|password change async job state terminated||LEARN-ERR
aadsts|AADSTS120011|PasswordChangeAsyncUpnInferenceFailed|password change|password change async upn inference failed||LEARN-ERR
aadsts|AADSTS120012|PasswordChangeNeedsToHappenOnPrem|password change|password change needs to happen on prem||LEARN-ERR
aadsts|AADSTS120013|PasswordChangeOnPremisesConnectivityFailure|password change|password change on premises connectivity failure||LEARN-ERR
aadsts|AADSTS120014|PasswordChangeOnPremUserAccountLockedOutOrDisabled|password change|password change on prem user account locked out or disabled||LEARN-ERR
aadsts|AADSTS120015|PasswordChangeADAdminActionRequired|password change|password change ad admin action required||LEARN-ERR
aadsts|AADSTS120016|PasswordChangeUserNotFoundBySspr|password change|password change user not found by sspr||LEARN-ERR
aadsts|AADSTS120018|PasswordChangePasswordDoesnotComplyFuzzyPolicy|password change|password change password doesnot comply fuzzy policy||LEARN-ERR
aadsts|AADSTS120020|PasswordChangeFailure|password change|password change failure||LEARN-ERR
aadsts|AADSTS120021|PartnerServiceSsprInternalServiceError|password change|partner service sspr internal service error||LEARN-ERR
aadsts|AADSTS130004|NgcKeyNotFound|prt|user has no Hello key|provision Hello|LEARN-ERR
aadsts|AADSTS130005|NgcInvalidSignature|prt|Hello key signature wrong|re-provision|LEARN-ERR
aadsts|AADSTS130006|NgcTransportKeyNotFound|prt|transport key missing on the device object|re-register the device|LEARN-ERR
aadsts|AADSTS130007|NgcDeviceIsDisabled|prt|device disabled|enable it|LEARN-ERR
aadsts|AADSTS130008|NgcDeviceIsNotFound|prt|device of the Hello key not found|re-register|LEARN-ERR
aadsts|AADSTS135010|KeyNotFound|prt|key not found|re-register|LEARN-ERR
aadsts|AADSTS135011||prt|device disabled|enable or re-register|LEARN-ERR
aadsts|AADSTS140000|InvalidRequestNonce|prt|nonce missing or invalid|request a new nonce|LEARN-ERR
aadsts|AADSTS140001|InvalidSessionKey|prt|session key not valid|get a new PRT|LEARN-ERR
aadsts|AADSTS16000|InteractionRequired|auth|interaction required||LEARN-ERR
aadsts|AADSTS16001|UserAccountSelectionInvalid|auth|user account selection invalid||LEARN-ERR
aadsts|AADSTS16002|AppSessionSelectionInvalid|auth|app session selection invalid||LEARN-ERR
aadsts|AADSTS16003|SsoUserAccountNotFoundInResourceTenant|auth|sso user account not found in resource tenant||LEARN-ERR
aadsts|AADSTS160021|AppSessionSelectionInvalidSessionNotExist|auth|app session selection invalid session not exist||LEARN-ERR
aadsts|AADSTS165004||prt|runtime-specific message|read error_description|LEARN-ERR
aadsts|AADSTS165900|InvalidApiRequest|auth|invalid api request||LEARN-ERR
aadsts|AADSTS17003|CredentialKeyProvisioningFailed|token|credential key provisioning failed||LEARN-ERR
aadsts|AADSTS20001|WsFedSignInResponseError|auth|WS-Federation sign-in answer of the IdP was in error|check what the IdP posted to login.srf (wresult)|LEARN-ERR
aadsts|AADSTS20012|WsFedMessageInvalid|auth|WS-Federation message of the IdP is invalid|check wa/wresult/wctx and the RSTR|LEARN-ERR
aadsts|AADSTS20033|FedMetadataInvalidTenantName|auth|tenant name in federation metadata is invalid|check issuer and metadata of the IdP|LEARN-ERR
aadsts|AADSTS220450|UnsupportedAndroidWebViewVersion|token|unsupported android web view version||LEARN-ERR
aadsts|AADSTS220501|InvalidCrlDownload|auth|certificate revocation list could not be downloaded|publish the CRL|LEARN-ERR
aadsts|AADSTS221000|DeviceOnlyTokensNotSupportedByResource|token|resource does not accept device-only tokens|use a user token|LEARN-ERR
aadsts|AADSTS230109|CachedCredentialNonGWAuthNRequestsNotSupported|token|cached credential non gw auth n requests not supported||LEARN-ERR
aadsts|AADSTS240001|BulkAADJTokenUnauthorized|join|user may not register devices|allow in device settings|LEARN-ERR
aadsts|AADSTS240002|RequiredClaimIsMissing|token|id_token lacks a claim needed for jwt-bearer|fix claims|LEARN-ERR
aadsts|AADSTS28002||token|requested scope not valid|correct scope|LEARN-ERR
aadsts|AADSTS28003||token|scope empty when redeeming a code|send a scope|LEARN-ERR
aadsts|AADSTS40008|OAuth2IdPUnretryableServerError|auth|external OAuth2 IdP: server error, not retryable|ask the IdP's operator|LEARN-ERR
aadsts|AADSTS40009|OAuth2IdPRefreshTokenRedemptionUserError|auth|external OAuth2 IdP: refresh token refused|sign in again|LEARN-ERR
aadsts|AADSTS40010|OAuth2IdPRetryableServerError|auth|external OAuth2 IdP: server error, retryable|retry|LEARN-ERR
aadsts|AADSTS40015|OAuth2IdPAuthCodeRedemptionUserError|auth|external OAuth2 IdP: code redemption refused|ask the IdP's operator|LEARN-ERR
aadsts|AADSTS50000|TokenIssuanceError|token|token could not be issued|retry, open a support case|LEARN-ERR
aadsts|AADSTS50001|InvalidResource|token|resource unknown or disabled|check the DRS resource id and that the service principal exists|LEARN-ERR
aadsts|AADSTS50002|NotAllowedTenant|token|tenant restricted by proxy policy|review tenant restrictions|LEARN-ERR
aadsts|AADSTS50003|MissingSigningKey|auth|signing key or certificate missing|register signingCertificate in the federation configuration|LEARN-ERR
aadsts|AADSTS50005|DevicePolicyError|auth|platform not allowed by Conditional Access|use a supported platform|LEARN-ERR
aadsts|AADSTS50006|InvalidSignature|auth|signature on the assertion is not valid|check canonicalisation, line breaks, digest, and that the assertion is not re-serialised after signing|LEARN-ERR
aadsts|AADSTS50007|PartnerEncryptionCertificateMissing|auth|partner encryption certificate missing|support case|LEARN-ERR
aadsts|AADSTS50008|InvalidSamlToken|auth|assertion missing, unreadable or not a SAML 1.0/1.1 assertion|check root element, namespace, base64 encoding of the assertion|LEARN-ERR
aadsts|AADSTS50010|AudienceUriValidationFailed|auth|audience check failed|set the audience to urn:federation:MicrosoftOnline|LEARN-ERR
aadsts|AADSTS50011|InvalidReplyTo|auth|reply address does not match the application|fix reply address|LEARN-ERR
aadsts|AADSTS50012|AuthenticationFailed|auth|authentication of the signing certificate failed|check certificate subject, chain and validity|LEARN-ERR
aadsts|AADSTS50013|InvalidAssertion|auth|assertion not acceptable (issuer, time range, form)|check issuerUri, clock, lifetime|LEARN-ERR
aadsts|AADSTS50014|GuestUserInPendingState|auth|guest account still pending|redeem the invitation|LEARN-ERR
aadsts|AADSTS50015|ViralUserLegalAgeConsentRequiredState|auth|viral user legal age consent required state||LEARN-ERR
aadsts|AADSTS50017|CertificateValidationFailed|auth|certificate chain or revocation check failed|publish issuing CA and CRL|LEARN-ERR
aadsts|AADSTS50020|UserUnauthorized|auth|user of another identity provider is not in the tenant|check the tenant, invite or sync the user|LEARN-ERR
aadsts|AADSTS50027|InvalidJwtToken|token|JWT not valid|check signature, audience, time|LEARN-ERR
aadsts|AADSTS50029||auth|URI invalid: bad characters in the domain name|fix issuer or domain|LEARN-ERR
aadsts|AADSTS50032|WeakRsaKey|auth|RSA key too weak|use at least RSA 2048|LEARN-ERR
aadsts|AADSTS50033|RetryableError|token|transient error|retry|LEARN-ERR
aadsts|AADSTS50034|UserAccountNotFound|auth|user not found in the tenant|check UPN, that the user is synced, and the tenant|LEARN-ERR LEARN-HJ
aadsts|AADSTS50042|UnableToGeneratePairwiseIdentifierWithMissingSalt|auth|unable to generate pairwise identifier with missing salt||LEARN-ERR
aadsts|AADSTS50043|UnableToGeneratePairwiseIdentifierWithMultipleSalts|token|several pairwise salts|support case|LEARN-ERR
aadsts|AADSTS50048|SubjectMismatchesIssuer|token|subject does not match issuer in the client assertion|fix assertion|LEARN-ERR
aadsts|AADSTS50049|NoSuchInstanceForDiscovery|discover|unknown cloud instance in discovery|check the authority host|LEARN-ERR
aadsts|AADSTS50050|MalformedDiscoveryRequest|discover|discovery request malformed|fix request|LEARN-ERR
aadsts|AADSTS50053|IdsLocked|auth|account locked or address blocked after bad sign-ins|wait, unlock, check smart lock-out|LEARN-ERR
aadsts|AADSTS50055|InvalidPasswordExpiredPassword|auth|password expired|change the password|LEARN-ERR
aadsts|AADSTS50056||auth|password missing or null in the directory|password hash not synced; use federation|LEARN-ERR
aadsts|AADSTS50057|UserDisabled|auth|user disabled|enable the account|LEARN-ERR
aadsts|AADSTS50058|UserInformationNotProvided|auth|nobody is signed in, silent sign-in impossible|sign in interactively|LEARN-ERR
aadsts|AADSTS50059|MissingTenantRealmAndNoUserInformationProvided|auth|no tenant information in the request|add domain hint or use a tenant authority|LEARN-ERR
aadsts|AADSTS50061|SignoutInvalidRequest|auth|signout invalid request||LEARN-ERR
aadsts|AADSTS50064|CredentialAuthenticationError|auth|credential validation failed|check the password at the IdP|LEARN-ERR
aadsts|AADSTS50068|SignoutInitiatorNotParticipant|auth|signout initiator not participant||LEARN-ERR
aadsts|AADSTS50070|SignoutUnknownSessionIdentifier|auth|signout unknown session identifier||LEARN-ERR
aadsts|AADSTS50071|SignoutMessageExpired|auth|signout message expired||LEARN-ERR
aadsts|AADSTS50072|UserStrongAuthEnrollmentRequiredInterrupt|auth|user must register for MFA|register|LEARN-ERR
aadsts|AADSTS50074|UserStrongAuthClientAuthNRequiredInterrupt|auth|strong authentication required and not done|do MFA; issue multipleauthn if the IdP did it|LEARN-ERR
aadsts|AADSTS50076|UserStrongAuthClientAuthNRequired|auth|MFA required by policy|do MFA; issue authnmethodsreferences multipleauthn from the IdP|LEARN-ERR
aadsts|AADSTS50078|UserStrongAuthExpired|auth|MFA result expired|do MFA again|LEARN-ERR
aadsts|AADSTS50079|UserStrongAuthEnrollmentRequired|auth|user must enrol for MFA|enrol, or have the federated IdP do MFA|LEARN-ERR
aadsts|AADSTS50085||token|refresh token needs a new social sign-in|sign in again|LEARN-ERR
aadsts|AADSTS50086|SasNonRetryableError|token|strong authentication service error, not retryable|support case|LEARN-ERR
aadsts|AADSTS50087|SasRetryableError|token|strong authentication service error, transient|retry|LEARN-ERR
aadsts|AADSTS50088||auth|telephone MFA limit reached|wait|LEARN-ERR
aadsts|AADSTS50089||auth|flow token expired|start again|LEARN-ERR
aadsts|AADSTS50097|DeviceAuthenticationRequired|auth|device authentication required|device must be joined and present its certificate|LEARN-ERR
aadsts|AADSTS50099|PKeyAuthInvalidJwtUnauthorized|auth|PKeyAuth JWT signature invalid|check the device key and certificate|LEARN-ERR
aadsts|AADSTS50105|EntitlementGrantsNotFound|auth|user not assigned to the application|assign the user|LEARN-ERR
aadsts|AADSTS50107|InvalidRealmUri|auth|issuer (federation realm) unknown to Entra|make Issuer equal to issuerUri of the domain|LEARN-ERR
aadsts|AADSTS50120|ThresholdJwtInvalidJwtFormat|auth|threshold jwt invalid jwt format||LEARN-ERR
aadsts|AADSTS50124|ClaimsTransformationInvalidInputParameter|auth|claims transformation invalid input parameter||LEARN-ERR
aadsts|AADSTS50125|PasswordResetRegistrationRequiredInterrupt|auth|password reset registration required interrupt||LEARN-ERR
aadsts|AADSTS50126|InvalidUserNameOrPassword|auth|user name or password wrong|correct credential; wait for password sync|LEARN-ERR LEARN-HJ
aadsts|AADSTS50127|BrokerAppNotInstalled|auth|broker app not installed||LEARN-ERR
aadsts|AADSTS50128||auth|domain name invalid or no tenant information|check the UPN suffix|LEARN-ERR
aadsts|AADSTS50129|DeviceIsNotWorkplaceJoined|auth|device is not workplace joined|register the device|LEARN-ERR
aadsts|AADSTS50131|ConditionalAccessFailed|auth|Conditional Access refused|see sign-in log|LEARN-ERR
aadsts|AADSTS50132|SsoArtifactInvalidOrExpired|auth|session invalid after password change|sign in again|LEARN-ERR
aadsts|AADSTS50133|SsoArtifactRevoked|auth|session revoked|sign in again|LEARN-ERR
aadsts|AADSTS50134|DeviceFlowAuthorizeWrongDatacenter|auth|device flow authorize wrong datacenter||LEARN-ERR
aadsts|AADSTS50135|PasswordChangeCompromisedPassword|auth|password change compromised password||LEARN-ERR
aadsts|AADSTS50136|RedirectMsaSessionToApp|auth|redirect msa session to app||LEARN-ERR
aadsts|AADSTS50139|SessionMissingMsaOAuth2RefreshToken|auth|session missing msa o auth2 refresh token||LEARN-ERR
aadsts|AADSTS50140|KmsiInterrupt|auth|kmsi interrupt||LEARN-ERR
aadsts|AADSTS50143||auth|session tenant does not match the domain hint|use the right tenant|LEARN-ERR
aadsts|AADSTS50144|InvalidPasswordExpiredOnPremPassword|auth|on-premises password expired|change the password in AD|LEARN-ERR
aadsts|AADSTS50146|MissingCustomSigningKey|auth|missing custom signing key||LEARN-ERR
aadsts|AADSTS50147|MissingCodeChallenge|auth|missing code challenge||LEARN-ERR
aadsts|AADSTS50155|DeviceAuthenticationFailed|auth|device authentication failed for the user|device deleted or disabled: enable or re-register|LEARN-ERR LEARN-HJ
aadsts|AADSTS50158|ExternalSecurityChallenge|auth|external security challenge not satisfied|complete external MFA|LEARN-ERR
aadsts|AADSTS50161|InvalidExternalSecurityChallengeConfiguration|auth|claims of the external provider insufficient|fix claims|LEARN-ERR
aadsts|AADSTS50166|ExternalClaimsProviderThrottled|auth|external claims provider throttled||LEARN-ERR
aadsts|AADSTS50168|ChromeBrowserSsoInterruptRequired|auth|chrome browser sso interrupt required||LEARN-ERR
aadsts|AADSTS50169|InvalidRequestBadRealm|auth|realm not configured|check wtrealm / issuer|LEARN-ERR
aadsts|AADSTS50170|MissingExternalClaimsProviderMapping|auth|missing external claims provider mapping||LEARN-ERR
aadsts|AADSTS50173|FreshTokenNeeded|auth|fresh token needed||LEARN-ERR
aadsts|AADSTS50177|ExternalChallengeNotSupportedForPassthroughUsers|auth|external challenge not supported for passthrough users||LEARN-ERR
aadsts|AADSTS50178|SessionControlNotSupportedForPassthroughUsers|auth|session control not supported for passthrough users||LEARN-ERR
aadsts|AADSTS50180|WindowsIntegratedAuthMissing|auth|integrated Windows authentication needed|enable seamless SSO|LEARN-ERR
aadsts|AADSTS50187|DeviceInformationNotProvided|auth|device information missing|check the device certificate/PRT|LEARN-ERR
aadsts|AADSTS50192|RawCredentialExpectedNotFound|auth|expected credential (certificate) missing|let the proxy pass the client certificate|LEARN-ERR
aadsts|AADSTS50194||token|application is not multi-tenant|use the tenant authority|LEARN-ERR
aadsts|AADSTS50196|LoopDetected|auth|loop detected||LEARN-ERR
aadsts|AADSTS50197|ConflictingIdentities|auth|conflicting identities||LEARN-ERR
aadsts|AADSTS50199|CmsiInterrupt|auth|cmsi interrupt||LEARN-ERR
aadsts|AADSTS50203||auth|authenticator app not registered|register|LEARN-ERR
aadsts|AADSTS500011|InvalidResourceServicePrincipalNotFound|token|resource service principal not found in the tenant|check resource id and tenant|LEARN-ERR
aadsts|AADSTS500014|InvalidResourceServicePrincipalDisabled|token|resource service principal disabled|enable it (e.g. Device Registration Service) or renew the subscription|LEARN-ERR
aadsts|AADSTS500021||token|tenant blocked by tenant-restriction header|add the tenant to the allowed list of the proxy|LEARN-ERR
aadsts|AADSTS500022||token|tenant blocked by tenant-restriction header (policy variant)|review the tenant-restriction policy|LEARN-ERR
aadsts|AADSTS500121|UserAuthFailedDuplicateRequest|auth|MFA was not completed|user completes MFA|LEARN-ERR
aadsts|AADSTS500133||auth|assertion outside its validity period|synchronise the STS clock, backdate NotBefore a little, keep NotOnOrAfter in the future|LEARN-ERR
aadsts|AADSTS500208||auth|domain is not a login domain for this account type|check UPN suffix and domain registration|LEARN-ERR
aadsts|AADSTS500212|NotAllowedByOutboundPolicyTenant|auth|outbound cross-tenant policy forbids access|review policy|LEARN-ERR
aadsts|AADSTS500213|NotAllowedByInboundPolicyTenant|auth|inbound cross-tenant policy forbids access|review policy|LEARN-ERR
aadsts|AADSTS501241||token|mandatory claim for the SAML answer missing|fill the source attribute|LEARN-ERR
aadsts|AADSTS501461||token|mapped claims not allowed for this audience|use an application key|LEARN-ERR
aadsts|AADSTS501481||token|PKCE verifier does not match|fix client|LEARN-ERR
aadsts|AADSTS501491|InvalidCodeChallengeMethodInvalidSize|auth|invalid code challenge method invalid size||LEARN-ERR
aadsts|AADSTS501621|ClaimsTransformationTimeoutRegularExpressionTimeout|auth|claims transformation timeout regular expression timeout||LEARN-ERR
aadsts|AADSTS5000811||auth|signing key is not one of the keys registered for the domain|update signingCertificate / nextSigningCertificate to the certificate that signs|public-notes
aadsts|AADSTS5000819|InvalidSamlTokenEmailMissingOrInvalid|auth|e-mail claim missing or not matching the external realm|fix the claim|LEARN-ERR
aadsts|AADSTS51000|RequiredFeatureNotEnabled|auth|required feature not enabled||LEARN-ERR
aadsts|AADSTS51001|DomainHintMustbePresent|auth|domain hint missing with on-premises SID/UPN|send the hint|LEARN-ERR
aadsts|AADSTS51004|UserAccountNotInDirectory|auth|account not found in the directory; for a computer: device claims missing, misnamed or of wrong value|issue accounttype=DJ, onpremobjectguid, primarysid with the exact namespaces; check ImmutableID|LEARN-ERR source-document
aadsts|AADSTS51005|TemporaryRedirect|auth|temporary redirect||LEARN-ERR
aadsts|AADSTS51006|ForceReauthDueToInsufficientAuth|auth|session lacks the Windows authentication claim|sign in again with integrated authentication|LEARN-ERR
aadsts|AADSTS52004|DelegationDoesNotExistForLinkedIn|token|delegation does not exist for linked in||LEARN-ERR
aadsts|AADSTS53000|DeviceNotCompliant|auth|device not compliant|make it compliant|LEARN-ERR
aadsts|AADSTS53001|DeviceNotDomainJoined|auth|device not hybrid joined|finish the hybrid join|LEARN-ERR
aadsts|AADSTS53002|ApplicationUsedIsNotAnApprovedApp|auth|application not approved|use an approved application|LEARN-ERR
aadsts|AADSTS53003|BlockedByConditionalAccess|auth|blocked by Conditional Access|see the policy|LEARN-ERR
aadsts|AADSTS53004|ProofUpBlockedDueToRisk|auth|proof up blocked due to risk||LEARN-ERR
aadsts|AADSTS53010|ProofUpBlockedDueToSecurityInfoAcr|auth|proof up blocked due to security info acr||LEARN-ERR
aadsts|AADSTS53011||auth|user at risk in home tenant|remediate|LEARN-ERR
aadsts|AADSTS530032|BlockedByConditionalAccessOnSecurityPolicy|auth|blocked by conditional access on security policy||LEARN-ERR
aadsts|AADSTS530034|DelegatedAdminBlockedDueToSuspiciousActivity|auth|delegated admin blocked due to suspicious activity||LEARN-ERR
aadsts|AADSTS530035|BlockedBySecurityDefaults|auth|blocked by security defaults||LEARN-ERR
aadsts|AADSTS54000|MinorUserBlockedLegalAgeGroupRule|auth|minor user blocked|consent needed|LEARN-ERR
aadsts|AADSTS54005||token|authorization code used twice|request a new code|LEARN-ERR
aadsts|AADSTS65001|DelegationDoesNotExist|token|delegation does not exist||LEARN-ERR
aadsts|AADSTS65002||token|first-party consent missing|preauthorize|LEARN-ERR
aadsts|AADSTS65004|UserDeclinedConsent|token|user declined consent||LEARN-ERR
aadsts|AADSTS65005|MisconfiguredApplication|token|misconfigured application||LEARN-ERR
aadsts|AADSTS650052||token|tenant lacks the service|subscribe|LEARN-ERR
aadsts|AADSTS650054||token|permission refers to a removed resource|update the application|LEARN-ERR
aadsts|AADSTS650056||token|application misconfigured|check permissions and consent|LEARN-ERR
aadsts|AADSTS650057||token|resource not among the requested permissions|add it|LEARN-ERR
aadsts|AADSTS67003|ActorNotValidServiceIdentity|token|actor is not a valid service identity|fix actor|LEARN-ERR
aadsts|AADSTS70000|InvalidGrant|token|grant not valid|get a new grant|LEARN-ERR
aadsts|AADSTS70001|UnauthorizedClient|token|application disabled or unknown|check client id|LEARN-ERR
aadsts|AADSTS70002|InvalidClient|token|client credential wrong|fix the secret|LEARN-ERR
aadsts|AADSTS70003|UnsupportedGrantType|token|grant type not supported|use saml1_1-bearer where expected|LEARN-ERR
aadsts|AADSTS70004|InvalidRedirectUri|token|invalid redirect uri||LEARN-ERR
aadsts|AADSTS70005|UnsupportedResponseType|token|unsupported response type||LEARN-ERR
aadsts|AADSTS70007|UnsupportedResponseMode|token|unsupported response mode||LEARN-ERR
aadsts|AADSTS70008|ExpiredOrRevokedGrant|token|refresh token expired by inactivity|sign in again|LEARN-ERR
aadsts|AADSTS70011|InvalidScope|token|invalid scope||LEARN-ERR
aadsts|AADSTS70012|MsaServerError|token|msa server error||LEARN-ERR
aadsts|AADSTS70016|AuthorizationPending|token|authorization pending||LEARN-ERR
aadsts|AADSTS70018|BadVerificationCode|token|bad verification code||LEARN-ERR
aadsts|AADSTS70019|CodeExpired|token|code expired||LEARN-ERR
aadsts|AADSTS70043|BadTokenDueToSignInFrequency|token|bad token due to sign in frequency||LEARN-ERR
aadsts|AADSTS70044|SessionExpiredDueToSignInFrequency|token|session expired due to sign in frequency||LEARN-ERR
aadsts|AADSTS700005|InvalidGrantRedeemAgainstWrongTenant|token|invalid grant redeem against wrong tenant||LEARN-ERR
aadsts|AADSTS700011|UnauthorizedClientAppNotFoundInOrgIdTenant|token|unauthorized client app not found in org id tenant||LEARN-ERR
aadsts|AADSTS700016|UnauthorizedClient_DoesNotMatchRequest|token|application not found in the tenant|check client id and tenant|LEARN-ERR
aadsts|AADSTS700020|InteractionRequired|token|interaction required||LEARN-ERR
aadsts|AADSTS700022|InvalidMultipleResourcesScope|token|invalid multiple resources scope||LEARN-ERR
aadsts|AADSTS700023|InvalidResourcelessScope|token|invalid resourceless scope||LEARN-ERR
aadsts|AADSTS700025|InvalidClientPublicClientWithCredential|token|invalid client public client with credential||LEARN-ERR
aadsts|AADSTS700027||token|client assertion signature wrong|fix key|LEARN-ERR
aadsts|AADSTS700030||token|subject name of the certificate not authorised|fix certificate|LEARN-ERR
aadsts|AADSTS700054||token|id_token response type not enabled|enable it|LEARN-ERR
aadsts|AADSTS700082|ExpiredOrRevokedGrantInactiveToken|token|refresh token expired by inactivity|sign in again|LEARN-ERR
aadsts|AADSTS700084||token|refresh token of a single-page app expired|sign in again|LEARN-ERR
aadsts|AADSTS700229|ForbiddenTokenType|token|forbidden token type||LEARN-ERR
aadsts|AADSTS701013||auth|remote authentication session not creatable|retry|LEARN-ERR
aadsts|AADSTS7000112|UnauthorizedClientApplicationDisabled|token|unauthorized client application disabled||LEARN-ERR
aadsts|AADSTS7000114||token|application may not use on-behalf-of|allow it|LEARN-ERR
aadsts|AADSTS7000215||token|client secret wrong|fix secret|LEARN-ERR
aadsts|AADSTS7000218||token|client_assertion or client_secret missing|add it|LEARN-ERR
aadsts|AADSTS7000222|InvalidClientSecretExpiredKeysProvided|token|invalid client secret expired keys provided||LEARN-ERR
aadsts|AADSTS75001|BindingSerializationError|auth|binding serialization error||LEARN-ERR
aadsts|AADSTS75003|UnsupportedBindingError|auth|unsupported binding error||LEARN-ERR
aadsts|AADSTS75005|Saml2MessageInvalid|auth|SAML request not supported|fix request|LEARN-ERR
aadsts|AADSTS75008|RequestDeniedError|auth|request denied error||LEARN-ERR
aadsts|AADSTS75011|NoMatchedAuthnContextInOutputClaims|auth|authentication method does not match the requested context|align AuthnContext|LEARN-ERR
aadsts|AADSTS75016|Saml2AuthenticationRequestInvalidNameIDPolicy|auth|saml2 authentication request invalid name id policy||LEARN-ERR
aadsts|AADSTS750054||auth|SAMLRequest/SAMLResponse parameter missing|fix binding|LEARN-ERR
aadsts|AADSTS7500514||auth|SAML answer type not recognised|send a Response or an Assertion|LEARN-ERR
aadsts|AADSTS7500529||auth|SAML ID must not start with a digit|prefix the ID|LEARN-ERR
aadsts|AADSTS76021|ApplicationRequiresSignedRequests|auth|application requires signed requests||LEARN-ERR
aadsts|AADSTS76026|RequestIssueTimeExpired|auth|request issue time expired||LEARN-ERR
aadsts|AADSTS80001|OnPremiseStoreIsNotAvailable|auth|pass-through agent cannot reach AD|check agent|LEARN-ERR
aadsts|AADSTS80002|OnPremisePasswordValidatorRequestTimedout|auth|on premise password validator request timedout||LEARN-ERR
aadsts|AADSTS80005|OnPremisePasswordValidatorUnpredictableWebException|auth|on premise password validator unpredictable web exception||LEARN-ERR
aadsts|AADSTS80007|OnPremisePasswordValidatorErrorOccurredOnPrem|auth|on premise password validator error occurred on prem||LEARN-ERR
aadsts|AADSTS80010|OnPremisePasswordValidationEncryptionException|auth|on premise password validation encryption exception||LEARN-ERR
aadsts|AADSTS80012|OnPremisePasswordValidationAccountLogonInvalidHours|auth|on premise password validation account logon invalid hours||LEARN-ERR
aadsts|AADSTS80013|OnPremisePasswordValidationTimeSkew|auth|clock difference between agent and AD|fix time|LEARN-ERR
aadsts|AADSTS80014|OnPremisePasswordValidationAuthenticationAgentTimeout|auth|on premise password validation authentication agent timeout||LEARN-ERR
aadsts|AADSTS81004|DesktopSsoIdentityInTicketIsNotAuthenticated|auth|seamless SSO: Kerberos authentication failed|check AZUREADSSOACC and ticket encryption|LEARN-ERR
aadsts|AADSTS81005|DesktopSsoAuthenticationPackageNotSupported|auth|seamless SSO: authentication package not supported|Kerberos instead of NTLM|LEARN-ERR
aadsts|AADSTS81006|DesktopSsoNoAuthorizationHeader|auth|seamless SSO: no Authorization header|intranet zone|LEARN-ERR
aadsts|AADSTS81007|DesktopSsoTenantIsNotOptIn|auth|seamless SSO not enabled for the tenant|enable|LEARN-ERR
aadsts|AADSTS81009|DesktopSsoAuthorizationHeaderValueWithBadFormat|auth|seamless SSO: Kerberos ticket not readable|roll the key, klist purge|LEARN-ERR
aadsts|AADSTS81010|DesktopSsoAuthTokenInvalid|auth|seamless SSO: ticket expired or invalid|klist purge|LEARN-ERR
aadsts|AADSTS81011|DesktopSsoLookupUserBySidFailed|auth|seamless SSO: user SID not found|check sync|LEARN-ERR
aadsts|AADSTS81012|DesktopSsoMismatchBetweenTokenUpnAndChosenUpn|auth|seamless SSO: other user than the one signed in|use the right account|LEARN-ERR
aadsts|AADSTS90002|InvalidTenantName|discover|tenant not found|check tenant id in SCP, cloud and subscription|LEARN-ERR LEARN-HJ
aadsts|AADSTS90004|InvalidRequestFormat|token|request badly formatted|fix request|LEARN-ERR
aadsts|AADSTS90005|InvalidRequestWithMultipleRequirements|token|invalid request with multiple requirements||LEARN-ERR
aadsts|AADSTS90006|ExternalServerRetryableError|token|external server temporarily unavailable|retry|LEARN-ERR
aadsts|AADSTS90007|InvalidSessionId|token|invalid session id||LEARN-ERR
aadsts|AADSTS90008|TokenForItselfRequiresGraphPermission|token|token for itself requires graph permission||LEARN-ERR
aadsts|AADSTS90009|TokenForItselfMissingIdenticalAppIdentifier|token|token for itself missing identical app identifier||LEARN-ERR
aadsts|AADSTS90010|NotSupported|token|not supported||LEARN-ERR
aadsts|AADSTS90012|RequestTimeout|token|request timed out|retry|LEARN-ERR
aadsts|AADSTS90013|InvalidUserInput|token|input invalid|fix input|LEARN-ERR
aadsts|AADSTS90014|MissingRequiredField|token|required field missing|fix request|LEARN-ERR
aadsts|AADSTS90015|QueryStringTooLong|token|query string too long||LEARN-ERR
aadsts|AADSTS90016|MissingRequiredClaim|token|required claim missing in the access token|fix claims|LEARN-ERR
aadsts|AADSTS90019|MissingTenantRealm|auth|tenant cannot be determined from the request|use a tenant authority or a valid UPN/issuer|LEARN-ERR
aadsts|AADSTS90020||auth|assertion has no ImmutableID|put ImmutableID into NameIdentifier and attribute|LEARN-ERR
aadsts|AADSTS90022|AuthenticatedInvalidPrincipalNameFormat|token|authenticated invalid principal name format||LEARN-ERR
aadsts|AADSTS90023|InvalidRequest|token|request invalid|fix request|LEARN-ERR
aadsts|AADSTS90024|RequestBudgetExceededError|token|transient error|retry|LEARN-ERR
aadsts|AADSTS90027||token|API version not for consumer tenant|use v2|LEARN-ERR
aadsts|AADSTS90033|MsodsServiceUnavailable|token|directory service unavailable|retry|LEARN-ERR
aadsts|AADSTS90036|MsodsServiceUnretryableFailure|token|directory service error|support case|LEARN-ERR
aadsts|AADSTS90038|NationalCloudTenantRedirection|discover|tenant belongs to another national cloud|use that cloud's endpoints|LEARN-ERR
aadsts|AADSTS90043|NationalCloudAuthCodeRedirection|token|national cloud auth code redirection||LEARN-ERR
aadsts|AADSTS90051|InvalidNationalCloudId|token|invalid national cloud id||LEARN-ERR
aadsts|AADSTS90055|TenantThrottlingError|token|tenant throttling error||LEARN-ERR
aadsts|AADSTS90056|BadResourceRequest|token|bad resource request||LEARN-ERR
aadsts|AADSTS90072|PassThroughUserMfaError|auth|synced user not matched: ImmutableID differs or external account missing|compare ImmutableID with the cloud user's onPremisesImmutableId|LEARN-ERR
aadsts|AADSTS90081|OrgIdWsFederationMessageInvalid|auth|WS-Federation message invalid|check wa, wtrealm, wresult|LEARN-ERR
aadsts|AADSTS90082|OrgIdWsFederationNotSupported|auth|requested authentication policy not supported|check wauth|LEARN-ERR
aadsts|AADSTS90084|OrgIdWsFederationGuestNotAllowed|auth|guest not allowed|use a member account|LEARN-ERR
aadsts|AADSTS90085|OrgIdWsFederationSltRedemptionFailed|auth|company object not provisioned|wait|LEARN-ERR
aadsts|AADSTS90086|OrgIdWsTrustDaTokenExpired|auth|WS-Trust device/DA token expired|sign in again|LEARN-ERR
aadsts|AADSTS90087|OrgIdWsFederationMessageCreationFromUriFailed|auth|WS-Federation message could not be built from the URI|check URLs|LEARN-ERR
aadsts|AADSTS90090|GraphRetryableError|token|graph retryable error||LEARN-ERR
aadsts|AADSTS90091|GraphServiceUnreachable|token|graph unreachable|retry|LEARN-ERR
aadsts|AADSTS90092|GraphNonRetryableError|token|graph error, not retryable|support case|LEARN-ERR
aadsts|AADSTS90093|GraphUserUnauthorized|token|graph user unauthorized||LEARN-ERR
aadsts|AADSTS90094|AdminConsentRequired|token|admin consent required||LEARN-ERR
aadsts|AADSTS90095|AdminConsentRequiredRequestAccess|token|admin consent required request access||LEARN-ERR
aadsts|AADSTS90099||token|application not authorised in the tenant|consent|LEARN-ERR
aadsts|AADSTS90100|InvalidRequestParameter|token|invalid request parameter||LEARN-ERR
aadsts|AADSTS90101|InvalidEmailAddress|token|invalid email address||LEARN-ERR
aadsts|AADSTS90102|InvalidUriParameter|token|invalid uri parameter||LEARN-ERR
aadsts|AADSTS90107|InvalidXml|auth|XML of the request invalid|check characters and encoding|LEARN-ERR
aadsts|AADSTS90112||token|application id must be a GUID|fix it|LEARN-ERR
aadsts|AADSTS90114|InvalidExpiryDate|token|invalid expiry date||LEARN-ERR
aadsts|AADSTS90117|InvalidRequestInput|token|request input invalid|fix it|LEARN-ERR
aadsts|AADSTS90119|InvalidUserCode|token|invalid user code||LEARN-ERR
aadsts|AADSTS90120|InvalidDeviceFlowRequest|token|invalid device flow request||LEARN-ERR
aadsts|AADSTS90121|InvalidEmptyRequest|token|invalid empty request||LEARN-ERR
aadsts|AADSTS90123|IdentityProviderAccessDenied|auth|IdP denied the token|check the IdP's policy|LEARN-ERR
aadsts|AADSTS90124|V1ResourceV2GlobalEndpointNotSupported|token|v1 resource v2 global endpoint not supported||LEARN-ERR
aadsts|AADSTS90125|DebugModeEnrollTenantNotFound|token|debug mode enroll tenant not found||LEARN-ERR
aadsts|AADSTS90126|DebugModeEnrollTenantNotInferred|token|debug mode enroll tenant not inferred||LEARN-ERR
aadsts|AADSTS90130|NonConvergedAppV2GlobalEndpointNotSupported|token|non converged app v2 global endpoint not supported||LEARN-ERR
aadsts|AADSTS900144||token|required body parameter missing|add it|LEARN-ERR
aadsts|AADSTS900236|InvalidRequestSamlPropertyUnsupported|token|invalid request saml property unsupported||LEARN-ERR
aadsts|AADSTS900382||token|confidential client in cross-cloud request|not supported|LEARN-ERR
aadsts|AADSTS900384||token|JWT signature validation failed|see message|LEARN-ERR
aadsts|AADSTS900432||token|confidential client in cross-cloud request|not supported|LEARN-ERR
aadsts|AADSTS900561|BadResourceRequestInvalidRequest|token|bad resource request invalid request||LEARN-ERR
aadsts|AADSTS900971||token|no reply address|add one|LEARN-ERR
aadsts|AADSTS901002||token|resource parameter not supported here|use scope|LEARN-ERR
aadsts|AADSTS9001023||token|grant type not supported on /common|use /organizations or the tenant|LEARN-ERR
aadsts|AADSTS9002313|InvalidRequest|token|request malformed|trace and correct it|LEARN-ERR
aadsts|AADSTS9002332||token|application for work accounts only|do not use /consumers|LEARN-ERR
aadsts|AADSTS9002341||token|user has not permitted single sign-on|consent|LEARN-ERR
`
