#!/bin/sh
# Makes build/Kabao-VERSION-ARCH.dmg on macOS 12 or later: sh packaging/macos/build.sh
# Needs Python 3.11 (a framework or shared build) as python3.11, and the command line tools of Xcode.
# CODESIGN_IDENTITY signs with a Developer ID; without it the signature is ad hoc, and others must
# allow the program in the system settings once.
#
# NOT RUN BY ITS AUTHORS: there was no Mac to run it on. It was written against the documented
# behaviour of PyInstaller 6, codesign and hdiutil and read through twice; docs/packaging.md, "macOS".
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
build=$root/build
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$root/desktop/kabao/__init__.py")

# An icon of every size from the one drawing's pictures.
icons=$build/kabao.iconset
rm -rf "$icons"
mkdir -p "$icons"
for size in 16 32 128 256 512; do
    cp "$root/resources/icons/app/kabao-$size.png" "$icons/icon_${size}x${size}.png"
done
for size in 16 32 128 256; do
    cp "$root/resources/icons/app/kabao-$((size * 2)).png" "$icons/icon_${size}x${size}@2x.png"
done
iconutil -c icns -o "$build/kabao.icns" "$icons"

# PyInstaller lays the bundle out and signs every library in it (see kabao.spec, BUNDLE).
KABAO_ICNS=$build/kabao.icns python3.11 "$root/packaging/frozen/build.py" "$build/frozen"
app=$build/frozen/Kabao.app
plutil -lint "$app/Contents/Info.plist"
[ "$("$app/Contents/MacOS/kabao" --version)" = "$version" ]

# The licences come last, so the outer seal is set anew; the inner signatures stand.
mkdir -p "$app/Contents/Resources/licences"
cp "$build/frozen/kabao/licences/LICENCES.txt" "$app/Contents/Resources/licences/"
codesign --force --options runtime --timestamp=none \
    --entitlements "$root/packaging/macos/entitlements.plist" \
    --sign "${CODESIGN_IDENTITY:--}" "$app"
codesign --verify --deep --strict "$app"

# The image: the program beside a way to where programs lie.
stage=$build/dmg
rm -rf "$stage"
mkdir -p "$stage"
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
image=$build/Kabao-$version-$(uname -m).dmg
rm -f "$image"
hdiutil create -volname Kabao -srcfolder "$stage" -fs HFS+ -format UDZO "$image"
echo "$image"
