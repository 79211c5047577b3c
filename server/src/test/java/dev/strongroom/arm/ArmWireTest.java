package dev.strongroom.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Response.Header;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.store.Databases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Replays `src/test/wire/arm/*.http`, in the form that `WireTest` describes; `-Dwire.update=true`
/// writes the answers anew. `{s}` stands for the subscription, `{web}` for its group `web`, `{kv}`
/// for `/providers/Microsoft.KeyVault`, `{mi}` for the identities in `web`, `{authz}` for
/// `/providers/Microsoft.Authorization`. `= name member` keeps a member of the answer for `{name}`;
/// `a.0.b` is a member of an item. `* veil value` hides a member that is another each time. Each
/// request must leave exactly one audit record; the answer names its operation. A deployment leaves
/// one for each of its steps, in lines with `+`.
class ArmWireTest {
  private static final Path FOLDER = Path.of("src/test/wire/arm");
  private static final Pattern HEADER = Pattern.compile("([A-Za-z][A-Za-z0-9-]*): (.*)");
  private static final Set<String> SHOWN =
      Set.of("WWW-Authenticate", "Retry-After", "Location", "Azure-AsyncOperation");
  private static final Pattern STEPS =
      Pattern.compile("/deployments/|managedhsm[.]test/(pre)?(backup|restore)[?]|/restore[?]");
  private static final String SUBSCRIPTION = "/subscriptions/" + ArmWorld.SUBSCRIPTION;

  private static final String IDENTITIES =
      "/providers/Microsoft.ManagedIdentity/userAssignedIdentities";

  @TempDir Path folder;
  private final Map<String, String> kept = new HashMap<>();
  private Optional<String> veiled = Optional.empty();

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".http")).sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)));
    }
  }

  private void replay(Path file) throws IOException {
    kept.clear();
    String expected = Files.readString(file);
    Path data = Files.createDirectory(folder.resolve(file.getFileName()));
    List<String> actual = new ArrayList<>();
    try (ArmWorld world = new ArmWorld(data, Databases.SQLITE.fresh(data))) {
      for (String block : expected.strip().split("\n{2,}")) {
        actual.add(block(world, block));
      }
    }
    String transcript = String.join("\n\n", actual) + "\n";
    if (Boolean.getBoolean("wire.update")) {
      Files.writeString(file, transcript);
      return;
    }
    assertThat(transcript).isEqualTo(expected);
  }

  /// The block with the answer that it gets now.
  private String block(ArmWorld world, String block) {
    List<String> ask = block.lines().takeWhile(line -> !line.startsWith("< ")).toList();
    List<String> request = new ArrayList<>();
    List<String> keeps = new ArrayList<>();
    boolean allHeaders = false;
    for (String line : ask) {
      if (line.startsWith("* time ")) {
        world.advance(Duration.parse(line.substring("* time ".length())));
        world.takeAudited();
      } else if (line.equals("* headers")) {
        allHeaders = true;
      } else if (line.startsWith("* veil ")) {
        veiled = Optional.of(line.substring("* veil ".length()));
      } else if (line.startsWith("= ")) {
        keeps.add(line.substring(2));
      } else if (!line.startsWith("#")) {
        request.add(line);
      }
    }
    String asked = String.join("\n", ask);
    return request.isEmpty() ? asked : asked + "\n" + answer(world, request, keeps, allHeaders);
  }

  private String answer(
      ArmWorld world, List<String> lines, List<String> keeps, boolean allHeaders) {
    String[] first = lines.getFirst().split(" ", 3);
    Map<String, String> headers = new HashMap<>();
    if (!first[0].equals("-")) {
      headers.put("Authorization", "Bearer " + first[0]);
    }
    int at = 1;
    for (; at < lines.size(); at += 1) {
      Matcher header = HEADER.matcher(lines.get(at));
      if (!header.matches()) {
        break;
      }
      headers.put(header.group(1), filled(header.group(2)));
    }
    String body = filled(String.join("\n", lines.subList(at, lines.size())));
    String target = filled(first[2]);
    String url = target.startsWith("https://") ? target : "https://management.test" + target;
    Request request = world.request(first[1], url, headers, body.getBytes(StandardCharsets.UTF_8));
    Response answer = world.at(request.host()).answer(request);
    for (String keep : keeps) {
      String[] words = keep.split(" ");
      kept.put(words[0], member(Json.parse(answer.body()), words[1].split("\\.")));
    }
    List<AuditEntry> audited = world.takeAudited();
    boolean steps = STEPS.matcher(first[2]).find() && !first[1].equals("GET");
    if (!steps) {
      assertThat(audited).as("one request, one record").hasSize(1);
    }
    return written(answer, audited.getFirst().operation(), allHeaders) + steps(audited);
  }

  private String shown(String body) {
    return veiled
        .map(member ->
            body.replaceAll(
                "\"" + member + "\":\"([^\"\\\\]++|\\\\.)*+\"", "\"" + member + "\":\"…\""))
        .orElse(body);
  }

  private static String steps(List<AuditEntry> audited) {
    StringBuilder lines = new StringBuilder();
    for (AuditEntry entry : audited.subList(1, audited.size())) {
      String outcome =
          switch (entry.outcome()) {
            case AuditEntry.Outcome.Success(int status) -> Integer.toString(status);
            case AuditEntry.Outcome.Failure(var problem) -> problem.getClass().getSimpleName();
            case AuditEntry.Outcome.Crash() -> "crash";
          };
      lines.append("\n< + ").append(outcome).append("  ").append(entry.operation());
    }
    return lines.toString();
  }

  /// A text below: names and places of items.
  private static String member(JsonValue answer, String[] path) {
    JsonValue at = answer;
    for (String part : path) {
      at =
          at instanceof JsonValue.Arr(var items)
              ? items.get(Integer.parseInt(part))
              : at.member(part).orElseThrow();
    }
    return ((JsonValue.Str) at).text();
  }

  private String filled(String text) {
    String known = text;
    for (Map.Entry<String, String> one : kept.entrySet()) {
      known = known.replace("{" + one.getKey() + "}", one.getValue());
    }
    return known
        .replace("{s}", SUBSCRIPTION)
        .replace("{web}", SUBSCRIPTION + "/resourceGroups/web")
        .replace("{shop}", SUBSCRIPTION + "/resourceGroups/shop")
        .replace("{mi}", SUBSCRIPTION + "/resourceGroups/web" + IDENTITIES)
        .replace("{authz}", "/providers/Microsoft.Authorization")
        .replace("{kv}", "/providers/Microsoft.KeyVault")
        .replace("{tenant}", ArmWorld.TENANT.toString());
  }

  private String written(Response answer, String operation, boolean allHeaders) {
    StringBuilder out = new StringBuilder("< " + answer.status() + "  " + operation);
    for (Header header : answer.headers()) {
      if (allHeaders || SHOWN.contains(header.name())) {
        out.append("\n< ").append(header.name()).append(": ").append(header.value());
      }
    }
    if (answer.body().length > 0) {
      out.append("\n< ").append(shown(new String(answer.body(), StandardCharsets.UTF_8)));
    }
    veiled = Optional.empty();
    return out.toString();
  }
}
