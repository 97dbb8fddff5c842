#!/bin/sh
# Browser tests drive the system's Chromium. Install it where apt-get can; say what to do elsewhere.
if [ -n "$CHROMIUM" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "No Chromium found: install chromium (or Chrome), or set CHROMIUM to its path; the browser tests need it." >&2
exit 1
