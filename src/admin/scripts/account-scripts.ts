import { z } from 'zod'
import { enterDomain, makePassword, requireFreeSpns } from './active-directory-functions.ts'
import { defineScript } from './script.ts'
import {
  accountNameParameter,
  distinguishedNameParameter,
  domainParameter,
  spnParameter,
  upnParameter,
} from './script-parameters.ts'

/** The scripts for the two accounts that Joinery has in Active Directory: one bears the service names, the other only reads. */

const dnsDomain = domainParameter.optional().describe('DNS name of the AD domain; elsewhere the script refuses to run.')
const accountName = accountNameParameter.describe('sAMAccountName of the account.')
const upn = upnParameter.describe('UPN of the account. Case counts: the keys depend on it.')
const path = distinguishedNameParameter
  .optional()
  .describe('The OU the account is made in; left out, the container for users.')
const needs = 'the module ActiveDirectory (RSAT), and the right to make and change accounts there.'

export const createServiceAccount = defineScript({
  name: 'create-service-account',
  title: 'Make the service account, with AES and its SPN',
  about:
    'Makes the account that devices and browsers get Kerberos tickets for: AES only (msDS-SupportedEncryptionTypes 24), a random password made on your machine, and the SPN, refused where another account of the forest has it. An account that is there already gets AES and SPN and keeps its password.',
  where: 'Active Directory',
  needs,
  undo: 'Remove-ADUser for a new account; for one that was there, the printed Set-ADUser sets what it had.',
  parameters: z.strictObject({
    accountName,
    userPrincipalName: upn,
    servicePrincipalNames: z.array(spnParameter).min(1).max(20).describe('What tickets are asked for.'),
    dnsDomain,
    path,
  }),
  command: 'Set-JoineryServiceAccount',
  values: ({ accountName: name, userPrincipalName, servicePrincipalNames, dnsDomain: dns, path: at }) => ({
    AccountName: name,
    UserPrincipalName: userPrincipalName,
    ServicePrincipalNames: servicePrincipalNames,
    DnsDomain: dns,
    Path: at,
  }),
  functions: [
    enterDomain,
    makePassword,
    requireFreeSpns,
    `
function Set-JoineryServiceAccount {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param()
  $ErrorActionPreference = 'Stop'
  $domain = Enter-JoineryDomain
  $server = $domain.PDCEmulator
  $name = $JoineryValues.AccountName
  Assert-JoinerySpnsAreFree -Names $JoineryValues.ServicePrincipalNames -Account $name
  $account = Get-ADUser -Filter { sAMAccountName -eq $name } -Server $server -Properties @('servicePrincipalName', 'msDS-SupportedEncryptionTypes', 'pwdLastSet')
  if ($account) {
    if ($account.UserPrincipalName -cne $JoineryValues.UserPrincipalName) {
      throw "$name is there already, with the UPN $($account.UserPrincipalName). Give Joinery that UPN, or choose another account."
    }
    $before = $account.'msDS-SupportedEncryptionTypes'
    $missing = @($JoineryValues.ServicePrincipalNames | Where-Object { $account.servicePrincipalName -notcontains $_ })
    if ($before -eq 24 -and $missing.Count -eq 0) {
      Write-Host "$name has AES and its service names already. Nothing was changed."
      return
    }
    Save-JoineryState -Name $name -State ([ordered] @{
        DistinguishedName = $account.DistinguishedName; EncryptionTypes = $before; ServicePrincipalNames = @($account.servicePrincipalName)
      })
    $back = if ($null -eq $before) { '-Clear msDS-SupportedEncryptionTypes' } else { "-Replace @{ 'msDS-SupportedEncryptionTypes' = $before }" }
    Write-Host "The way back: Set-ADUser -Identity $name $back"
    foreach ($one in $missing) { Write-Host "              setspn -D $one $name" }
    if ($PSCmdlet.ShouldProcess($name, "set AES and add $($missing -join ', ')")) {
      Set-ADUser -Identity $account -Server $server -Replace @{ 'msDS-SupportedEncryptionTypes' = 24 } -Confirm:$false
      if ($missing.Count -gt 0) { Set-ADUser -Identity $account -Server $server -ServicePrincipalNames @{ Add = $missing } -Confirm:$false }
      Write-Host 'Its password was not changed. If it was set before AES was, reset it: that makes the AES keys.'
    }
    return
  }
  Write-Host "The way back: Remove-ADUser -Identity $name"
  if ($PSCmdlet.ShouldProcess($name, "make the account with AES and $($JoineryValues.ServicePrincipalNames -join ', ')")) {
    $password = New-JoineryPassword
    $new = @{
      Name = $name; SamAccountName = $name; UserPrincipalName = $JoineryValues.UserPrincipalName; Server = $server
      AccountPassword = (ConvertTo-SecureString -String $password -AsPlainText -Force); Enabled = $true; Confirm = $false
      PasswordNeverExpires = $true; CannotChangePassword = $true; Description = 'Joinery: Kerberos service account'
      OtherAttributes = @{ 'msDS-SupportedEncryptionTypes' = 24; servicePrincipalName = $JoineryValues.ServicePrincipalNames }
    }
    if ($JoineryValues.Path) { $new.Path = $JoineryValues.Path }
    New-ADUser @new
    Show-JoineryPassword -Account $name -Password $password
  }
}`,
  ],
})

