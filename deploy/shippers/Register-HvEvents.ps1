<#
.SYNOPSIS
Makes the scheduled task that sends events to hvevent every minute, and keeps its token where only SYSTEM and administrators can read it.

.DESCRIPTION
Run it as administrator, in the folder of Send-HvEvents.ps1. Windows Server 2016 or newer. Follows Microsoft's documentation of the
module ScheduledTasks, which is part of Windows. It was checked for its syntax; it was not run.
To undo: Unregister-ScheduledTask hvevent, and delete the two folders named hvevent.

.EXAMPLE
.\Register-HvEvents.ps1 -Url https://hvevent.example.com/v1/events

.EXAMPLE
.\Register-HvEvents.ps1 -Url https://hvevent.example.com/v1/events -Forwarded
On a collector of forwarded events (wef-subscription.xml).
#>
[CmdletBinding()]
param(
    # Of hvevent, up to /v1/events.
    [Parameter(Mandatory = $true)][uri]$Url,
    [switch]$Forwarded,
    [int]$EveryMinutes = 1
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$programs = Join-Path $env:ProgramFiles 'hvevent'
$data = Join-Path $env:ProgramData 'hvevent'
New-Item -ItemType Directory -Path $programs, $data -Force | Out-Null

# SYSTEM and administrators, by their SIDs: their names differ from language to language.
& icacls.exe $data /inheritance:r /grant:r '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' | Out-Null
if ($LASTEXITCODE -ne 0) { throw "The rights of $data could not be set." }

$secret = Read-Host -Prompt 'Token of this source (see HVEVENT_INTAKE_TOKENS)' -AsSecureString
$token = (New-Object System.Net.NetworkCredential('', $secret)).Password
[System.IO.File]::WriteAllText((Join-Path $data 'token.txt'), $token, (New-Object System.Text.UTF8Encoding($false)))

$script = Join-Path $programs 'Send-HvEvents.ps1'
Copy-Item -LiteralPath (Join-Path $PSScriptRoot 'Send-HvEvents.ps1') -Destination $script -Force
Unblock-File -LiteralPath $script

$arguments = "-NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File `"$script`" -Url $($Url.AbsoluteUri)"
if ($Forwarded) { $arguments += ' -Forwarded' }
$action = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument $arguments
$trigger = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes $EveryMinutes)
$settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -StartWhenAvailable -ExecutionTimeLimit (New-TimeSpan -Hours 1)
$principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-18' -LogonType ServiceAccount
Register-ScheduledTask -TaskName 'hvevent' -Action $action -Trigger $trigger -Settings $settings -Principal $principal -Force | Out-Null
Write-Output "The task hvevent runs every $EveryMinutes minutes. Its last result: Get-ScheduledTaskInfo hvevent"
