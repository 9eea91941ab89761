#!/bin/sh
# Installs what Joinery needs and this machine lacks: Debian packages, the npm packages, the pinned Node, our Kerberos
# binding, the console. Says first what and why; installs all of it or stops; does nothing when everything is there.
#   scripts/setup.sh [--yes] [server|runtime|test]
#     server    what `joinery serve` needs, rehearsals included
#     runtime   that, and what `npm run demo` needs (the default)
#     test      that, and what only the tests need
#     --yes     do not ask on a terminal
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
cd "$root"

# Debian packages: group, package, why it is needed.
packages='
runtime samba                        the domain controller of the lab: Active Directory on loopback
runtime samba-ad-dc                  its LDAP server and KDC
runtime samba-ad-provision           the schema and defaults of a new domain
runtime samba-dsdb-modules           its directory database
runtime samba-vfs-modules            the file attributes a new domain is made with
runtime ldb-tools                    breaks a lab domain below the rules it keeps (ldbmodify)
server  ldap-utils                   the simulated device of a rehearsal reads the directory with its own ticket (ldapsearch)
server  libsasl2-modules-gssapi-mit  Kerberos for ldapsearch
server  krb5-user                    tickets for the simulated device and user (kinit, kvno, klist)
server  openssl                      certificates of rehearsals and of the lab
server  xmlsec1                      judges our signatures in rehearsals with other code than ours
server  libkrb5-dev                  headers of MIT Kerberos, for our binding and the npm package kerberos
server  gcc                          compiles our binding
server  g++                          compiles the npm package kerberos
server  libc6-dev                    headers for both
server  make                         builds the npm package kerberos
server  python3                      runs node-gyp, which builds the npm package kerberos
test    chromium                     the browser in which the pages are tried
test    curl                         a Kerberos client that is not ours
test    haproxy                      a load balancer in front of Joinery
test    libxml2-utils                canonical XML by other code than ours (xmllint)
test    nginx                        a reverse proxy in front of Joinery
test    postgresql                   the second database the storage tests run on
test    python3-adal                 Microsoft clients that read our metadata
test    python3-gssapi               a Kerberos client with channel bindings
test    python3-msal                 Microsoft clients that read our metadata
test    systemd                      judges the unit in packaging (systemd-analyze)
'

say() { printf '%s\n' "$*" >&2; }

die() {
  say "error: $1"
  shift
  for line in "$@"; do say "hint: $line"; done
  exit 3
}

yes=no
group=runtime
for argument in "$@"; do
  case "$argument" in
    --yes) yes=yes ;;
    server | runtime | test) group=$argument ;;
    *) say "error: usage: scripts/setup.sh [--yes] [server|runtime|test]"; exit 2 ;;
  esac
done

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) arch=x64 ;;
  Linux-aarch64) arch=arm64 ;;
  *) die "Joinery runs on Linux x64 and arm64; this machine is $(uname -s) $(uname -m)" ;;
esac

# ---- what is missing ----

wanted_packages() {
  printf '%s\n' "$packages" |
    awk -v group="$group" '
      BEGIN { level["server"] = 1; level["runtime"] = 2; level["test"] = 3 }
      NF && level[$1] <= level[group] { sub(/^[a-z]+ +/, ""); sub(/ +/, " "); print }'
}

find_missing_packages() {
  command -v dpkg-query >/dev/null || die "this machine has no dpkg" "Joinery's set-up knows Debian and what is made of it"
  # shellcheck disable=SC2046 # one argument per package
  {
    dpkg-query -W -f='${db:Status-Status} ${Package}\n' $(wanted_packages | cut -d' ' -f1) 2>/dev/null || true
    echo
    wanted_packages
  } | awk '!wanted && $1 == "installed" { there[$2] = 1 } wanted && !there[$1]; !NF { wanted = 1 }'
}

# Which npm packages a folder has: the hash of the lockfile they came from. A linked node_modules is somebody else's.
npm_is_current() {
  [ ! -e "$1/package-lock.json" ] || [ -L "$1/node_modules" ] ||
    [ "$(cat "$1/node_modules/.joinery-setup" 2>/dev/null)" = "$(npm_stamp "$1")" ]
}
npm_stamp() { printf '%s %s\n' "$arch" "$(sha256sum <"$1/package-lock.json")"; }

npm_folders() {
  npm_is_current . || echo .
  [ "$group" != test ] || npm_is_current tests/clients || echo tests/clients
}

missing=$(find_missing_packages)
folders=$(npm_folders)
if [ -z "$missing" ] && [ -z "$folders" ]; then
  [ ! -x scripts/build-gssapi.sh ] || scripts/build-gssapi.sh
  [ ! -x scripts/build-console.sh ] || scripts/build-console.sh
  exit 0
fi

