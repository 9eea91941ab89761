/** PowerShell that the scripts for Active Directory have in common: the right module and domain, a file with what was there, a password. */

export const enterDomain = `
function Enter-JoineryDomain {
  if (-not (Get-Module -ListAvailable -Name ActiveDirectory)) {
    throw 'The module ActiveDirectory is missing. Run this on a domain controller, or install RSAT: Active Directory Domain Services Tools.'
  }
  Import-Module -Name ActiveDirectory -ErrorAction Stop
  $domain = Get-ADDomain -ErrorAction Stop
  if ($JoineryValues.DnsDomain -and $domain.DNSRoot -ne $JoineryValues.DnsDomain) {
    throw "This machine is in the domain $($domain.DNSRoot), and the script is for $($JoineryValues.DnsDomain). Run it there."
  }
  Write-Host "Domain $($domain.DNSRoot), domain controller $($domain.PDCEmulator)"
  $domain
}

function Save-JoineryState {
  param([string] $Name, [object] $State)
  $file = 'joinery-{0}-{1}.json' -f $Name, (Get-Date -Format 'yyyyMMdd-HHmmss')
  $path = Join-Path -Path (Get-Location -PSProvider FileSystem).ProviderPath -ChildPath $file
  ConvertTo-Json -InputObject $State -Depth 5 | Set-Content -LiteralPath $path -Encoding UTF8
  Write-Host "What was there before is saved in $path"
}
`

export const makePassword = `
function New-JoineryPassword {
  $bytes = New-Object -TypeName 'byte[]' -ArgumentList 36
  $random = [System.Security.Cryptography.RandomNumberGenerator]::Create()
  $random.GetBytes($bytes)
  $random.Dispose()
  '{0}-aA1' -f [Convert]::ToBase64String($bytes)
}

function Show-JoineryPassword {
  param([string] $Account, [string] $Password)
  Write-Host ''
  Write-Host "The password of $($Account), shown this once. Enter it in Joinery now, then clear this window (Clear-Host):"
  Write-Host "  $Password"
}
`

/** The way of setspn -S: a service name that another account of the forest has is not added a second time. */
export const requireFreeSpns = `
function Assert-JoinerySpnsAreFree {
  param([string[]] $Names, [string] $Account)
  $catalog = Get-ADDomainController -Discover -Service GlobalCatalog -ErrorAction Stop
  $server = '{0}:3268' -f @($catalog.HostName)[0]
  foreach ($name in $Names) {
    $holders = @(Get-ADObject -LDAPFilter "(servicePrincipalName=$name)" -Server $server -Properties sAMAccountName -ErrorAction Stop)
    foreach ($holder in $holders) {
      if ($holder.sAMAccountName -ne $Account) {
        throw "$name belongs to $($holder.DistinguishedName) already; on two accounts, no ticket works. Take it from there first: setspn -D $name $($holder.sAMAccountName)"
      }
    }
  }
}
`

/** A group policy object with nothing else in it, made if it is not there, backed up if it is, linked where asked. */
export const openPolicy = `
function Open-JoineryPolicy {
  if (-not (Get-Module -ListAvailable -Name GroupPolicy)) {
    throw 'The module GroupPolicy is missing. Run this on a domain controller, or install RSAT: Group Policy Management Tools.'
  }
  Import-Module -Name GroupPolicy -ErrorAction Stop
  $target = Get-ADObject -Identity $JoineryValues.TargetDn -ErrorAction Stop
  $policy = Get-GPO -Name $JoineryValues.PolicyName -ErrorAction SilentlyContinue
  if ($policy) {
    $folder = Join-Path -Path (Get-Location -PSProvider FileSystem).ProviderPath -ChildPath ('joinery-policy-{0}' -f (Get-Date -Format 'yyyyMMdd-HHmmss'))
    $null = New-Item -ItemType Directory -Path $folder
    $null = Backup-GPO -Guid $policy.Id -Path $folder
    Write-Host "The policy as it was is saved in $folder"
    Write-Host "The way back: Restore-GPO -Guid $($policy.Id) -Path '$folder'"
  }
  else {
    $policy = New-GPO -Name $JoineryValues.PolicyName -Comment 'Made by a script of Joinery' -ErrorAction Stop
    Write-Host "The way back: Remove-GPO -Guid $($policy.Id)"
  }
  $links = (Get-GPInheritance -Target $target.DistinguishedName).GpoLinks
  if (@($links | Where-Object { $_.GpoId -eq $policy.Id }).Count -eq 0) {
    $null = New-GPLink -Guid $policy.Id -Target $target.DistinguishedName -LinkEnabled Yes -ErrorAction Stop
  }
  $policy
}
`
