# Makes build\kabao-VERSION-setup.exe on Windows 10 or 11 (x64):
#   powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1
# Needs Python 3.11 (64 bit) as "py -3.11" and Inno Setup 6 (ISCC.exe on the PATH or in its usual folder).
#
# NOT RUN BY ITS AUTHORS: there was no Windows to run it on. It was written against the documented
# behaviour of PyInstaller 6 and Inno Setup 6 and read through twice; see docs/packaging.md, "Windows".
$ErrorActionPreference = 'Stop'
$root = Resolve-Path (Join-Path $PSScriptRoot '..\..')
$build = Join-Path $root 'build'

# The folder: kabao.exe speaks to the terminal, kabao-desktop.exe opens the window.
& py -3.11 (Join-Path $root 'packaging\frozen\build.py') (Join-Path $build 'frozen')
if ($LASTEXITCODE -ne 0) { throw 'The frozen folder could not be built.' }

# What was built must start before it is packed.
$said = & (Join-Path $build 'frozen\kabao\kabao.exe') --version
if ($LASTEXITCODE -ne 0) { throw 'kabao.exe does not start.' }
$source = Get-Content -Raw -Encoding UTF8 (Join-Path $root 'desktop\kabao\__init__.py')
if ($source -notmatch '__version__ = "([^"]+)"') { throw 'There is no version in kabao\__init__.py.' }
$version = $Matches[1]
if ($said.Trim() -ne $version) { throw "kabao.exe says $said, the source says $version." }

$compiler = Get-Command ISCC.exe -ErrorAction SilentlyContinue
if ($compiler) { $iscc = $compiler.Source }
else { $iscc = Join-Path ${env:ProgramFiles(x86)} 'Inno Setup 6\ISCC.exe' }
if (-not (Test-Path $iscc)) { throw 'Inno Setup 6 is missing.' }
& $iscc "/DVersion=$version" "/O$build" (Join-Path $PSScriptRoot 'kabao.iss')
if ($LASTEXITCODE -ne 0) { throw 'The installer could not be compiled.' }
Write-Output (Join-Path $build "kabao-$version-setup.exe")
