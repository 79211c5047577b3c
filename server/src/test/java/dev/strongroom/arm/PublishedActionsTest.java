package dev.strongroom.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is said to be grantable is what the server asks for: the rows of the access matrix, which
/// `OperationCatalogTest` holds against the operations.
class PublishedActionsTest {
  private static final Path MATRIX = Path.of("src/test/access/matrix.txt");
  private static final String VAULTS = "Microsoft.KeyVault/vaults/";

  /// What everybody with a token may ask, and the server's own work, nobody grants.
  private static final List<String> NOT_GRANTED = List.of("control plane, the server's", "open ");

  /// No Azure client looks for these.
  private static final Set<String> OUR_OWN =
      Set.of(
          "control Strongroom.Access/explanations/read",
          "control Strongroom.Access/migrations/read");

  /// Azure publishes it although everybody may.
  private static final String OPEN = "Microsoft.KeyVault/operations/read";

  @Test
  void allThatCanBeGrantedIsPublished() throws IOException {
    Set<String> granted = granted();
    assertThat(granted).hasSizeGreaterThan(100).containsAll(OUR_OWN);
    granted.removeAll(OUR_OWN);
    granted.add("control " + OPEN);
    assertThat(published()).containsExactlyInAnyOrderElementsOf(granted);
  }

  @Test
  void anActionBelongsToTheTypeBeforeItsVerb() {
    assertThat(type("vaults/secrets/getSecret/action")).isEqualTo("vaults/secrets");
    assertThat(type("vaults/secrets/delete")).isEqualTo("vaults/secrets");
    assertThat(type("register/action")).isEmpty();
  }

  private static String type(String name) {
    return new PublishedActions.Line(name, false, "", "", "").type();
  }

  private static List<String> published() {
    return PublishedActions.ALL.providers().stream()
        .flatMap(provider ->
            provider.lines().stream()
                .map(line ->
                    (line.data() ? "data " : "control ")
                        + provider.namespace()
                        + "/"
                        + line.name()))
        .toList();
  }

  private static Set<String> granted() throws IOException {
    Set<String> rows = new TreeSet<>();
    Optional<String> plane = Optional.empty();
    try (Stream<String> lines = Files.lines(MATRIX)) {
      for (String line : lines.filter(one -> !one.isBlank() && !one.startsWith("#")).toList()) {
        String first = line.split(" ", 2)[0];
        if (NOT_GRANTED.stream().anyMatch(line::startsWith)) {
          plane = Optional.empty();
        } else if (line.startsWith("data plane") || line.startsWith("control plane")) {
          plane = Optional.of(first + " ");
        } else {
          plane.ifPresent(on -> rows.add(on + (on.equals("data ") ? VAULTS : "") + first));
        }
      }
    }
    return rows;
  }
}
