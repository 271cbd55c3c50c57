# Finds a JDK 25 or newer and sets JAVA_HOME to it. Sourced by ./mvnw and ./carillon.
# Looks at CARILLON_JAVA_HOME, JAVA_HOME, PATH, and where systems and version tools install JDKs; CARILLON_JDK_PATHS,
# a list with colons, takes the place of those folders, also when it is empty.

carillon_java_major() {
  [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    carillon_major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | head -n 1)
  else
    carillon_major=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  fi
  [ -n "$carillon_major" ] && [ "$carillon_major" -ge 25 ] 2>/dev/null
}

carillon_find_jdk() {
  if [ -n "${CARILLON_JAVA_HOME-}" ]; then
    if carillon_java_major "$CARILLON_JAVA_HOME"; then
      JAVA_HOME=$CARILLON_JAVA_HOME
      return 0
    fi
    echo "carillon: CARILLON_JAVA_HOME=$CARILLON_JAVA_HOME is not a JDK 25 or newer." >&2
    return 1
  fi
  carillon_on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$carillon_on_path" ]; then
    while [ -L "$carillon_on_path" ]; do
      carillon_link=$(readlink "$carillon_on_path")
      case $carillon_link in
        /*) carillon_on_path=$carillon_link ;;
        *) carillon_on_path=$(dirname "$carillon_on_path")/$carillon_link ;;
      esac
    done
    carillon_on_path=$(dirname "$(dirname "$carillon_on_path")")
  fi
  if [ -n "${CARILLON_JDK_PATHS+set}" ]; then
    carillon_ifs=$IFS
    set -f
    IFS=:
    for carillon_candidate in "${JAVA_HOME-}" "$carillon_on_path" $CARILLON_JDK_PATHS; do
      if [ -n "$carillon_candidate" ] && carillon_java_major "$carillon_candidate"; then
        IFS=$carillon_ifs
        set +f
        JAVA_HOME=$carillon_candidate
        return 0
      fi
    done
    IFS=$carillon_ifs
    set +f
    carillon_no_jdk
    return 1
  fi
  carillon_mac=$([ -x /usr/libexec/java_home ] && /usr/libexec/java_home -v 25+ 2>/dev/null || true)
  set +f
  for carillon_candidate in "${JAVA_HOME-}" "$carillon_on_path" "$carillon_mac" \
    /usr/lib/jvm/* /usr/local/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$carillon_candidate" ] && carillon_java_major "$carillon_candidate"; then
      JAVA_HOME=$carillon_candidate
      return 0
    fi
  done
  carillon_no_jdk
  return 1
}

carillon_no_jdk() {
  echo "carillon: no JDK 25 or newer found. Install one (for example Eclipse Temurin 25, or 'sdk install java 25-tem')" >&2
  echo "carillon: or set CARILLON_JAVA_HOME to where it is." >&2
}

carillon_find_jdk || exit 69
export JAVA_HOME