export const resetServicePassword = defineScript({
  name: 'reset-service-password',
  title: 'Reset the password of the service account',
  about:
    'Gives the service account a new random password, made on your machine: that makes its AES keys, where the old password was set before AES was switched on. Refuses while AES is off. Joinery takes tickets of the old keys for as long as it retains them, 610 minutes by default.',
  where: 'Active Directory',
  needs,
  undo: 'there is none: Active Directory does not tell the old password. Enter the new one in Joinery at once.',
  parameters: z.strictObject({ accountName, dnsDomain }),
  command: 'Reset-JoineryServicePassword',
  values: ({ accountName: name, dnsDomain: dns }) => ({ AccountName: name, DnsDomain: dns }),
  functions: [
    enterDomain,
    makePassword,
    `
function Reset-JoineryServicePassword {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param()
  $ErrorActionPreference = 'Stop'
  $domain = Enter-JoineryDomain
  $account = Get-ADUser -Identity $JoineryValues.AccountName -Server $domain.PDCEmulator -Properties @('servicePrincipalName', 'msDS-SupportedEncryptionTypes', 'pwdLastSet')
  if (([int] $account.'msDS-SupportedEncryptionTypes' -band 24) -eq 0) {
    throw "$($account.SamAccountName) does not support AES yet. Run the script for the service account first."
  }
  if (@($account.servicePrincipalName | Where-Object { $_ -like 'HTTP/*' }).Count -eq 0) {
    throw "$($account.SamAccountName) has no HTTP/ service name, so it is not the service account of an identity provider."
  }
  Save-JoineryState -Name $account.SamAccountName -State ([ordered] @{
      DistinguishedName = $account.DistinguishedName; PasswordLastSet = [DateTime]::FromFileTimeUtc($account.pwdLastSet).ToString('o')
    })
  if ($PSCmdlet.ShouldProcess($account.DistinguishedName, 'reset the password; there is no way back')) {
    $password = New-JoineryPassword
    Set-ADAccountPassword -Identity $account -Server $domain.PDCEmulator -Reset -NewPassword (ConvertTo-SecureString -String $password -AsPlainText -Force) -Confirm:$false
    Show-JoineryPassword -Account $account.SamAccountName -Password $password
    Write-Host 'Devices get tickets with the new key after: klist -li 0x3e7 purge (as administrator), users after: klist purge.'
  }
}`,
  ],
})

export const createBindAccount = defineScript({
  name: 'create-bind-account',
  title: 'Make the account that Joinery reads the directory with',
  about:
    'Makes an ordinary account with a random password, made on your machine. It is put into no group: every account of the domain may read what Joinery reads, and this one shall do nothing else.',
  where: 'Active Directory',
  needs,
  undo: 'Remove-ADUser.',
  parameters: z.strictObject({ accountName, userPrincipalName: upn, dnsDomain, path }),
  command: 'Add-JoineryBindAccount',
  values: ({ accountName: name, userPrincipalName, dnsDomain: dns, path: at }) => ({
    AccountName: name,
    UserPrincipalName: userPrincipalName,
    DnsDomain: dns,
    Path: at,
  }),
  functions: [
    enterDomain,
    makePassword,
    `
function Add-JoineryBindAccount {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param()
  $ErrorActionPreference = 'Stop'
  $domain = Enter-JoineryDomain
  $name = $JoineryValues.AccountName
  if (Get-ADUser -Filter { sAMAccountName -eq $name } -Server $domain.PDCEmulator) {
    Write-Host "$name is there already. Nothing was changed; where its password is not known, reset it: Set-ADAccountPassword -Identity $name -Reset"
    return
  }
  Write-Host "The way back: Remove-ADUser -Identity $name"
  if ($PSCmdlet.ShouldProcess($name, 'make the account')) {
    $password = New-JoineryPassword
    $new = @{
      Name = $name; SamAccountName = $name; UserPrincipalName = $JoineryValues.UserPrincipalName; Server = $domain.PDCEmulator
      AccountPassword = (ConvertTo-SecureString -String $password -AsPlainText -Force); Enabled = $true; Confirm = $false
      PasswordNeverExpires = $true; CannotChangePassword = $true; Description = 'Joinery: reads the directory, nothing else'
      OtherAttributes = @{ 'msDS-SupportedEncryptionTypes' = 24 }
    }
    if ($JoineryValues.Path) { $new.Path = $JoineryValues.Path }
    New-ADUser @new
    Show-JoineryPassword -Account $name -Password $password
  }
}`,
  ],
})
