# Sourced by run and test: finds a JDK and Maven, or says what to install. Works with the bash 3.2 of macOS.

readonly REQUIRED_JAVA=25

# The major version of the JDK in folder $1, or nothing if there is none.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# The JDK that the javac on the PATH belongs to, or nothing.
jdk_on_path() {
  local javac
  javac=$(command -v javac) || return 0
  javac=$(readlink -f "$javac" 2>/dev/null) || return 0 # older systems know no -f
  dirname "$(dirname "$javac")"
}

# Folders in which JDKs are usually installed, the preferred ones first.
jdk_candidates() {
  printf '%s\n' "${JAVA_HOME:-}"
  jdk_on_path
  printf '%s\n' /usr/lib/jvm/* /opt/*jdk* /opt/java/* /usr/local/*jdk* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /Library/Java/JavaVirtualMachines/*/Contents/Home
  [ -z "${HOME:-}" ] || printf '%s\n' "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home
}

use_jdk() {
  local candidate version
  while IFS= read -r candidate; do
    version=$(jdk_version "$candidate")
    if [ -n "$version" ] && [ "$version" -ge "$REQUIRED_JAVA" ]; then
      export JAVA_HOME=$candidate
      return 0
    fi
  done < <(jdk_candidates)
  echo "No JDK $REQUIRED_JAVA or newer was found. Install one, for example Eclipse Temurin $REQUIRED_JAVA, or set" >&2
  echo "JAVA_HOME to the folder of one that is installed elsewhere." >&2
  exit 1
}

use_maven() {
  if ! command -v mvn >/dev/null 2>&1; then
    echo "Apache Maven 3.8 or newer was not found. Install it (apt-get install maven, dnf install maven," >&2
    echo "brew install maven, or from https://maven.apache.org/download.cgi) and put its mvn on the PATH." >&2
    exit 1
  fi
  # Maven 3.8 runs on libraries that make a new JDK print warnings that say nothing about this project.
  export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
}

# Builds the executable jar of module $1 if a source is newer than it, and copies it: sets $jar_copy to a copy of jar $2. A
# build in another terminal overwrites the jar, and a JVM reads from its jar as long as it runs, so each has its own.
build_and_copy() {
  local module=$1 jar=$1/target/$2 running=$1/target/running copy
  local built=$module/target/built # its time is when the last complete build began; the jar's own is fixed
  local sources=(pom.xml */pom.xml */src/main)

  if [ ! -f "$jar" ] || [ ! -f "$built" ] || [ -n "$(find "${sources[@]}" -newer "$built" -print -quit)" ]; then
    use_maven
    echo "Building (a first build downloads libraries and takes a few minutes) ..." >&2
    mkdir -p "$module/target"
    touch "$built.new"
    mvn -q -ntp -pl "$module" -am -Dmaven.test.skip -Dspotless.check.skip package >&2
    mv "$built.new" "$built"
  fi

  mkdir -p "$running"
  for copy in "$running"/*.jar; do
    kill -0 "$(basename "$copy" .jar)" 2>/dev/null || rm -f "$copy" # named by the process that has it
  done
  jar_copy=$running/$$.jar
  cp "$jar" "$jar_copy"
}
