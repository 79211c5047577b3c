package dev.strongroom.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.model.ResourceId;
import dev.strongroom.store.Databases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The requests that Terraform's azurerm provider sends, in its order: plan, apply, plan again,
/// destroy (`src/test/terraform`). A second plan is empty when what is read is what was sent: `? as
/// sent` wants every member of the last body that was written to the same path in the answer, `?
/// path = value` one of them, `~` without regard to case. A line that starts with `-` shows no
/// token.
class TerraformTest {
  private static final Path FOLDER = Path.of("src/test/terraform");
  private static final String SUBSCRIPTION = "/subscriptions/" + ArmWorld.SUBSCRIPTION;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> sequences() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)));
    }
  }

  private void replay(Path file) throws IOException {
    Path data = Files.createDirectory(folder.resolve(file.getFileName()));
    Map<String, JsonValue> sent = new HashMap<>();
    int asked = 0;
    try (ArmWorld world = new ArmWorld(data, Databases.SQLITE.fresh(data))) {
      world.assign("owner", "00482a5a-887f-4fb3-b363-3b7fe8e74483", ResourceId.ROOT);
      for (String block : Files.readString(file).strip().split("\n{2,}")) {
        List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
        if (!lines.isEmpty()) {
          ask(world, lines, sent);
          asked += 1;
        }
      }
    }
    assertThat(asked).isGreaterThan(20);
  }

  private static void ask(ArmWorld world, List<String> lines, Map<String, JsonValue> sent) {
    String first = filled(lines.getFirst());
    boolean anonymous = first.startsWith("- ");
    String[] words = (anonymous ? first.substring(2) : first).split(" ", 2);
    String url = words[1].startsWith("https://") ? words[1] : "https://management.test" + words[1];
    String body =
        filled(
            String.join(
                "", lines.stream().skip(1).takeWhile(line -> !line.startsWith("< ")).toList()));
    Map<String, String> headers = anonymous ? Map.of() : Map.of("Authorization", "Bearer owner");
    Request request = world.request(words[0], url, headers, body.getBytes(StandardCharsets.UTF_8));
    Response answer = world.at(request.host()).answer(request);
    String shown = new String(answer.body(), StandardCharsets.UTF_8);
    String path = request.host() + request.path().replaceAll("/$", "").toLowerCase(Locale.ROOT);
    if (words[0].equals("PUT") || words[0].equals("PATCH")) {
      sent.put(path, Json.parse(body.getBytes(StandardCharsets.UTF_8)));
    }
    for (String line : lines) {
      if (line.startsWith("< ")) {
        assertThat("< " + answer.status()).as(first + "\n" + shown).isEqualTo(line);
      } else if (line.equals("? as sent")) {
        contains(path, Json.parse(shown.getBytes(StandardCharsets.UTF_8)), sent.get(path));
      } else if (line.startsWith("? ")) {
        holds(filled(line), Json.parse(shown.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  /// Whether the answer has all that was sent; `null` was nothing, and case is no drift in types
  /// and paths.
  private static void contains(String where, JsonValue answer, JsonValue sent) {
    switch (sent) {
      case JsonValue.Null() -> {}
      case JsonValue.Obj(var members) ->
          members.forEach((name, value) -> {
            if (!(value instanceof JsonValue.Null)) {
              assertThat(answer.member(name)).as(where + "." + name).isPresent();
              contains(where + "." + name, answer.member(name).orElseThrow(), value);
            }
          });
      case JsonValue.Arr(var items) -> {
        assertThat(answer).as(where).isInstanceOf(JsonValue.Arr.class);
        List<JsonValue> there = ((JsonValue.Arr) answer).items();
        assertThat(there).as(where).hasSameSizeAs(items);
        for (int i = 0; i < items.size(); i += 1) {
          contains(where + "." + i, there.get(i), items.get(i));
        }
      }
      case JsonValue.Str(String text) when text.startsWith("/") ->
          assertThat(((JsonValue.Str) answer).text()).as(where).isEqualToIgnoringCase(text);
      case JsonValue.Str _, JsonValue.Num _, JsonValue.Bool _ ->
          assertThat(answer).as(where).isEqualTo(sent);
    }
  }

  private static void holds(String line, JsonValue answer) {
    String[] words = line.substring(2).split(" ", 3);
    JsonValue at = answer;
    for (String word : words[0].split("\\.")) {
      at =
          at instanceof JsonValue.Arr(var items)
              ? items.get(Integer.parseInt(word))
              : at.member(word).orElseThrow(() -> new AssertionError(line + " in " + answer));
    }
    String text =
        switch (at) {
          case JsonValue.Str(String found) -> found;
          case JsonValue.Bool(boolean flag) -> Boolean.toString(flag);
          case JsonValue.Num(var number) -> number.toPlainString();
          case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Null _ -> at.toString();
        };
    if (words[1].equals("~")) {
      assertThat(text).as(line).isEqualToIgnoringCase(words[2]);
    } else {
      assertThat(text).as(line).isEqualTo(words[2]);
    }
  }

  private static String filled(String text) {
    return text.replace("{s}", SUBSCRIPTION)
        .replace("{web}", SUBSCRIPTION + "/resourceGroups/web")
        .replace("{kv}", "/providers/Microsoft.KeyVault")
        .replace("{tenant}", ArmWorld.TENANT.toString());
  }
}
