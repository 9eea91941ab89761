import { z } from 'zod'
import { enterDomain, openPolicy } from './active-directory-functions.ts'
import { defineScript } from './script.ts'
import {
  distinguishedNameParameter,
  domainParameter,
  hostParameter,
  policyNameParameter,
  tenantIdParameter,
} from './script-parameters.ts'

/** The scripts that tell devices where to go: the service connection point, and group policies for devices and browsers. */

const dnsDomain = domainParameter.optional().describe('DNS name of the AD domain; elsewhere the script refuses to run.')
const domain = domainParameter.describe('The federated domain, as verified in Entra.')
const tenantId = tenantIdParameter
const targetDn = distinguishedNameParameter.describe(
  'The OU of the devices, or the domain, that the policy is linked to.',
)

const forestNeeds =
  'the module ActiveDirectory (RSAT), and Enterprise Admins: the entry is in the configuration of the forest.'
const policyNeeds =
  'the modules ActiveDirectory and GroupPolicy (RSAT), and the right to make group policies and to link them there.'
const policyUndo =
  'the policy as it was is backed up; Restore-GPO or Remove-GPO is printed. Values that devices have got stay until another policy or reg.exe deletes them.'

export const writeConnectionPoint = defineScript({
  name: 'write-connection-point',
  title: 'Tell every device of the forest its tenant (service connection point)',
  about:
    'Writes the service connection point: tenant id and federated domain. Every domain-joined Windows device of the forest then tries to join Entra through the identity provider of that domain. For a pilot take the script for one OU, and leave this for the end.',
  where: 'Active Directory',
  needs: forestNeeds,
  undo: 'the former keywords are saved, and the command that sets them is printed.',
  parameters: z.strictObject({ tenantId, domain, dnsDomain }),
  command: 'Set-JoineryConnectionPoint',
  values: ({ tenantId: id, domain: name, dnsDomain: dns }) => ({ TenantId: id, Domain: name, DnsDomain: dns }),
  functions: [
    enterDomain,
    String.raw`
function Set-JoineryConnectionPoint {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param()
  $ErrorActionPreference = 'Stop'
  $null = Enter-JoineryDomain
  $services = 'CN=Services,{0}' -f (Get-ADRootDSE).configurationNamingContext
  $container = "CN=Device Registration Configuration,$services"
  $dn = "CN=62a0ff2e-97b9-4513-943f-0d221bd30080,$container"
  $keywords = @("azureADId:$($JoineryValues.TenantId)", "azureADName:$($JoineryValues.Domain)")
  $point = Get-ADObject -Filter { objectClass -eq 'serviceConnectionPoint' } -SearchBase $services -Properties keywords |
    Where-Object { $_.DistinguishedName -eq $dn }
  if ($point) {
    $before = @($point.keywords)
    $same = @($before | Where-Object { $keywords -contains $_ }).Count
    if ($same -eq 2 -and $before.Count -eq 2) {
      Write-Host 'The service connection point says this already. Nothing was changed.'
      return
    }
    Save-JoineryState -Name 'connection-point' -State ([ordered] @{ DistinguishedName = $dn; Keywords = $before })
    $quoted = @($before | ForEach-Object { "'{0}'" -f ($_ -replace '[\u0027\u2018-\u201b]', '$0$0') }) -join ', '
    Write-Host "The way back: Set-ADObject -Identity '$dn' -Replace @{ keywords = @($quoted) }"
    if ($PSCmdlet.ShouldProcess($dn, "write $($keywords -join ', ')")) {
      Set-ADObject -Identity $point -Replace @{ keywords = $keywords } -Confirm:$false
    }
    return
  }
  Write-Host "The way back: Remove-ADObject -Identity '$dn'"
  if ($PSCmdlet.ShouldProcess($dn, "make it, with $($keywords -join ', ')")) {
    $parents = @(Get-ADObject -LDAPFilter '(cn=Device Registration Configuration)' -SearchBase $services -SearchScope OneLevel)
    if ($parents.Count -eq 0) { New-ADObject -Name 'Device Registration Configuration' -Type 'container' -Path $services -Confirm:$false }
    New-ADObject -Name '62a0ff2e-97b9-4513-943f-0d221bd30080' -Type 'serviceConnectionPoint' -Path $container -OtherAttributes @{ keywords = $keywords } -Confirm:$false
  }
}`,
  ],
})

export const pilotConnectionPoint = defineScript({
  name: 'pilot-connection-point',
  title: 'Tell the devices of one OU their tenant (pilot)',
  about:
    'Makes a group policy that writes tenant id and federated domain into the registry of the devices of one OU. It wins over the service connection point, so a pilot can begin while the rest of the forest stays as it is.',
  where: 'Active Directory',
  needs: policyNeeds,
  undo: policyUndo,
  parameters: z.strictObject({
    tenantId,
    domain,
    targetDn,
    dnsDomain,
    policyName: policyNameParameter.default('Joinery: hybrid join pilot').describe('Name of the group policy.'),
  }),
  command: 'Set-JoineryPilot',
  values: ({ tenantId: id, domain: name, targetDn: target, dnsDomain: dns, policyName }) => ({
    TenantId: id,
    Domain: name,
    TargetDn: target,
    PolicyName: policyName,
    DnsDomain: dns,
  }),
  functions: [
    enterDomain,
    openPolicy,
    String.raw`
function Set-JoineryPilot {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param()
  $ErrorActionPreference = 'Stop'
  $null = Enter-JoineryDomain
  if ($PSCmdlet.ShouldProcess($JoineryValues.TargetDn, "link the policy $($JoineryValues.PolicyName)")) {
    $policy = Open-JoineryPolicy
    $key = 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\CDJ\AAD'
    foreach ($pair in @(@('TenantId', $JoineryValues.TenantId), @('TenantName', $JoineryValues.Domain))) {
      Remove-GPPrefRegistryValue -Guid $policy.Id -Context Computer -Key $key -ValueName $pair[0] -ErrorAction SilentlyContinue -Confirm:$false
      $null = Set-GPPrefRegistryValue -Guid $policy.Id -Context Computer -Action Update -Key $key -ValueName $pair[0] -Type String -Value $pair[1] -Confirm:$false
    }
    Write-Host 'On a device of the OU: gpupdate /target:computer, then dsregcmd /join /debug as SYSTEM.'
  }
}`,
  ],
})