# ---- what can be told to be impossible before anything is done ----

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if [ -n "$missing" ] && [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
  say "$(printf '%s\n' "$missing" | sed 's/^\([^ ]*\) /  \1: /')"
  die "these Debian packages are missing, and only root may install them" "run the same command as root, or install sudo"
fi
if [ -n "$folders" ]; then
  command -v npm >/dev/null || die "npm is missing: it installs the packages of package-lock.json" "install Node 20 or later with npm"
  node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null ||
    die "npm needs Node 20 or later; this machine has $(node --version 2>/dev/null || echo none)" "install Node 20 or later with npm"
fi

# ---- say it, ask ----

if [ -n "$missing" ]; then
  say "Debian packages to install (no daemon of theirs is started):"
  printf '%s\n' "$missing" | while read -r package why; do printf '  %-28s %s\n' "$package" "$why" >&2; done
fi
for folder in $folders; do
  if [ "$folder" = . ]; then
    say "npm packages to install into node_modules, as package-lock.json has them:"
    say "  what Joinery is made of, and the Node it runs on (node-linux-$arch); kerberos is built from source"
  else
    say "npm packages to install into $folder/node_modules: third-party clients the tests speak to us with"
  fi
done
if [ "$yes" = no ] && [ -t 0 ] && [ -t 2 ]; then
  printf 'Install these? [y/N] ' >&2
  read -r answer || answer=n
  case "$answer" in y | Y | yes | Yes) ;; *) die "nothing was installed, and without these Joinery does not run" ;; esac
fi

# ---- Debian packages ----

# The tests put it elsewhere.
policy=${JOINERY_POLICY_RC_D:-/usr/sbin/policy-rc.d}
mark="Made by Joinery's scripts/setup.sh"

# Forbids package scripts to start daemons. A policy that is there and forbids already is left alone; another is put
# aside and comes back. Ours forbids nothing once this process is gone, should it not live to remove it.
forbid_starts() {
  if [ -e "$policy" ] && ! grep -q "$mark" "$policy"; then
    status=0
    as_root "$policy" samba start >/dev/null 2>&1 || status=$?
    [ "$status" != 101 ] || return 0
    as_root mv "$policy" "$policy.before-joinery"
  fi
  printf '#!/bin/sh\n# %s, process %s.\nkill -0 %s 2>/dev/null && exit 101\nexit 0\n' "$mark" "$$" "$$" |
    as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
}
allow_starts() {
  if [ -e "$policy" ] && grep -q "$mark" "$policy"; then as_root rm -f "$policy"; fi
  if [ -e "$policy.before-joinery" ]; then as_root mv "$policy.before-joinery" "$policy"; fi
}

list_installed() { dpkg-query -W -f='${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort; }

# What came with these packages must not start at the next boot either; what was there before is not ours to touch.
disable_new_daemons() {
  command -v systemctl >/dev/null || return 0
  units=$(list_installed | comm -13 "$1" - | while read -r package; do
    dpkg -L "$package" | sed -n 's!^.*/lib/systemd/system/\([^/@]*\.\(service\|socket\|timer\)\)$!\1!p'
  done)
  # shellcheck disable=SC2086 # one argument per unit
  [ -z "$units" ] || as_root systemctl disable --quiet $units >/dev/null 2>&1 || true
}

install_packages() {
  names=$(printf '%s\n' "$missing" | cut -d' ' -f1)
  # A lock without a file: two set-ups at once must not take away each other's policy.
  exec 8</usr/sbin
  flock 8
  say "Debian packages: reading the lists..."
  as_root apt-get update -q >&2 || die "apt-get update failed" "check the machine's network and /etc/apt"
  unknown=$(printf '%s\n' "$missing" | while read -r package why; do
    apt-cache show "$package" >/dev/null 2>&1 || printf '  %s: %s\n' "$package" "$why"
  done)
  if [ -n "$unknown" ]; then
    say "$unknown"
    die "these Debian packages are in none of the lists of this machine, and Joinery needs them" \
      "Debian 12 and later have them all; on another system look for what replaces them"
  fi
  before=$(mktemp)
  trap 'allow_starts; rm -f "$before"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  list_installed >"$before"
  forbid_starts
  # shellcheck disable=SC2086 # one argument per package
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=600 $names >&2 || die "apt-get could not install: $(echo $names)" \
    "its last lines above say why; what each is for stands in the list before them"
  disable_new_daemons "$before"
  allow_starts
  rm -f "$before"
  trap - EXIT INT TERM HUP
  exec 8<&-
}

# ---- npm packages ----

install_npm_packages() {
  say "npm packages: installing, about half a minute..."
  # From source and with the headers of the pinned Node, so that no binary and no headers are fetched from anywhere.
  (
    cd "$1"
    npm_config_build_from_source=true npm_config_nodedir="$root/node_modules/node-linux-$arch" \
      npm ci --include=dev --include=optional --no-audit --no-fund --loglevel=error >&2
  ) || die "npm ci failed in $1" "its last lines above say why; a package registry must be reachable"
  if [ "$1" = . ]; then
    bin/node --version >/dev/null || die "npm has not installed the pinned Node (node-linux-$arch)"
    bin/node -e 'require("kerberos")' 2>/dev/null ||
      die "the npm package kerberos was not built" "npm must run its install script: package.json allows it in allowScripts"
  fi
  npm_stamp "$1" >"$1/node_modules/.joinery-setup"
}

# Two runs in one checkout: the second waits, and finds most of it done.
exec 9<"$root"
flock 9
[ -z "$missing" ] || install_packages
for folder in $folders; do npm_is_current "$folder" || install_npm_packages "$folder"; done
if [ -x scripts/build-gssapi.sh ]; then
  say "Kerberos binding: building build/gssapi.node..."
  scripts/build-gssapi.sh
fi
if [ -x scripts/build-console.sh ]; then
  say "Console: building build/console..."
  scripts/build-console.sh
fi
say "Everything is installed."
