package dev.strongroom.trust;

import dev.strongroom.trust.pkcs11.Cryptoki;
import dev.strongroom.trust.pkcs11.NativeCryptoki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A real PKCS #11 token in software, in a folder of the test. Each module of it is a copy of the
/// library under a name of its own, so the system loads it anew: two modules in one JVM know as
/// little of each other as two processes.
public final class SoftHsm {
  public static final String PIN = "73519482";
  public static final String LABEL = "vault hsm";
  private static final String CONFIG = "SOFTHSM2_CONF";
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/pkcs11/libsofthsm2.so"));

  private final Path folder;
  private int modules;

  private SoftHsm(Path folder) {
    this.folder = folder;
  }

  /// A new token, initialised, under [#LABEL] with the user's [#PIN].
  public static SoftHsm fresh(Path folder) {
    SoftHsm hsm = new SoftHsm(folder.resolve("softhsm"));
    try {
      Files.createDirectories(hsm.tokens());
      Files.writeString(
          hsm.config(),
          "directories.tokendir = "
              + hsm.tokens()
              + "\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n");
      hsm.util("--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "51948273");
      return hsm;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// What a process that uses the token needs in its environment.
  public Map<String, String> environment() {
    return Map.of(CONFIG, config().toString());
  }

  public Path library() {
    return LIBRARIES.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "no SoftHSM; install the Debian package `softhsm2` (./verify does it)"));
  }

  /// The token as a process of its own sees it.
  public Cryptoki module() {
    useHere();
    return NativeCryptoki.load(copy());
  }

  /// A copy of the library, for whoever loads it himself.
  public Path copy() {
    useHere();
    modules += 1;
    Path copy = folder.resolve("module-" + modules + ".so");
    try {
      Files.copy(library(), copy);
      return copy;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Pulls the token out of its slot.
  public void remove() {
    move(token(tokens()), away());
  }

  /// Puts it back.
  public void putBack() {
    move(away(), tokens().resolve("back"));
  }

  private Path tokens() {
    return folder.resolve("tokens");
  }

  private Path away() {
    return folder.resolve("away");
  }

  private Path config() {
    return folder.resolve("softhsm2.conf");
  }

  private static Path token(Path tokens) {
    try (Stream<Path> all = Files.list(tokens)) {
      return all.findFirst().orElseThrow();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void util(String... arguments) {
    List<String> command = new ArrayList<>(List.of("softhsm2-util"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment());
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("softhsm2-util failed: " + said);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /// The library asks the C environment when it is initialised, and the JVM's own is a copy.
  @SuppressWarnings("restricted")
  private void useHere() {
    Linker linker = Linker.nativeLinker();
    var type =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      var setenv = linker.downcallHandle(linker.defaultLookup().find("setenv").orElseThrow(), type);
      int failed =
          (int)
              setenv.invokeExact(
                  arena.allocateFrom(CONFIG), arena.allocateFrom(config().toString()), 1);
      if (failed != 0) {
        throw new IllegalStateException("setenv failed");
      }
    } catch (RuntimeException | Error ours) {
      throw ours;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
