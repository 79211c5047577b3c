package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.Config;
import dev.strongroom.Config.Issuer;
import dev.strongroom.ConfigReader;
import dev.strongroom.OtherIssuers;
import dev.strongroom.UnusableIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Issuers that are changed in the configuration file while the server runs.
class ConfigWatchTest {
  private static final String SMALLEST =
      """
      tenant: 11111111-1111-1111-1111-111111111111
      data: /var/lib/strongroom
      clouds:
        - suffix: corp.example
      listen:
        certificate: /etc/strongroom/server.pem
        key: /etc/strongroom/server.key
      """;

  private final List<List<String>> taken = new ArrayList<>();
  private Path file;
  private Path keys;
  private long age;
  private OtherIssuers issuers;
  private ConfigWatch watch;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    file = folder.resolve("strongroom.yaml");
    keys = folder.resolve("keys.json");
    write(keys, "{\"keys\":[]}");
    write(file, SMALLEST);
    Config running = read();
    issuers = OtherIssuers.of(running.issuers());
    watch = new ConfigWatch(file, this::readOrFail, running, this::take);
    watch.look();
    taken.clear();
  }

  private void take(List<Issuer> next) {
    issuers.replace(next);
    taken.add(next.stream().map(one -> one.trusted().name()).toList());
  }

  private Config read() throws IOException, ConfigReader.Mistakes {
    return ConfigReader.read(Files.readString(file));
  }

  private Config readOrFail() throws Failure {
    try {
      return read();
    } catch (IOException | ConfigReader.Mistakes wrong) {
      throw new Failure("It has mistakes.", String.valueOf(wrong.getMessage()));
    }
  }

  private void write(Path to, String text) throws IOException {
    age += 1;
    Files.writeString(to, text);
    Files.setLastModifiedTime(to, FileTime.fromMillis(1_700_000_000_000L + age * 1_000));
  }

  private String issuer(String name) {
    return "  - url: https://%s.example\n    name: %s\n    keys-file: %s\n"
        .formatted(name, name, keys);
  }

  private List<String> trusted() {
    return issuers.trusted().now().issuers().stream().map(one -> one.name()).toList();
  }

  @Test
  void whatIsChangedIsTakenUpOnce() throws Exception {
    watch.look();
    assertThat(taken).isEmpty();
    write(file, SMALLEST + "issuers:\n" + issuer("one"));
    watch.look();
    watch.look();
    assertThat(taken).containsExactly(List.of("one"));
    write(file, SMALLEST + "issuers:\n" + issuer("one") + issuer("two"));
    watch.look();
    assertThat(trusted()).containsExactly("one", "two");
    write(file, SMALLEST);
    watch.look();
    assertThat(trusted()).isEmpty();
  }

  @Test
  void aFileThatItNamesCountsToo() throws Exception {
    write(file, SMALLEST + "issuers:\n" + issuer("one"));
    watch.look();
    write(keys, "{\"keys\":[]}");
    watch.look();
    assertThat(taken).containsExactly(List.of("one"), List.of("one"));
  }

  @Test
  void whatCannotBeUsedChangesNothing() throws Exception {
    write(file, SMALLEST + "issuers:\n" + issuer("one"));
    watch.look();
    write(file, SMALLEST + "issuers:\n  - url: http://plain.example\n");
    watch.look();
    assertThat(trusted()).as("a mistake").containsExactly("one");
    write(keys, "no key set");
    write(file, SMALLEST + "issuers:\n" + issuer("two"));
    watch.look();
    assertThat(trusted()).as("a file that cannot be read").containsExactly("one");
    write(keys, "still none");
    watch.look();
    assertThat(trusted()).containsExactly("one");
    Files.delete(file);
    watch.look();
    assertThat(trusted()).as("no file").containsExactly("one");
    write(file, SMALLEST + "issuers:\n" + issuer("two"));
    watch.look();
    assertThat(trusted()).containsExactly("one");
    write(keys, "{\"keys\":[]}");
    watch.look();
    assertThat(trusted()).as("mended").containsExactly("two");
  }

  @Test
  void whatIsTakenOutWhileTheServerStartsIsGoneAtTheFirstLook() throws Exception {
    write(file, SMALLEST + "issuers:\n" + issuer("one") + issuer("two"));
    Config running = read();
    issuers.replace(running.issuers());
    write(file, SMALLEST + "issuers:\n" + issuer("two"));
    new ConfigWatch(file, this::readOrFail, running, this::take).look();
    assertThat(trusted()).containsExactly("two");
  }

  @Test
  void issuersForOtherTenantsOrCloudsWaitForTheNextStart() throws Exception {
    for (String other :
        List.of(
            SMALLEST.replace("11111111-1111", "22222222-1111"),
            SMALLEST.replace("corp.example", "other.example"))) {
      write(file, other + "issuers:\n" + issuer("one"));
      watch.look();
      assertThat(taken).isEmpty();
    }
    write(file, SMALLEST + "issuers:\n" + issuer("one"));
    watch.look();
    assertThat(trusted()).containsExactly("one");
  }

  @Test
  void nothingInTheFileEndsTheServer() throws Exception {
    write(file, SMALLEST + "issuers:\n" + issuer("one"));
    watch.look();
    String strange = issuer("two").replace(keys.toString(), "\"a\\0b\"");
    assertThat(strange).contains("\"a\\0b\"");
    write(file, SMALLEST + "issuers:\n" + strange);
    watch.look();
    assertThat(trusted()).containsExactly("one");
    write(file, SMALLEST);
    watch.look();
    assertThat(trusted()).isEmpty();
  }

  @Test
  void anUnusableFileIsSaidByItsName() throws Exception {
    write(file, SMALLEST + "issuers:\n" + issuer("one"));
    write(keys, "no key set");
    List<Issuer> next = read().issuers();
    assertThatThrownBy(() -> issuers.replace(next))
        .isInstanceOf(UnusableIssuer.class)
        .hasMessageContaining("keys.json");
  }
}
