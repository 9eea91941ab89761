#Requires -Version 5.1
<#
.SYNOPSIS
  Gathers what is needed to find out why a Windows device does not become Microsoft Entra hybrid joined, into one text file.

.DESCRIPTION
  For whoever must approve this script:

  * It only reads. It changes no setting, joins or leaves nothing, purges no ticket, starts no trace and installs nothing.
    It writes one file: the one named by -OutFile.
  * It needs no module and no internet access. It speaks to no address but a domain controller of the device's own domain, by the
    same LDAP read that every domain member may do.
  * It runs these programs of Windows, with these arguments and no others:
      dsregcmd /status                       nltest /dsgetdc:DOMAIN          nltest /sc_query:DOMAIN
      klist tickets                          klist -li 0x3e7                 setspn -Q HTTP/STSHOST
      reg query KEY (four keys, see below)   w32tm /query /status            netsh winhttp show proxy
  * It reads events of the last days from five logs: User Device Registration, AAD, Kerberos, System (the KDC's) and, on a domain
    controller and only with -IncludeSecurityLog, three Kerberos events of Security.
  * Before anything is written, access tokens, assertions, passwords and what looks like them are replaced by [redacted].
    Names of people, computers and domains stay in the file: they are needed. Read it before you pass it on.

  Run it as SYSTEM to see what the join sees (in a scheduled task, or psexec -s), and as the user for the user's tickets.
  Hand the file to: joinery doctor FILE

  The script has NOT BEEN RUN ON WINDOWS by its authors; docs/collector.md has the list of what to try by hand first.

.EXAMPLE
  .\Collect-HybridJoin.ps1 -StsHost sts.example.com
#>
[CmdletBinding()]
param(
  # The one file that is written.
  [string] $OutFile = (Join-Path -Path (Get-Location) -ChildPath ('hybrid-join-{0}.txt' -f $env:COMPUTERNAME)),
  # Host name of the identity provider; without it no service principal name is looked up.
  [ValidatePattern('^[A-Za-z0-9.-]{1,253}$')]
  [string] $StsHost,
  # So many days back.
  [ValidateRange(1, 60)]
  [int] $Days = 7,
  # At most so many events of each log, the latest.
  [ValidateRange(1, 2000)]
  [int] $MaxEvents = 200,
  # Also 4768, 4769 and 4771 of Security. Only of use on a domain controller, and only an administrator may read it.
  [switch] $IncludeSecurityLog
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Continue'

# .NET does not know where PowerShell stands: a relative name would end up in another folder.
$OutFile = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutFile)

# What must not leave the machine: pattern and replacement. Applied to every line.
$Redactions = @(
  @('eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*', '[redacted token]'),
  @('(?:PHNhbW|PEFzc2Vyd|PHQ6UmVx|PHM6RW52|PHNvYX|PD94bW)[A-Za-z0-9+/_=-]{40,}', '[redacted assertion]'),
  @('(Name=["'']?(?:AuthToken|AccessToken|RefreshToken|Assertion)["'']?>)[^<]*', '$1[redacted]'),
  @('((?:password|passwd|pwd|client_secret|access_token|refresh_token|id_token|assertion|wresult|SAMLResponse)["'']?\s*[=:]\s*["'']?)[^\s&"'';,<]+', '$1[redacted]'),
  @('(://)[^/\s:@]+:[^/\s@]+@', '$1[redacted]@'),
  @('(^|[^A-Za-z0-9+/])(?!MI)[A-Za-z0-9+/]{300,}={0,2}', '$1[redacted data]')
)

$Lines = New-Object -TypeName 'System.Collections.Generic.List[string]'

function Add-Line {
  param([string] $Text)
  foreach ($pair in $Redactions) {
    $Text = [regex]::Replace($Text, $pair[0], $pair[1], 'IgnoreCase')
  }
  $Lines.Add($Text)
}

# One section: a heading, then whatever the block puts out, line by line. A block that fails is written down and the next one runs.
function Add-Section {
  param([string] $Title, [scriptblock] $Block)
  Add-Line -Text ''
  Add-Line -Text ('===== {0} =====' -f $Title)
  try {
    foreach ($item in @(& $Block)) {
      foreach ($line in ([string] $item) -split "`r?`n") { Add-Line -Text $line }
    }
  }
  catch {
    Add-Line -Text ('could not be read: {0}' -f $_.Exception.Message)
  }
}

# A program of Windows, by its full path, so that nothing else of that name can stand in for it.
function Read-Program {
  param([string] $Name, [string[]] $Arguments)
  $path = Join-Path -Path ([Environment]::SystemDirectory) -ChildPath $Name
  if (-not (Test-Path -LiteralPath $path)) { return ('{0} is not on this machine' -f $Name) }
  & $path $Arguments 2>&1 | ForEach-Object -Process { [string] $_ }
}

# Events as XML, one to a line. Their words are left out: the data is in the XML, and is not translated.
function Read-Log {
  param([string] $LogName, [int[]] $Id, [string] $Provider)
  $filter = @{ LogName = $LogName; StartTime = (Get-Date).AddDays(-$Days) }
  if ($Id) { $filter['Id'] = $Id }
  if ($Provider) { $filter['ProviderName'] = $Provider }
  $events = Get-WinEvent -FilterHashtable $filter -MaxEvents $MaxEvents -ErrorAction SilentlyContinue
  if (-not $events) { return 'no events' }
  $events | ForEach-Object -Process { $_.ToXml() -replace "`r?`n", ' ' }
}

# One read of the directory, as the account this runs as. Gives nothing where there is no domain.
function Find-Entry {
  param([string] $Base, [string] $Filter, [string[]] $Attributes)
  $searcher = New-Object -TypeName System.DirectoryServices.DirectorySearcher
  $searcher.SearchRoot = New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList ('LDAP://{0}' -f $Base)
  $searcher.Filter = $Filter
  $searcher.ClientTimeout = [TimeSpan]::FromSeconds(20)
  foreach ($name in $Attributes) { [void] $searcher.PropertiesToLoad.Add($name) }
  $searcher.FindOne()
}

function Get-RootValue {
  param([string] $Name)
  $root = New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList 'LDAP://RootDSE'
  [string] $root.Properties[$Name].Value
}

$identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
$domain = [System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().DomainName

Add-Line -Text 'Joinery collector 1'
Add-Line -Text ('Collected at: {0}' -f [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ'))
Add-Line -Text ('Collected on: {0}, {1}' -f $env:COMPUTERNAME, [Environment]::OSVersion.VersionString)
Add-Line -Text ('Collected as: {0}{1}' -f $identity.Name, $(if ($identity.IsSystem) { ' (SYSTEM)' } else { '' }))
Add-Line -Text ('Time zone: {0}; language: {1}' -f [TimeZoneInfo]::Local.Id, [Globalization.CultureInfo]::CurrentCulture.Name)

Add-Section -Title 'dsregcmd /status' -Block { Read-Program -Name 'dsregcmd.exe' -Arguments '/status' }

foreach ($key in @(
    'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\CDJ',
    'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\CDJ\AAD',
    'HKLM\SOFTWARE\Policies\Microsoft\Windows\WorkplaceJoin',
    'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\Kerberos\Parameters')) {
  Add-Section -Title ('reg query {0}' -f $key) -Block { Read-Program -Name 'reg.exe' -Arguments @('query', $key) }
}

Add-Section -Title 'service connection point' -Block {
  $base = 'CN=62a0ff2e-97b9-4513-943f-0d221bd30080,CN=Device Registration Configuration,CN=Services,{0}' -f (Get-RootValue -Name 'configurationNamingContext')
  $found = Find-Entry -Base $base -Filter '(objectClass=*)' -Attributes 'keywords'
  'DistinguishedName : {0}' -f $base
  'keywords          : {{{0}}}' -f (@($found.Properties['keywords']) -join ', ')
}

Add-Section -Title 'computer account' -Block {
  $base = Get-RootValue -Name 'defaultNamingContext'
  $wanted = @('distinguishedName', 'sAMAccountName', 'dNSHostName', 'objectGUID', 'objectSid', 'userAccountControl',
    'msDS-SupportedEncryptionTypes', 'userCertificate', 'servicePrincipalName', 'pwdLastSet')
  $found = Find-Entry -Base $base -Filter ('(sAMAccountName={0}$)' -f $env:COMPUTERNAME) -Attributes $wanted
  'ObjectClass                   : computer'
  foreach ($name in $wanted) {
    $values = @($found.Properties[$name])
    $text = switch ($name) {
      'objectGUID' { foreach ($value in $values) { [string] ([Guid] [byte[]] $value) } }
      'objectSid' { foreach ($value in $values) { [string] (New-Object -TypeName System.Security.Principal.SecurityIdentifier -ArgumentList ([byte[]] $value), 0) } }
      'userCertificate' { '{{{0}}}' -f (@($values | ForEach-Object -Process { [Convert]::ToBase64String([byte[]] $_) }) -join ', ') }
      'servicePrincipalName' { '{{{0}}}' -f ($values -join ', ') }
      default { $values -join ', ' }
    }
    '{0,-29} : {1}' -f $name, $text
  }
}

Add-Section -Title ('nltest /dsgetdc:{0}' -f $domain) -Block { Read-Program -Name 'nltest.exe' -Arguments ('/dsgetdc:{0}' -f $domain) }
Add-Section -Title ('nltest /sc_query:{0}' -f $domain) -Block { Read-Program -Name 'nltest.exe' -Arguments ('/sc_query:{0}' -f $domain) }
Add-Section -Title 'klist' -Block { Read-Program -Name 'klist.exe' -Arguments 'tickets' }
Add-Section -Title 'klist -li 0x3e7' -Block { Read-Program -Name 'klist.exe' -Arguments @('-li', '0x3e7') }
if ($StsHost) {
  Add-Section -Title ('setspn -Q HTTP/{0}' -f $StsHost) -Block { Read-Program -Name 'setspn.exe' -Arguments @('-Q', ('HTTP/{0}' -f $StsHost)) }
}
Add-Section -Title 'w32tm /query /status' -Block { Read-Program -Name 'w32tm.exe' -Arguments @('/query', '/status') }
Add-Section -Title 'netsh winhttp show proxy' -Block { Read-Program -Name 'netsh.exe' -Arguments @('winhttp', 'show', 'proxy') }

Add-Section -Title 'events of User Device Registration' -Block { Read-Log -LogName 'Microsoft-Windows-User Device Registration/Admin' }
Add-Section -Title 'events of AAD' -Block { Read-Log -LogName 'Microsoft-Windows-AAD/Operational' }
Add-Section -Title 'events of Kerberos' -Block { Read-Log -LogName 'Microsoft-Windows-Kerberos/Operational' }
Add-Section -Title 'events of the KDC' -Block { Read-Log -LogName 'System' -Provider 'Microsoft-Windows-Kerberos-Key-Distribution-Center' }
if ($IncludeSecurityLog) {
  Add-Section -Title 'Kerberos events of Security' -Block { Read-Log -LogName 'Security' -Id 4768, 4769, 4771 }
}
Add-Line -Text ''
Add-Line -Text '===== end ====='

[IO.File]::WriteAllLines($OutFile, $Lines, (New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $true))
Write-Output -InputObject ('Written: {0}' -f $OutFile)
