import { z } from 'zod'
import type { CloudName } from '../../entra/cloud.ts'
import { connectTenant, requireOwnIssuer, saveConfiguration } from './graph-functions.ts'
import { defineScript } from './script.ts'
import { certificateParameter, domainParameter, tenantIdParameter, urlParameter } from './script-parameters.ts'

/** The scripts for Entra: federate a domain with an application, bring its settings up to date, go back, announce the next certificate. */

const mfaBehaviors = ['acceptIfMfaDoneByFederatedIdp', 'enforceMfaByFederatedIdp', 'rejectMfaByFederatedIdp'] as const
const cloudNames = ['worldwide', 'usGovernmentL4', 'usGovernmentL5', 'china21Vianet'] as const satisfies CloudName[]

/** As Connect-MgGraph calls them. */
const graphEnvironments: Readonly<Record<CloudName, string>> = {
  worldwide: 'Global',
  usGovernmentL4: 'USGov',
  usGovernmentL5: 'USGovDoD',
  china21Vianet: 'China',
}

const tenant = {
  domain: domainParameter.describe('The domain, as verified in Entra.'),
  tenantId: tenantIdParameter.optional(),
  cloud: z.enum(cloudNames).default('worldwide').describe("Microsoft's cloud that the tenant is in."),
}

const federation = {
  ...tenant,
  displayName: z.string().min(1).max(256).describe('What Entra calls the identity provider.'),
  issuerUri: z.url({ error: 'must be a URI' }).describe('The issuer of the tokens.'),
  activeSignInUri: urlParameter.describe('The address of the active STS.'),
  passiveSignInUri: urlParameter.describe('Where browsers sign in.'),
  signOutUri: urlParameter.describe('Where browsers sign out.'),
  metadataExchangeUri: urlParameter.describe('The metadata exchange address; hybrid join needs the one with mex13.'),
  signingCertificate: certificateParameter.describe('The certificate that signs.'),
  nextSigningCertificate: certificateParameter.optional().describe('The certificate that signs after the rollover.'),
  federatedIdpMfaBehavior: z
    .enum(mfaBehaviors)
    .default('acceptIfMfaDoneByFederatedIdp')
    .describe('Whose second factor counts. accept: ours, and where there is none, Entra asks itself.'),
}

interface TenantParameters {
  readonly domain: string
  readonly tenantId?: string | undefined
  readonly cloud: CloudName
}

const tenantValues = ({ domain, tenantId, cloud }: TenantParameters) => ({
  Domain: domain,
  TenantId: tenantId,
  Environment: graphEnvironments[cloud],
})

function federationValues(given: z.output<z.ZodObject<typeof federation>>) {
  return {
    ...tenantValues(given),
    DisplayName: given.displayName,
    IssuerUri: given.issuerUri,
    ActiveSignInUri: given.activeSignInUri,
    PassiveSignInUri: given.passiveSignInUri,
    SignOutUri: given.signOutUri,
    MetadataExchangeUri: given.metadataExchangeUri,
    SigningCertificate: given.signingCertificate,
    NextSigningCertificate: given.nextSigningCertificate,
    PreferredAuthenticationProtocol: 'wsFed',
    FederatedIdpMfaBehavior: given.federatedIdpMfaBehavior,
  }
}

const needs =
  'the module Microsoft.Graph.Identity.DirectoryManagement, and one of the roles Hybrid Identity Administrator, External Identity Provider Administrator, Domain Name Administrator or Global Administrator.'

export const federateManagedDomain = defineScript({
  name: 'federate-managed-domain',
  title: 'Federate a managed domain',
  about:
    'For a domain that is Managed in Entra. Saves what is there, sees that the domain is verified, not the default one, and that no other domain has the same issuer; then makes it Federated with Joinery. From then on its users sign in here.',
  where: 'Entra',
  needs,
  undo: 'Update-MgDomain -AuthenticationType Managed; the script "Go back" does it from the saved file.',
  parameters: z.strictObject(federation),
  command: 'Add-JoineryFederation',
  values: federationValues,
  functions: [
    connectTenant,
    saveConfiguration,
    requireOwnIssuer,
    `
function Add-JoineryFederation {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param()
  $ErrorActionPreference = 'Stop'
  Connect-JoineryTenant
  $domain = Get-JoineryDomain -Domain $JoineryValues.Domain
  $configuration = Get-JoineryConfiguration -Domain $domain
  if ($configuration) {
    if ((Get-JoineryDifferences -Configuration $configuration).Count -eq 0) {
      Write-Host "$($domain.Id) is federated with Joinery already, and nothing differs. Nothing was changed."
      return
    }
    throw "$($domain.Id) is federated already, with $($configuration.IssuerUri). Take the script for a federated domain."
  }
  Assert-JoineryIssuerIsOwn -Domain $domain.Id -IssuerUri $JoineryValues.IssuerUri
  Save-JoineryConfiguration -Domain $domain
  Show-JoineryWayBack -Domain $domain.Id
  $new = Get-JoineryDifferences
  if ($PSCmdlet.ShouldProcess($domain.Id, "federate with $($JoineryValues.IssuerUri)")) {
    $null = New-MgDomainFederationConfiguration -DomainId $domain.Id @new -Confirm:$false -ErrorAction Stop
    Show-JoineryResult -Domain $domain.Id
  }
}`,
  ],
})

