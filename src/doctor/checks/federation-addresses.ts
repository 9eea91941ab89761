import { compareSetting } from '../federation/compare-setting.ts'

/** The addresses and the issuer, each held against what is published. */

export const issuerCheck = compareSetting({
  id: 'federation/issuer',
  name: 'issuerUri',
  parameter: 'IssuerUri',
  type: 'uri',
  title: 'IssuerUri in Entra is the issuer of the tokens',
  isRequired: true,
})

export const activeCheck = compareSetting({
  id: 'federation/active-uri',
  name: 'activeSignInUri',
  parameter: 'ActiveSignInUri',
  type: 'url',
  title: 'ActiveSignInUri in Entra is that of the identity provider',
  isRequired: true,
})

export const passiveCheck = compareSetting({
  id: 'federation/passive-uri',
  name: 'passiveSignInUri',
  parameter: 'PassiveSignInUri',
  type: 'url',
  title: 'PassiveSignInUri in Entra is that of the identity provider',
  isRequired: true,
})

export const signOutCheck = compareSetting({
  id: 'federation/sign-out-uri',
  name: 'signOutUri',
  parameter: 'SignOutUri',
  type: 'url',
  title: 'SignOutUri in Entra is that of the identity provider',
  isRequired: false,
})

export const mexAddressCheck = compareSetting({
  id: 'federation/mex-uri',
  name: 'metadataExchangeUri',
  parameter: 'MetadataExchangeUri',
  type: 'url',
  title: 'MetadataExchangeUri in Entra is that of the identity provider',
  isRequired: true,
})
