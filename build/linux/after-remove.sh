#!/bin/sh
# Runs as root after the files are gone: of a deb with `remove` or `purge`, of an rpm with 0. In an upgrade both say
# something else, and what follows belongs to the new version already. What the users have made stays in any case.
set -e

name='${executable}'

case "$1" in
  remove | purge | 0) ;;
  *) exit 0 ;;
esac

rm -f "/usr/bin/$name"

if [ -f "/etc/apparmor.d/$name" ]; then
  if apparmor_status --enabled > /dev/null 2>&1 && ! { [ -x /usr/bin/ischroot ] && ischroot; }; then
    apparmor_parser --remove "/etc/apparmor.d/$name" || true
  fi
  rm -f "/etc/apparmor.d/$name"
fi

if command -v update-desktop-database > /dev/null; then
  update-desktop-database -q /usr/share/applications || true
fi