export const updateFederatedDomain = defineScript({
  name: 'update-federated-domain',
  title: 'Bring a federated domain up to date',
  about:
    'For a domain that is Federated already, with Joinery or another identity provider. Saves its present settings, shows what differs, and sets only that.',
  where: 'Entra',
  needs,
  undo: 'the script "Go back" sets every property as the saved file has it; the command for it is printed, too.',
  parameters: z.strictObject(federation),
  command: 'Set-JoineryFederation',
  values: federationValues,
  functions: [
    connectTenant,
    saveConfiguration,
    requireOwnIssuer,
    `
function Set-JoineryFederation {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param()
  $ErrorActionPreference = 'Stop'
  Connect-JoineryTenant
  $domain = Get-JoineryDomain -Domain $JoineryValues.Domain
  $configuration = Get-JoineryConfiguration -Domain $domain
  if (-not $configuration) { throw "$($domain.Id) is Managed. Take the script for a managed domain." }
  $changed = Get-JoineryDifferences -Configuration $configuration
  if ($changed.Count -eq 0) {
    Write-Host "$($domain.Id) has these settings already. Nothing was changed."
    return
  }
  Assert-JoineryIssuerIsOwn -Domain $domain.Id -IssuerUri $JoineryValues.IssuerUri
  Save-JoineryConfiguration -Domain $domain -Configuration $configuration
  Show-JoineryWayBack -Domain $domain.Id -Configuration $configuration
  foreach ($property in $changed.Keys) {
    Write-Host ('{0}: {1} -> {2}' -f $property, $configuration.$property, $changed[$property])
  }
  if ($PSCmdlet.ShouldProcess($domain.Id, "set $($changed.Keys -join ', ')")) {
    $null = Update-MgDomainFederationConfiguration -DomainId $domain.Id -InternalDomainFederationId $configuration.Id @changed -Confirm:$false -ErrorAction Stop
    Show-JoineryResult -Domain $domain.Id
  }
}`,
  ],
})

