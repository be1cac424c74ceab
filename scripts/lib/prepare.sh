# What the scripts share: finding the repository and installing what a machine may lack. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() { printf '%s\n' "$*" >&2; }

fail() { say "$*"; exit 1; }

# Installs Debian packages that are missing; elsewhere says what is needed.
need_packages() {
  local missing=()
  local package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || fail "these packages are missing: ${missing[*]} (Debian's names); please install them"
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  say "installing ${missing[*]} (apt)"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null \
    || fail "apt could not install ${missing[*]}"
}

# The libraries that the embedded MySQL is linked with. Newer Debians call one of them libaio1t64.
need_mysql_libraries() {
  ldconfig -p | grep -q 'libaio\.so\.1' && ldconfig -p | grep -q 'libnuma\.so\.1' && return
  if command -v apt-cache >/dev/null && ! apt-cache show libaio1 >/dev/null 2>&1 && apt-cache show libaio1t64 >/dev/null 2>&1; then
    need_packages libaio1t64 libnuma1
  else
    need_packages libaio1 libnuma1
  fi
}

need_build_tools() {
  command -v java >/dev/null && command -v mvn >/dev/null || need_packages openjdk-17-jdk-headless maven
  command -v npm >/dev/null || need_packages nodejs npm
}

# Whether a file is missing or older than a source.
is_stale() {
  [ ! -e "$1" ] || [ -n "$(find "$root" -path '*/target' -prune -o -path '*/node_modules' -prune -o -path "$root/.git" -prune \
    -o -path "$root/data" -prune -o \( -path '*/src/main/*' -o -path '*/web/src/*' -o -path '*/sdk/src/*' -o -name pom.xml -o -name 'package*.json' \) \
    -type f -newer "$1" -print -quit)" ]
}

# Whether the file $1 is missing or older than a source in the folders that follow.
is_older() {
  local built=$1
  shift
  [ ! -e "$built" ] || [ -n "$(find "$@" -name target -prune -o -name node_modules -prune \
    -o \( -path '*/src/main/*' -o -path '*/web/src/*' -o -path '*/sdk/src/*' -o -name pom.xml -o -name 'package*.json' \) \
    -type f -newer "$built" -print -quit)" ]
}

# Builds the program, and leaves it alone while nothing of it has changed: somebody may be running it.
need_program() {
  server="$root/standalone/target/danmaku.jar"
  local built="$root/standalone/target/.built"
  if [ ! -e "$server" ] || is_older "$built" "$root/"{model,db,embedded,web,sdk,frontend,processor,push,playback,routing,standalone}; then
    say "building the program"
    (cd "$root" && mvn -q -B -ntp package -DskipTests -pl standalone -am) || fail "the build failed"
    touch "$built"
  fi
}

# Builds tools/ and what it needs.
need_tools() {
  tools="$root/tools/target/danmaku-tools.jar"
  if is_older "$tools" "$root/tools" "$root/client"; then
    say "building tools/"
    (cd "$root" && mvn -q -B -ntp package -DskipTests -pl tools -am) || fail "the build failed"
    touch "$tools" # Maven leaves a jar alone whose classes are the same
  fi
}
