# Installs helm-dagu and dagu-post on Windows from a release, without Helm's plugins:
#
#     powershell -ExecutionPolicy Bypass -File install.ps1 ADDRESS [FOLDER]
#
# ADDRESS is the address of the files of the release, FOLDER a folder on the Path. Nothing is
# installed unless the archive has the sum in the release's SHA256SUMS.
param(
    [Parameter(Mandatory = $true)][string]$Address,
    [string]$Folder = "$env:LOCALAPPDATA\Programs\dagu"
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

if ($env:OS -ne 'Windows_NT') { throw 'this script is for Windows: use install.sh' }
# On arm64, Windows 11 runs programs for amd64.
if (-not [Environment]::Is64BitOperatingSystem) { throw 'there is no release for Windows with 32 bits' }
$Address = $Address.TrimEnd('/')
$Folder = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Folder)

$work = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
New-Item -ItemType Directory $work | Out-Null
try {
    $sums = Join-Path $work 'SHA256SUMS'
    Invoke-WebRequest -UseBasicParsing "$Address/SHA256SUMS" -OutFile $sums
    $line = Get-Content $sums | Where-Object { $_ -match '  dagu-plugin-.*-windows-amd64\.tgz$' }
    if (-not $line) { throw 'the release has no archive for windows-amd64' }
    $sum, $name = $line -split '\s+'
    $archive = Join-Path $work $name
    Invoke-WebRequest -UseBasicParsing "$Address/$name" -OutFile $archive
    if ((Get-FileHash -Algorithm SHA256 $archive).Hash -ne $sum) {
        throw "$name is not what SHA256SUMS says: nothing was installed"
    }
    # Without the path: the tar of Git takes the letter of a drive for the name of a host.
    Push-Location $work
    try { tar -xzf $name helm-dagu.exe } finally { Pop-Location }
    if ($LASTEXITCODE -ne 0) { throw "cannot unpack $name" }
    New-Item -ItemType Directory -Force $Folder | Out-Null
    # Windows has no links for everybody: the program is there twice.
    foreach ($program in 'helm-dagu.exe', 'dagu-post.exe') {
        Copy-Item -Force (Join-Path $work 'helm-dagu.exe') (Join-Path $Folder $program)
    }
    & (Join-Path $Folder 'helm-dagu.exe') version
    if ($LASTEXITCODE -ne 0) { throw 'the program does not run on this machine' }
    if (($env:Path -split ';') -notcontains $Folder) {
        Write-Output "Put $Folder on your Path:"
        $old = "[Environment]::GetEnvironmentVariable('Path', 'User')"
        Write-Output "[Environment]::SetEnvironmentVariable('Path', $old + ';$Folder', 'User')"
    }
}
finally {
    Remove-Item -Recurse -Force $work
}
