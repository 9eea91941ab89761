/** PowerShell that the scripts for Entra have in common: sign in, look at the domain, save, and print the way back. */

export const connectTenant = `
function Connect-JoineryTenant {
  foreach ($command in 'Connect-MgGraph', 'Get-MgDomain', 'Update-MgDomainFederationConfiguration') {
    if (-not (Get-Command -Name $command -ErrorAction SilentlyContinue)) {
      throw "$command is missing. Run first: Install-Module Microsoft.Graph.Identity.DirectoryManagement -Scope CurrentUser"
    }
  }
  $arguments = @{ Scopes = @('Domain.ReadWrite.All', 'Directory.AccessAsUser.All'); NoWelcome = $true; ErrorAction = 'Stop' }
  if ($JoineryValues.Environment) { $arguments.Environment = $JoineryValues.Environment }
  if ($JoineryValues.TenantId) { $arguments.TenantId = $JoineryValues.TenantId }
  Connect-MgGraph @arguments
  $context = Get-MgContext
  if ($JoineryValues.TenantId -and $context.TenantId -ne $JoineryValues.TenantId) {
    throw "You are signed in to the tenant $($context.TenantId), not to $($JoineryValues.TenantId). Run Disconnect-MgGraph and begin again."
  }
  Write-Host "Signed in to the tenant $($context.TenantId) as $($context.Account)"
}

function Get-JoineryDomain {
  param([string] $Domain)
  $found = Get-MgDomain -DomainId $Domain -ErrorAction SilentlyContinue
  if (-not $found) { throw "This tenant has no domain $Domain. Sign in to the tenant in which it is verified." }
  if (-not $found.IsVerified) { throw "$Domain is not verified yet. Verify it in Entra (Custom domain names) first." }
  if ($found.IsInitial) { throw "$Domain is the domain the tenant began with. Entra federates only domains of your own." }
  if ($found.IsDefault) { throw "$Domain is the default domain of the tenant, which Entra does not federate. Make another one the default first." }
  if (-not $found.IsRoot) { throw "$Domain takes its federation from the domain above it. Federate that one, or promote $Domain to a root domain first." }
  $found
}

function Get-JoineryConfiguration {
  param([object] $Domain)
  if ($Domain.AuthenticationType -eq 'Federated') {
    Get-MgDomainFederationConfiguration -DomainId $Domain.Id -ErrorAction Stop | Select-Object -First 1
  }
}
`

/** Every property that is saved; those that Entra takes are printed in the way back. */
export const saveConfiguration = String.raw`
$JoineryProperties = @('DisplayName', 'IssuerUri', 'ActiveSignInUri', 'PassiveSignInUri', 'SignOutUri', 'MetadataExchangeUri',
  'SigningCertificate', 'NextSigningCertificate', 'PreferredAuthenticationProtocol', 'FederatedIdpMfaBehavior', 'PromptLoginBehavior',
  'PasswordResetUri')

function Save-JoineryConfiguration {
  param([object] $Domain, [object] $Configuration)
  $name = 'joinery-federation-{0}-{1}.json' -f $Domain.Id, (Get-Date -Format 'yyyyMMdd-HHmmss')
  $path = Join-Path -Path (Get-Location -PSProvider FileSystem).ProviderPath -ChildPath $name
  $saved = [ordered] @{ Domain = $Domain.Id; AuthenticationType = "$($Domain.AuthenticationType)"; Configuration = $null }
  if ($Configuration) {
    $values = [ordered] @{ Id = $Configuration.Id }
    foreach ($property in $JoineryProperties) {
      if ("$($Configuration.$property)" -ne '') { $values[$property] = "$($Configuration.$property)" }
    }
    $saved.Configuration = $values
  }
  ConvertTo-Json -InputObject $saved -Depth 5 | Set-Content -LiteralPath $path -Encoding UTF8
  Write-Host "The present settings are saved in $path"
}

function ConvertTo-JoineryText {
  param([string] $Value)
  "'{0}'" -f ($Value -replace '[\u0027\u2018-\u201b]', '$0$0')
}

function Show-JoineryWayBack {
  param([string] $Domain, [object] $Configuration)
  Write-Host 'The way back, should you need it:'
  $name = ConvertTo-JoineryText -Value $Domain
  if (-not $Configuration) {
    Write-Host "  Update-MgDomain -DomainId $name -AuthenticationType Managed"
    return
  }
  $line = "  Update-MgDomainFederationConfiguration -DomainId $name -InternalDomainFederationId '$($Configuration.Id)'"
  foreach ($property in $JoineryProperties) {
    if ("$($Configuration.$property)" -ne '') { $line += " -$property $(ConvertTo-JoineryText -Value $Configuration.$property)" }
  }
  Write-Host $line
}
`

/** An issuer names one domain in all of Entra; two domains with one issuer end in AADSTS50107. */
export const requireOwnIssuer = `
function Assert-JoineryIssuerIsOwn {
  param([string] $Domain, [string] $IssuerUri)
  $others = Get-MgDomain -All -ErrorAction Stop | Where-Object { $_.AuthenticationType -eq 'Federated' -and $_.IsRoot -and $_.Id -ne $Domain }
  foreach ($other in $others) {
    $configuration = Get-MgDomainFederationConfiguration -DomainId $other.Id -ErrorAction Stop | Select-Object -First 1
    if ($configuration.IssuerUri -eq $IssuerUri) {
      throw "$($other.Id) has this IssuerUri already, and Entra wants one of its own for each domain. Make an application for $Domain in Joinery, and take its script."
    }
  }
}

function Get-JoineryDifferences {
  param([object] $Configuration)
  $changed = @{}
  foreach ($property in $JoineryProperties) {
    if ($JoineryValues.ContainsKey($property) -and "$($Configuration.$property)" -cne $JoineryValues[$property]) {
      $changed[$property] = $JoineryValues[$property]
    }
  }
  $changed
}

function Show-JoineryResult {
  param([string] $Domain)
  Write-Host 'Entra has now (paste this into Joinery: Microsoft 365, Overview, Compare):'
  Get-MgDomainFederationConfiguration -DomainId $Domain -ErrorAction Stop | Format-List
}
`
