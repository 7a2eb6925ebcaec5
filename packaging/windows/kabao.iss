; The installer for Windows, for Inno Setup 6; packaging\windows\build.ps1 compiles it.
; Installs for one user without asking for an administrator, or for all when one asks for that;
; ledgers (.kabao) open by a double click. Uninstalling takes away all that was installed and leaves
; ledgers and preferences, which are the user's.
;
; NOT RUN BY ITS AUTHORS: there was no Windows to run it on; see docs/packaging.md, "Windows".
#ifndef Version
  #error Give the version: ISCC /DVersion=0.1.0 kabao.iss
#endif
#define Folder "..\..\build\frozen\kabao"

[Setup]
; Never changes: by this a new version finds the old one.
AppId={{8C5D7B1E-6A0B-4C7D-9B2D-4B4142410001}
AppName=Kabao
AppVersion={#Version}
AppPublisher=The Kabao developers
DefaultDirName={autopf}\Kabao
DefaultGroupName=Kabao
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
ChangesAssociations=yes
CloseApplications=yes
Compression=lzma2
SolidCompression=yes
LicenseFile=..\..\LICENSE
OutputBaseFilename=kabao-{#Version}-setup
SetupIconFile=..\..\resources\icons\app\kabao.ico
UninstallDisplayIcon={app}\kabao-desktop.exe
UninstallDisplayName=Kabao 卡包
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
en.Ledger=Kabao ledger 卡包台账
en.Desktop=Put an icon on the desktop 在桌面放置图标

[Tasks]
Name: "desktop"; Description: "{cm:Desktop}"; Flags: unchecked

[InstallDelete]
; The inner folder is the program's alone; what an older version left there would be loaded.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\Kabao 卡包"; Filename: "{app}\kabao-desktop.exe"; AppUserModelID: "Kabao.Kabao"
Name: "{autodesktop}\Kabao 卡包"; Filename: "{app}\kabao-desktop.exe"; AppUserModelID: "Kabao.Kabao"; Tasks: desktop

[Registry]
; HKA is the user's part of the registry, or the machine's when installed for all.
Root: HKA; Subkey: "Software\Classes\.kabao\OpenWithProgids"; ValueType: string; ValueName: "Kabao.Ledger"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.kabao"; ValueType: string; ValueName: ""; ValueData: "Kabao.Ledger"; Flags: uninsdeletevalue createvalueifdoesntexist
Root: HKA; Subkey: "Software\Classes\.kabao"; ValueType: string; ValueName: "Content Type"; ValueData: "application/x-kabao"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Kabao.Ledger"; ValueType: string; ValueName: ""; ValueData: "{cm:Ledger}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Kabao.Ledger\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\kabao-desktop.exe,0"
Root: HKA; Subkey: "Software\Classes\Kabao.Ledger\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\kabao-desktop.exe"" ""%1"""

[Run]
Filename: "{app}\kabao-desktop.exe"; Description: "{cm:LaunchProgram,Kabao}"; Flags: nowait postinstall skipifsilent

[UninstallDelete]
Type: dirifempty; Name: "{app}"
