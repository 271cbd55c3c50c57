# What ./carillon builds, when, and how it starts Java. Sourced with $root and JAVA_HOME set.
#
# build/launch/current names the folder with the jars to start. A build makes a new folder and keeps the one before, so
# that a Carillon that runs keeps its jars. A stamp has the time at which its build began: what is saved while a build
# runs is newer.

launch=$root/build/launch
java_options='-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xmx512m --enable-native-access=ALL-UNNAMED'
# On two cores the thorough compiler takes more from the chats than it ever gives back; docs/performance.md has figures.
# The code cache keeps its size, since a small one is swept in pauses of 100 ms, and a small young generation is collected
# in short ones.
# It compiles soon, so that the first hundreds of turns are not interpreted.
java_options="$java_options -XX:TieredStopAtLevel=1 -XX:Tier3InvocationThreshold=80 -XX:Tier3MinInvocationThreshold=40"
java_options="$java_options -XX:Tier3CompileThreshold=800"
java_options="$java_options -XX:ReservedCodeCacheSize=240m -Xmn64m"
# Standard output is for answers; and a cache that cannot be used, made by another JDK for example, is no trouble.
java_options="$java_options -Xlog:disable -Xlog:all=warning:stderr -Xlog:aot*=off:stderr -Xlog:cds*=off:stderr"

say() {
  printf 'carillon: %s\n' "$1" >&2
}

# The names of the files that a build of "everything" or of the "renderer" depends on; $2 narrows them.
sources() (
  cd "$root"
  case $1 in
    renderer) set -- renderer "${2-}" ;;
    everything) set -- . "${2-}" ;;
  esac
  # shellcheck disable=SC2086 # the condition is words
  LC_ALL=C find "$1" '(' -name target -o -name build -o -name node_modules -o -name dist -o -name .git -o -name .ci \
    -o -path '*/src/test' -o -path '*renderer/test' -o -path ./browser-tests -o -path ./bench -o -path ./docs ')' -prune -o -type f \
    ! -name package-lock.json ! -name '*.tsbuildinfo' ! -name '*.timestamp-*' ! -name '*.md' $2 -print
)

names() {
  sources "$1" | LC_ALL=C sort | cksum
}

# Whether something was changed, added or removed since the last build of it.
is_stale() {
  [ -f "$launch/$1.stamp" ] && [ -f "$launch/$1.names" ] || return 0
  [ -z "$(sources "$1" "-newer build/launch/$1.stamp" | head -n 1)" ] || return 0
  [ "$(names "$1")" != "$(cat "$launch/$1.names")" ]
}

begin_stamp() {
  : >"$launch/$1.stamp.new"
  names "$1" >"$launch/$1.names.new"
}

keep_stamp() {
  mv "$launch/$1.names.new" "$launch/$1.names"
  mv "$launch/$1.stamp.new" "$launch/$1.stamp"
}

is_built() {
  [ -f "$launch/current" ] && [ -d "$launch/$(cat "$launch/current")/lib" ]
}

build_when_stale() {
  if is_built && ! is_stale everything; then return 0; fi
  if ! mkdir -p "$launch" 2>/dev/null || ! [ -w "$launch" ]; then
    say "$root must be built, and $launch cannot be written."
    exit 73
  fi
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 "$root/.mvn/WithLock.java" "$launch/lock" \
    sh -c 'set -eu; root=$1; . "$root/.mvn/launch.sh"; build' sh "$root" || exit $?
}

class_path_of() {
  class_path=
  for jar in "$1"/lib/*.jar; do
    class_path=${class_path:+$class_path:}$jar
  done
}

# Runs while no other build does; the one before may have done the work.
build() {
  if is_built && ! is_stale everything; then return 0; fi
  log=$launch/build.log
  renderer='-Dcarillon.npm.skip=true'
  renderer_too=
  if [ ! -f "$root/renderer/dist/index.html" ] || is_stale renderer; then
    renderer=
    renderer_too=' with its window'
    require_node
    begin_stamp renderer
  fi
  begin_stamp everything
  say "building Carillon$renderer_too (the first time takes some minutes; the log is $log)"
  rm -rf "$root/build/maven/carillon-app/lib"
  # shellcheck disable=SC2086 # empty or one word
  if ! (cd "$root" && ./mvnw -B -ntp -Plaunch $renderer -pl app -am package) >"$log" 2>&1 </dev/null; then
    grep -E '^\[ERROR\]|[Ee]rror:' "$log" | grep -v -e 'Help 1' -e '^.ERROR. *$' -e re-run -e Re-run -e 'For more' -e 'After corr' -e 'mvn <args>' | head -n 15 >&2 || true
    say "the build failed; all of it is in $log"
    exit 70
  fi
  [ -n "$renderer" ] || keep_stamp renderer
  fresh=app-$(date +%Y%m%d-%H%M%S)-$$
  mkdir "$launch/$fresh"
  cp -R "$root/build/maven/carillon-app/lib" "$launch/$fresh/lib"
  unpack_sqlite "$launch/$fresh" >>"$log" 2>&1 || true
  make_cache "$launch/$fresh"
  before=$(cat "$launch/current" 2>/dev/null || true)
  printf '%s\n' "$fresh" >"$launch/current.new"
  mv "$launch/current.new" "$launch/current"
  keep_stamp everything
  for old in "$launch"/app-*; do
    case ${old##*/} in
      "$fresh" | "$before") ;;
      *) rm -rf "$old" ;;
    esac
  done
}

# SQLite's library beside the jars. Without it each start unpacks a copy into /tmp, and a kill leaves it there.
unpack_sqlite() {
  case $(uname -s)/$(uname -m) in
    Linux/x86_64 | Linux/aarch64) system=$(uname -s)/$(uname -m) ;;
    Darwin/x86_64) system=Mac/x86_64 ;;
    Darwin/arm64) system=Mac/aarch64 ;;
    *) return 0 ;;
  esac
  set -- "$1" "$1"/lib/sqlite-jdbc-*.jar
  [ -f "$2" ] || return 0
  (cd "$1" && "$JAVA_HOME/bin/jar" -xf "$2" "org/sqlite/native/$system" && mv "org/sqlite/native/$system" native) || true
  rm -rf "$1/org"
}

# Start-up takes half as long with a cache; without one everything works too. The rehearsal gets none of the person's
# variables, so that it asks no provider.
make_cache() {
  class_path_of "$1"
  # shellcheck disable=SC2086 # options are words
  env -i PATH="$PATH" HOME="${HOME-/}" "$JAVA_HOME/bin/java" $java_options "-XX:AOTCacheOutput=$1/carillon.aot" \
    "-Dorg.sqlite.lib.path=$1/native" -cp "$class_path" carillon.app.Rehearsal \
    >>"$log" 2>&1 </dev/null || say "no start-up cache could be made; starting takes a little longer"
}

require_node() {
  node=$(node --version 2>/dev/null || true)
  major=${node#v}
  major=${major%%.*}
  case $major in
    '' | *[!0-9]*) major=0 ;;
  esac
  if [ "$major" -lt 20 ] || ! command -v npm >/dev/null 2>&1; then
    say "building the window needs Node.js 20 or newer with npm; found ${node:-no node}$(command -v npm >/dev/null 2>&1 || echo ' and no npm')."
    say "Install it from https://nodejs.org or with your system's packages, then start again."
    exit 69
  fi
}
