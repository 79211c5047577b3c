# Finds a JDK 25 or newer: JAVA_HOME, then `java` on the PATH, then the usual folders. Sets and exports JAVA_HOME.
jdk_version() { # of the JDK in $1; nothing when there is none
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  local candidate version on_path
  on_path="$(command -v javac 2>/dev/null || true)"
  for candidate in "${JAVA_HOME:-}" ${on_path:+"$(dirname "$(dirname "$(readlink -f "$on_path")")")"} \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$candidate" ] || continue
    version="$(jdk_version "$candidate" || true)"
    if [ -n "$version" ] && [ "$version" -ge 25 ]; then
      JAVA_HOME="$candidate"
      export JAVA_HOME
      return 0
    fi
  done
  echo "Strongroom needs a JDK 25, and none was found in JAVA_HOME, on the PATH or in /usr/lib/jvm." >&2
  echo "Install one, for example Eclipse Temurin (package temurin-25-jdk) or OpenJDK (package openjdk-25-jdk)," >&2
  echo "or point JAVA_HOME at one, and run this again." >&2
  return 1
}
