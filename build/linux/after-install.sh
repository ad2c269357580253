#!/bin/sh
# Runs as root after the files are in place: of a deb with `configure`, of an rpm with the number of versions.
set -e

folder='/opt/${sanitizedProductName}'
name='${executable}'

ln -sf "$folder/$name" "/usr/bin/$name"

# Chromium takes this helper only where the system forbids ordinary users the namespaces its sandbox is made of,
# and without either the app would not start. Chrome's own packages install it the same way.
chown root:root "$folder/chrome-sandbox"
chmod 4755 "$folder/chrome-sandbox"

# Ubuntu 24.04 and later allow those namespaces only to programs with a profile. An AppArmor too old to understand
# the profile does not forbid them either.
profile="$folder/resources/apparmor-profile"
if apparmor_status --enabled > /dev/null 2>&1 &&
  apparmor_parser --skip-kernel-load --debug "$profile" > /dev/null 2>&1; then
  cp -f "$profile" "/etc/apparmor.d/$name"
  # Images of systems are built in a chroot, where the kernel is another's.
  if ! { [ -x /usr/bin/ischroot ] && ischroot; }; then
    apparmor_parser --replace --write-cache --skip-read-cache "/etc/apparmor.d/$name" || true
  fi
fi

if command -v update-desktop-database > /dev/null; then
  update-desktop-database -q /usr/share/applications || true
fi
if command -v gtk-update-icon-cache > /dev/null; then
  gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true
fi
