<#
.SYNOPSIS
Sends new events of this machine's Windows event logs to hvevent. For a scheduled task; Register-HvEvents.ps1 makes it.

.DESCRIPTION
Keeps the place in each log as a bookmark and moves it on only when hvevent has said 200. What is being sent is kept in a file first,
so that a run that was broken off sends the same body again; hvevent counts it once. Needs no modules. Follows the .NET documentation
(System.Diagnostics.Eventing.Reader) for Windows PowerShell 5.1 and PowerShell 7. It was checked for its syntax; it was not run.

.EXAMPLE
.\Send-HvEvents.ps1 -Url https://hvevent.example.com/v1/events -Preview
Shows what hvevent makes of the last events. Nothing is stored, here or there.

.EXAMPLE
.\Send-HvEvents.ps1 -Url https://hvevent.example.com/v1/events -Forwarded
On a collector of forwarded events: sends the log ForwardedEvents.
#>
[CmdletBinding()]
param(
    # Of hvevent, up to /v1/events.
    [Parameter(Mandatory = $true)][uri]$Url,
    # One line: the token of a source in HVEVENT_INTAKE_TOKENS. Readable for SYSTEM and administrators only.
    [string]$TokenFile = (Join-Path $env:ProgramData 'hvevent\token.txt'),
    # Bookmarks, and what is being sent.
    [string]$StateDirectory = (Join-Path $env:ProgramData 'hvevent'),
    # Only the log ForwardedEvents, with everything in it.
    [switch]$Forwarded,
    # How far back the first run looks.
    [int]$FirstHours = 24,
    # Events in one request; hvevent takes 5,000 and 8 MiB.
    [int]$BatchSize = 500,
    [switch]$Preview
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

# In UTF-8 at most three bytes each.
$MostCharacters = 2000000
$Tries = 5
$LongestWait = 60
$Utf8 = New-Object System.Text.UTF8Encoding($false)

$Logs = @(
    # BEGIN of the list of logs (knowledge/providers.yaml; node test/generate/shipper-channels.ts writes it)
    @{ Channel = 'System'; Query = '*[System[Provider[@Name=''VMSMP'' or @Name=''storvsp'' or @Name=''vmbus'' or @Name=''netvsc'' or @Name=''VDS Basic Provider'' or @Name=''Service Control Manager'' or @Name=''disk'' or @Name=''EventLog'' or @Name=''Microsoft-Windows-Kernel-General'' or @Name=''Microsoft-Windows-Kernel-Power'' or @Name=''Microsoft-Windows-Time-Service'' or @Name=''Microsoft-Windows-Hyper-V-VmSwitch'' or @Name=''vmbusr'' or @Name=''Microsoft-Windows-Hyper-V-Hypervisor'' or @Name=''Microsoft-Windows-VHDMP'' or @Name=''Microsoft-Windows-MsLbfoSysEvtProvider'' or @Name=''Microsoft-Windows-FailoverClustering'' or @Name=''Microsoft-Windows-Hyper-V-Netvsc'' or @Name=''Microsoft-Windows-Hyper-V-Guest-Drivers-Vmbus'' or @Name=''vmstorfl'']]]' }
    @{ Channel = 'System'; Query = '*[System[Provider[@Name=''dmvsc'']]]' }
    @{ Channel = 'Application'; Query = '*[System[Provider[@Name=''Winlogon'' or @Name=''EventSystem'' or @Name=''VSS'' or @Name=''MSSQLSERVER'' or @Name=''SQLVDI'' or @Name=''vmicvss'' or @Name=''vmicheartbeat'' or @Name=''vmickvpexchange'' or @Name=''vmicshutdown'' or @Name=''vmictimesync'' or @Name=''vmicrdv'' or @Name=''vmicguestinterface'']]]' }
    @{ Channel = 'Microsoft-Windows-FailoverClustering-Manager/Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-FailoverClustering/Operational'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-Config-Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-Config-Operational'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-Guest-Drivers/Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-High-Availability-Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-Hypervisor-Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-Hypervisor-Operational'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-Image-Management-Service-Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-Image-Management-Service-Operational'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-Integration-Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-Shared-VHDX/Operational'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-StorageVSP-Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-SynthNic-Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-SynthStor-Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-VID-Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-VMMS-Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-VMMS-Networking'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-VMMS-Operational'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-VMMS-Storage'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-VmSwitch-Operational'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-Worker-Admin'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-Hyper-V-Worker-Operational'; Query = '*' }
    @{ Channel = 'Microsoft-Windows-VHDMP-Operational'; Query = '*' }
    # END of the list of logs
)
if ($Forwarded) { $Logs = @(@{ Channel = 'ForwardedEvents'; Query = '*' }) }

# ---- Small things -----------------------------------------------------------------------------------------------------

function Read-Token {
    if (-not (Test-Path -LiteralPath $TokenFile)) { throw "There is no file ${TokenFile}: Register-HvEvents.ps1 writes it." }
    # Everyone, Authenticated Users, Users.
    $open = 'S-1-1-0', 'S-1-5-11', 'S-1-5-32-545'
    $rules = (Get-Acl -LiteralPath $TokenFile).GetAccessRules($true, $true, [System.Security.Principal.SecurityIdentifier])
    foreach ($rule in $rules) {
        if ($rule.AccessControlType -eq 'Allow' -and $open -contains $rule.IdentityReference.Value) {
            throw "Other users may read ${TokenFile}: allow SYSTEM and administrators only."
        }
    }
    [System.IO.File]::ReadAllText($TokenFile, $Utf8).Trim()
}

# Whole, or not at all.
function Write-Whole([string]$Path, [string]$Text) {
    [System.IO.File]::WriteAllText("$Path.new", $Text, $Utf8)
    Move-Item -LiteralPath "$Path.new" -Destination $Path -Force
}

function Read-Bookmarks {
    $bookmarks = @{}
    if (Test-Path -LiteralPath $BookmarkFile) {
        $kept = [System.IO.File]::ReadAllText($BookmarkFile, $Utf8) | ConvertFrom-Json
        foreach ($property in $kept.PSObject.Properties) { $bookmarks[$property.Name] = [string]$property.Value }
    }
    $bookmarks
}

# ---- Bookmarks: an open class with BookmarkXml since .NET 7, closed with BookmarkText before --------------------------------

$AnyMember = [System.Reflection.BindingFlags]'Instance, Public, NonPublic'
$BookmarkType = [System.Diagnostics.Eventing.Reader.EventBookmark]

function ConvertFrom-Bookmark($Bookmark) {
    foreach ($name in 'BookmarkXml', 'BookmarkText') {
        $property = $BookmarkType.GetProperty($name, $AnyMember)
        if ($null -ne $property) { return [string]$property.GetValue($Bookmark, $null) }
    }
    throw 'This version of .NET keeps bookmarks in a way that is not known here.'
}

function ConvertTo-Bookmark([string]$Xml) {
    $constructor = $BookmarkType.GetConstructor($AnyMember, $null, [type[]]@([string]), $null)
    $constructor.Invoke([object[]]@($Xml))
}

# A log that was cleared may count from 1 again: then the bookmark stands behind its end.
function Test-Bookmark([string]$Xml, [string]$Channel) {
    if ($Xml -notmatch "RecordId='(\d+)'" -and $Xml -notmatch 'RecordId="(\d+)"') { return $false }
    $recordId = [long]$Matches[1]
    $session = [System.Diagnostics.Eventing.Reader.EventLogSession]::GlobalSession
    $log = $session.GetLogInformation($Channel, [System.Diagnostics.Eventing.Reader.PathType]::LogName)
    if ($null -eq $log.OldestRecordNumber -or $null -eq $log.RecordCount) { return $true }
    $recordId -lt ($log.OldestRecordNumber + $log.RecordCount)
}

# ---- Reading -------------------------------------------------------------------------------------------------------------

function Get-LateQuery([string]$Query) {
    $late = "TimeCreated[timediff(@SystemTime) <= $([long]$FirstHours * 3600000)]"
    if ($Query -eq '*') { return "*[System[$late]]" }
    # *[System[Provider[...]]]
    $Query.Substring(0, $Query.Length - 2) + " and $late]]"
}

# A reader that stands at the first new event; nothing when the machine has no such log.
function Open-Log($Log, [string]$Bookmark) {
    try {
        $isNew = $Bookmark -eq '' -or -not (Test-Bookmark $Bookmark $Log.Channel)
        $query = $Log.Query
        if ($isNew) { $query = Get-LateQuery $query }
        $type = [System.Diagnostics.Eventing.Reader.PathType]::LogName
        $reader = New-Object System.Diagnostics.Eventing.Reader.EventLogReader(
            (New-Object System.Diagnostics.Eventing.Reader.EventLogQuery($Log.Channel, $type, $query)))
        if (-not $isNew) { $reader.Seek((ConvertTo-Bookmark $Bookmark), 1) }
        return $reader
    }
    catch {
        $reason = $_.Exception.GetBaseException()
        if ($reason -isnot [System.Diagnostics.Eventing.Reader.EventLogNotFoundException]) {
            Write-Warning "$($Log.Channel): $($reason.Message)"
        }
    }
}

# The event as XML, with its text as forwarded events have it.
function ConvertTo-EventXml($Record) {
    $xml = $Record.ToXml()
    if ($xml.Contains('<RenderingInfo')) { return $xml }
    $text = $null
    try { $text = $Record.FormatDescription() } catch { Write-Verbose "No text: $($_.Exception.Message)" }
    if ([string]::IsNullOrEmpty($text)) { return $xml }
    # XML has no other control characters than these three.
    $text = [System.Security.SecurityElement]::Escape(($text -replace '[\x00-\x08\x0B\x0C\x0E-\x1F]', ' '))
    $culture = [System.Globalization.CultureInfo]::CurrentUICulture.Name
    $end = $xml.LastIndexOf('</Event>')
    $xml.Substring(0, $end) + "<RenderingInfo Culture='$culture'><Message>$text</Message></RenderingInfo></Event>"
}

# ---- Sending -------------------------------------------------------------------------------------------------------------

function New-Client {
    Add-Type -AssemblyName System.Net.Http
    if ($PSVersionTable.PSVersion.Major -lt 6) {
        [System.Net.ServicePointManager]::SecurityProtocol =
            [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12
    }
    $handler = New-Object System.Net.Http.HttpClientHandler
    # The token is for this address alone.
    $handler.AllowAutoRedirect = $false
    $client = New-Object System.Net.Http.HttpClient($handler)
    $client.Timeout = [TimeSpan]::FromSeconds(60)
    $client.DefaultRequestHeaders.Authorization =
        New-Object System.Net.Http.Headers.AuthenticationHeaderValue('Bearer', (Read-Token))
    $client
}

function ConvertTo-Gzip([string]$Text) {
    $bytes = $Utf8.GetBytes($Text)
    $packed = New-Object System.IO.MemoryStream
    $gzip = New-Object System.IO.Compression.GZipStream($packed, [System.IO.Compression.CompressionMode]::Compress)
    $gzip.Write($bytes, 0, $bytes.Length)
    $gzip.Dispose()
    , $packed.ToArray()
}

# @{ Status; Answer }. The same body until hvevent takes or refuses it; throws when it does neither.
function Send-Body([string]$Body, [uri]$To) {
    $packed = ConvertTo-Gzip $Body
    for ($try = 1; ; $try++) {
        $wait = [Math]::Min($LongestWait, [Math]::Pow(2, $try))
        try {
            $content = New-Object System.Net.Http.ByteArrayContent(, $packed)
            $content.Headers.TryAddWithoutValidation('Content-Type', 'application/xml; charset=utf-8') | Out-Null
            $content.Headers.ContentEncoding.Add('gzip')
            $response = $Client.PostAsync($To, $content).GetAwaiter().GetResult()
            $status = [int]$response.StatusCode
            $answer = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult()
            if ($status -ne 408 -and $status -ne 429 -and $status -lt 500) { return @{ Status = $status; Answer = $answer } }
            $failure = "hvevent answered ${status}: $answer"
            if ($null -ne $response.Headers.RetryAfter -and $null -ne $response.Headers.RetryAfter.Delta) {
                $wait = [Math]::Min($LongestWait, [Math]::Max(1, $response.Headers.RetryAfter.Delta.TotalSeconds))
            }
        }
        catch { $failure = $_.Exception.GetBaseException().Message }
        if ($try -ge $Tries) { throw "Not sent, the next run tries again: $failure" }
        Write-Verbose "$failure Again in $wait seconds."
        Start-Sleep -Seconds $wait
    }
}

# Sends what is kept, then moves the bookmark on.
function Complete-Pending {
    $pending = [System.IO.File]::ReadAllText($PendingFile, $Utf8) | ConvertFrom-Json
    $sent = Send-Body ([System.IO.File]::ReadAllText($BodyFile, $Utf8)) $Url
    switch ($sent.Status) {
        200 { Write-Output "$($pending.log): $($sent.Answer)" }
        { $_ -in 400, 413, 415 } {
            # The same would be refused again, and everything behind it would wait.
            $aside = Join-Path $StateDirectory ('refused-{0:yyyyMMddHHmmssfff}.xml' -f (Get-Date))
            Copy-Item -LiteralPath $BodyFile -Destination $aside
            Write-Warning "hvevent refused a request ($($sent.Status)); it is kept in ${aside}: $($sent.Answer)"
        }
        default { throw "hvevent answered $($sent.Status): check -Url and the token in $TokenFile. $($sent.Answer)" }
    }
    $bookmarks = Read-Bookmarks
    $bookmarks[[string]$pending.log] = [string]$pending.bookmark
    Write-Whole $BookmarkFile ($bookmarks | ConvertTo-Json)
    Remove-Item -LiteralPath $PendingFile, $BodyFile
}

function Send-Batch([string]$Key, [string]$Body, [string]$Bookmark) {
    Write-Whole $BodyFile $Body
    # From here on it is to be sent.
    Write-Whole $PendingFile (@{ log = $Key; bookmark = $Bookmark } | ConvertTo-Json)
    Complete-Pending
}

function Send-Log($Log, [string]$Key) {
    $bookmark = (Read-Bookmarks)[$Key]
    $reader = Open-Log $Log ([string]$bookmark)
    if ($null -eq $reader) { return }
    try {
        $body = New-Object System.Text.StringBuilder
        $count = 0
        $last = ''
        while ($null -ne ($record = $reader.ReadEvent())) {
            try {
                $body.Append((ConvertTo-EventXml $record)) | Out-Null
                $last = ConvertFrom-Bookmark $record.Bookmark
            }
            finally { $record.Dispose() }
            $count++
            if ($count -lt $BatchSize -and $body.Length -lt $MostCharacters) { continue }
            Send-Batch $Key "<Events>$body</Events>" $last
            $body.Length = 0
            $count = 0
        }
        if ($count -gt 0) { Send-Batch $Key "<Events>$body</Events>" $last }
    }
    finally { $reader.Dispose() }
}

# ---- What hvevent would make of the last events ---------------------------------------------------------------------------

function Show-Preview {
    $body = New-Object System.Text.StringBuilder
    foreach ($log in $Logs) {
        $reader = Open-Log $log ''
        if ($null -eq $reader) { continue }
        for ($i = 0; $i -lt 5 -and $null -ne ($record = $reader.ReadEvent()); $i++) {
            $body.Append((ConvertTo-EventXml $record)) | Out-Null
            $record.Dispose()
        }
        $reader.Dispose()
    }
    if ($body.Length -eq 0) { return "No events in the last $FirstHours hours." }
    (Send-Body "<Events>$body</Events>" ([uri]($Url.AbsoluteUri.TrimEnd('/') + '/preview'))).Answer
}

# ---------------------------------------------------------------------------------------------------------------------------

$Client = New-Client
if ($Preview) { Show-Preview; return }

New-Item -ItemType Directory -Path $StateDirectory -Force | Out-Null
$BookmarkFile = Join-Path $StateDirectory 'bookmarks.json'
$BodyFile = Join-Path $StateDirectory 'pending.xml'
$PendingFile = Join-Path $StateDirectory 'pending.json'
# A run that takes long is not overtaken by the next one.
$lock = [System.IO.File]::Open((Join-Path $StateDirectory 'lock'), 'OpenOrCreate', 'ReadWrite', 'None')
try {
    if (Test-Path -LiteralPath $PendingFile) { Complete-Pending }
    $parts = @{}
    foreach ($log in $Logs) {
        # Logs with many sources stand in the list more than once.
        $parts[$log.Channel] = 1 + [int]$parts[$log.Channel]
        Send-Log $log "$($log.Channel) $($parts[$log.Channel])"
    }
}
finally { $lock.Dispose() }