export const setFallbackToSyncJoin = defineScript({
  name: 'set-fallback-to-sync-join',
  title: 'Switch the fallback to sync join off, or on again',
  about:
    'Makes a group policy that sets FallbackToSyncJoin. While the fallback is on, a join that fails here may succeed an hour later through Entra Connect, and nobody sees that federation is broken.',
  where: 'Active Directory',
  needs: policyNeeds,
  undo: policyUndo,
  parameters: z.strictObject({
    targetDn,
    fallback: z.enum(['off', 'on']).default('off').describe('off while you set up and test.'),
    dnsDomain,
    policyName: policyNameParameter.default('Joinery: fallback to sync join').describe('Name of the group policy.'),
  }),
  command: 'Set-JoineryFallback',
  values: ({ targetDn: target, fallback, dnsDomain: dns, policyName }) => ({
    TargetDn: target,
    Fallback: fallback,
    PolicyName: policyName,
    DnsDomain: dns,
  }),
  functions: [
    enterDomain,
    openPolicy,
    String.raw`
function Set-JoineryFallback {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param()
  $ErrorActionPreference = 'Stop'
  $null = Enter-JoineryDomain
  if ($PSCmdlet.ShouldProcess($JoineryValues.TargetDn, "set the fallback $($JoineryValues.Fallback) by the policy $($JoineryValues.PolicyName)")) {
    $policy = Open-JoineryPolicy
    $key = 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\CDJ'
    $value = if ($JoineryValues.Fallback -eq 'on') { 1 } else { 0 }
    Remove-GPPrefRegistryValue -Guid $policy.Id -Context Computer -Key $key -ValueName 'FallbackToSyncJoin' -ErrorAction SilentlyContinue -Confirm:$false
    $null = Set-GPPrefRegistryValue -Guid $policy.Id -Context Computer -Action Update -Key $key -ValueName 'FallbackToSyncJoin' -Type DWord -Value $value -Confirm:$false
  }
}`,
  ],
})

export const setBrowserZones = defineScript({
  name: 'set-browser-zones',
  title: 'Let browsers sign in with Kerberos',
  about:
    'Makes a group policy for Edge, Chrome, Firefox and the Windows zones: the hosts of Joinery are in the local intranet zone, where Windows signs in by itself, and browsers may send a ticket to them. Devices need none of it to join; without it users see the form.',
  where: 'Active Directory',
  needs: policyNeeds,
  undo: policyUndo,
  parameters: z.strictObject({
    hosts: z.array(hostParameter).min(1).max(20).describe('Host names of Joinery.'),
    targetDn,
    dnsDomain,
    policyName: policyNameParameter.default('Joinery: browser sign-in').describe('Name of the group policy.'),
  }),
  command: 'Set-JoineryBrowserZones',
  values: ({ hosts, targetDn: target, dnsDomain: dns, policyName }) => ({
    Hosts: hosts,
    TargetDn: target,
    PolicyName: policyName,
    DnsDomain: dns,
  }),
  functions: [
    enterDomain,
    openPolicy,
    String.raw`
function Set-JoineryBrowserZones {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param()
  $ErrorActionPreference = 'Stop'
  $null = Enter-JoineryDomain
  $hosts = @($JoineryValues.Hosts)
  Write-Host 'If another policy sets AuthServerAllowlist of Edge or Chrome, one of the two wins, whole: put all hosts into one policy.'
  if ($PSCmdlet.ShouldProcess($JoineryValues.TargetDn, "trust $($hosts -join ', ') by the policy $($JoineryValues.PolicyName)")) {
    $policy = Open-JoineryPolicy
    $zones = 'HKLM\Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings'
    $null = Set-GPRegistryValue -Guid $policy.Id -Key $zones -ValueName 'ListBox_Support_ZoneMapKey' -Type DWord -Value 1 -Confirm:$false
    foreach ($name in $hosts) {
      $null = Set-GPRegistryValue -Guid $policy.Id -Key "$zones\ZoneMapKey" -ValueName "https://$name" -Type String -Value '1' -Confirm:$false
    }
    # 0x20000: sign in by itself in the intranet zone only.
    $null = Set-GPRegistryValue -Guid $policy.Id -Key "$zones\Zones\1" -ValueName '1A00' -Type DWord -Value 131072 -Confirm:$false
    foreach ($key in 'HKLM\Software\Policies\Microsoft\Edge', 'HKLM\Software\Policies\Google\Chrome') {
      $null = Set-GPRegistryValue -Guid $policy.Id -Key $key -ValueName 'AuthServerAllowlist' -Type String -Value ($hosts -join ',') -Confirm:$false
    }
    $number = 0
    foreach ($name in $hosts) {
      $number += 1
      $null = Set-GPRegistryValue -Guid $policy.Id -Key 'HKLM\Software\Policies\Mozilla\Firefox\Authentication\SPNEGO' -ValueName "$number" -Type String -Value $name -Confirm:$false
    }
    Write-Host 'On a device: gpupdate, then start the browser again. klist shows a ticket for HTTP/ and the host after the first visit.'
  }
}`,
  ],
})
