package dev.strongroom.cli;

import dev.strongroom.Config;
import dev.strongroom.Config.Issuer;
import dev.strongroom.UnusableIssuer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Takes up what the configuration file says of other issuers while the server runs, and the files
/// that it names for them. What cannot be used changes nothing and is said as an error. The rest of
/// the file counts from the next start.
final class ConfigWatch {
  private static final System.Logger LOG = System.getLogger(ConfigWatch.class.getName());

  /// Reads the configuration file anew.
  interface Reading {
    Config read() throws Failure;
  }

  private final Path file;
  private final Reading reading;
  private final Consumer<List<Issuer>> take;
  private Config running;
  private List<Issuer> named;
  private Map<Path, FileTime> seen;

  /// What has changed since the server read the file is seen at the first look.
  ///
  /// @param running what the server was started with
  /// @param take trusts these from now on; throws `UnusableIssuer`
  ConfigWatch(Path file, Reading reading, Config running, Consumer<List<Issuer>> take) {
    this.file = file;
    this.reading = reading;
    this.running = running;
    this.take = take;
    this.named = running.issuers();
    this.seen = Map.of();
  }

  /// Meant to be called every few seconds.
  void look() {
    Map<Path, FileTime> now = modified();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      Config next = reading.read();
      named = next.issuers();
      seen = modified();
      now.forEach(seen::replace); // what has changed since is looked at the next time
      if (!next.tenant().equals(running.tenant()) || !next.clouds().equals(running.clouds())) {
        stays("tenant or clouds differ: restart the server to take up its issuers.");
        return;
      }
      take.accept(named);
      LOG.log(Level.INFO, "The issuers were read again from {0}: {1}.", file, names(next));
      if (!next.trusting(running.issuers()).equals(running)) {
        LOG.log(
            Level.WARNING,
            "More than the issuers differs in {0}; that counts from the next start.",
            file);
      }
      running = running.trusting(named);
    } catch (Failure mistakes) {
      stays(String.join("\n", mistakes.lines()));
    } catch (UnusableIssuer unusable) {
      stays(String.valueOf(unusable.getMessage()));
    } catch (RuntimeException unforeseen) { // the server goes on as it is
      stays(unforeseen.toString().replaceAll("\\p{Cntrl}", "?"));
    }
  }

  private void stays(String why) {
    LOG.log(
        Level.ERROR, "The issuers stay as they were, because {0} cannot be used: {1}", file, why);
  }

  private static String names(Config config) {
    List<String> names = config.issuers().stream().map(one -> one.trusted().name()).toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /// The configuration file, and the files that it names for issuers. What is not there counts as
  /// old.
  private Map<Path, FileTime> modified() {
    Map<Path, FileTime> found = new LinkedHashMap<>();
    Stream.concat(Stream.of(file), named.stream().flatMap(ConfigWatch::named))
        .forEach(one -> found.put(one, modified(one)));
    return found;
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException absent) {
      return FileTime.fromMillis(0);
    }
  }

  private static Stream<Path> named(Issuer issuer) {
    return Stream.of(
            issuer.keysFile(),
            issuer.authorityFile(),
            issuer.client().flatMap(Config.Client::secretFile))
        .flatMap(Optional::stream);
  }
}