export const undoFederation = defineScript({
  name: 'undo-federation',
  title: 'Go back to the settings saved before',
  about:
    'Reads the latest joinery-federation-*.json of the domain in the present folder, which the other scripts wrote, and makes the domain as it was: with its settings of then, or Managed. Of a managed domain the users sign in with passwords that Entra has (password hash synchronisation) or none.',
  where: 'Entra',
  needs,
  undo: 'the script saves what it finds before it changes it; run it once more with that file.',
  parameters: z.strictObject({
    ...tenant,
    savedFile: z.string().min(1).max(250).optional().describe('The file; left out, the latest of the domain.'),
  }),
  command: 'Undo-JoineryFederation',
  values: ({ savedFile, ...given }) => ({ ...tenantValues(given), SavedFile: savedFile }),
  functions: [
    connectTenant,
    saveConfiguration,
    `
function Undo-JoineryFederation {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param()
  $ErrorActionPreference = 'Stop'
  $path = $JoineryValues.SavedFile
  if (-not $path) {
    $latest = Get-ChildItem -Path "joinery-federation-$($JoineryValues.Domain)-*.json" | Sort-Object -Property Name | Select-Object -Last 1
    if (-not $latest) { throw "There is no joinery-federation-$($JoineryValues.Domain)-*.json in this folder. Go to the folder in which the other script ran." }
    $path = $latest.FullName
  }
  $saved = Get-Content -LiteralPath $path -Raw | ConvertFrom-Json
  if ($saved.Domain -ne $JoineryValues.Domain) { throw "$path is of the domain $($saved.Domain), not of $($JoineryValues.Domain)." }
  Connect-JoineryTenant
  $domain = Get-JoineryDomain -Domain $JoineryValues.Domain
  $configuration = Get-JoineryConfiguration -Domain $domain
  Write-Host "Going back to $path"
  if ($saved.AuthenticationType -ne 'Federated') {
    if (-not $configuration) {
      Write-Host "$($domain.Id) is Managed already. Nothing was changed."
      return
    }
    Save-JoineryConfiguration -Domain $domain -Configuration $configuration
    if ($PSCmdlet.ShouldProcess($domain.Id, 'make it Managed')) {
      Update-MgDomain -DomainId $domain.Id -AuthenticationType 'Managed' -Confirm:$false -ErrorAction Stop
    }
    return
  }
  $before = @{}
  foreach ($property in $JoineryProperties) {
    if ("$($saved.Configuration.$property)" -ne '') { $before[$property] = "$($saved.Configuration.$property)" }
  }
  Save-JoineryConfiguration -Domain $domain -Configuration $configuration
  if ($PSCmdlet.ShouldProcess($domain.Id, "set $($before.Keys -join ', ') as saved")) {
    if ($configuration) {
      $null = Update-MgDomainFederationConfiguration -DomainId $domain.Id -InternalDomainFederationId $configuration.Id @before -Confirm:$false -ErrorAction Stop
    }
    else {
      $null = New-MgDomainFederationConfiguration -DomainId $domain.Id @before -Confirm:$false -ErrorAction Stop
    }
    Get-MgDomainFederationConfiguration -DomainId $domain.Id -ErrorAction Stop | Format-List
  }
}`,
  ],
})

export const setNextSigningCertificate = defineScript({
  name: 'set-next-signing-certificate',
  title: 'Announce the next signing certificate',
  about:
    'Sets nextSigningCertificate of the domain, so that Entra takes tokens of the present and of the next key. Changes nothing else, and refuses where Entra has another issuer or knows neither the present nor the next certificate.',
  where: 'Entra',
  needs,
  undo: 'the printed command sets the former value. A certificate that is announced and unused does no harm.',
  parameters: z.strictObject({
    ...tenant,
    issuerUri: federation.issuerUri,
    signingCertificate: federation.signingCertificate,
    nextSigningCertificate: certificateParameter.describe('The certificate that signs after the rollover.'),
  }),
  command: 'Set-JoineryNextCertificate',
  values: (given) => ({
    ...tenantValues(given),
    IssuerUri: given.issuerUri,
    SigningCertificate: given.signingCertificate,
    NextSigningCertificate: given.nextSigningCertificate,
  }),
  functions: [
    connectTenant,
    saveConfiguration,
    `
function Set-JoineryNextCertificate {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param()
  $ErrorActionPreference = 'Stop'
  Connect-JoineryTenant
  $domain = Get-JoineryDomain -Domain $JoineryValues.Domain
  $configuration = Get-JoineryConfiguration -Domain $domain
  if ($configuration.IssuerUri -cne $JoineryValues.IssuerUri) {
    throw "$($domain.Id) is not federated with $($JoineryValues.IssuerUri). Nothing was changed."
  }
  if ($configuration.NextSigningCertificate -ceq $JoineryValues.NextSigningCertificate) {
    Write-Host "$($domain.Id) has this next certificate already. Nothing was changed."
  }
  else {
    if (@($JoineryValues.SigningCertificate, $JoineryValues.NextSigningCertificate) -cnotcontains $configuration.SigningCertificate) {
      throw "Entra has another signing certificate for $($domain.Id) than the one that signs: mend that first, with the script for a federated domain."
    }
    Save-JoineryConfiguration -Domain $domain -Configuration $configuration
    Show-JoineryWayBack -Domain $domain.Id -Configuration $configuration
    if ($PSCmdlet.ShouldProcess($domain.Id, 'set NextSigningCertificate')) {
      $null = Update-MgDomainFederationConfiguration -DomainId $domain.Id -InternalDomainFederationId $configuration.Id -NextSigningCertificate $JoineryValues.NextSigningCertificate -Confirm:$false -ErrorAction Stop
    }
  }
  Write-Host 'Entra has now (paste this into Joinery, Keys, as the proof that it knows the next certificate):'
  Get-MgDomainFederationConfiguration -DomainId $domain.Id -ErrorAction Stop | Format-List
}`,
  ],
})
