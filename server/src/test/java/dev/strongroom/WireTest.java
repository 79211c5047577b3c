package dev.strongroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Response.Header;
import dev.strongroom.kernel.AuditEntry;
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

/// Replays `src/test/wire/*.http`; `-Dwire.update=true` writes the answers anew, and the difference
/// is reviewed as documentation. A block is a request and its answer:
///
/// ```
/// # What this shows.
/// officer PUT /secrets/db?api-version=7.6      who, method, path (or a whole URL)
/// Some-Header: value
/// {"value":"hunter2"}
/// = name value                                 keeps a member of the answer for {name}; `key.kid`
///                                              is a member of a member
/// < 200
/// ```
///
/// `-` shows no token. `* time P90D` lets time pass, `* headers` shows all headers of the next
/// answer, `* rekey contoso` gives a vault a new key, `* veil value` hides a member of the next
/// answer that is another each time. Each request must leave exactly one audit record; the answer
/// names its operation. A GET that memory can answer is asked twice and must get the same.
class WireTest {
  private static final Path FOLDER = Path.of("src/test/wire");
  private static final String SEPARATOR = "\n\n";
  private static final Pattern HEADER = Pattern.compile("([A-Za-z][A-Za-z0-9-]*): (.*)");
  private static final Pattern KEPT = Pattern.compile("\\{([a-z]+)}");
  private static final Set<String> SHOWN = Set.of("WWW-Authenticate", "Retry-After");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".http")).sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)));
    }
  }

  private void replay(Path file) throws IOException {
    String expected = Files.readString(file);
    Path data = Files.createDirectory(folder.resolve(file.getFileName()));
    List<String> actual = new ArrayList<>();
    try (WireWorld world = new WireWorld(data)) {
      Replay replay = new Replay(world);
      for (String block : expected.strip().split("\n{2,}")) {
        actual.add(replay.block(block));
      }
    }
    String transcript = String.join(SEPARATOR, actual) + "\n";
    if (Boolean.getBoolean("wire.update")) {
      Files.writeString(file, transcript);
      return;
    }
    assertThat(transcript).isEqualTo(expected);
  }

  private static final class Replay {
    private final WireWorld world;
    private final Map<String, String> kept = new HashMap<>();
    private Optional<String> veiled = Optional.empty();
    private boolean allHeaders;

    Replay(WireWorld world) {
      this.world = world;
    }

    /// The block with the answer that it gets now.
    String block(String block) {
      List<String> ask = block.lines().takeWhile(line -> !line.startsWith("< ")).toList();
      StringBuilder out = new StringBuilder(String.join("\n", ask));
      List<String> request = new ArrayList<>();
      List<String> keeps = new ArrayList<>();
      for (String line : ask) {
        if (line.startsWith("* ")) {
          direct(line.substring(2));
        } else if (line.startsWith("= ")) {
          keeps.add(line.substring(2));
        } else if (!line.startsWith("#")) {
          request.add(line);
        }
      }
      if (!request.isEmpty()) {
        out.append('\n').append(answer(request, keeps));
      }
      return out.toString();
    }

    private void direct(String words) {
      if (words.startsWith("time ")) {
        world.advance(Duration.parse(words.substring("time ".length())));
        world.takeAudited();
      } else if (words.startsWith("rekey ")) {
        assertThat(world.rekey(words.substring("rekey ".length()))).isGreaterThan(1);
        world.takeAudited();
      } else if (words.startsWith("veil ")) {
        veiled = Optional.of(words.substring("veil ".length()));
      } else if (words.equals("headers")) {
        allHeaders = true;
      } else {
        throw new IllegalArgumentException("unknown direction: " + words);
      }
    }

    private String answer(List<String> lines, List<String> keeps) {
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
        headers.put(header.group(1), header.group(2));
      }
      String body = filled(String.join("\n", lines.subList(at, lines.size())));
      String target = filled(first[2]);
      String url = target.startsWith("https://") ? target : "https://contoso.vault.test" + target;
      Request request =
          world.request(first[1], url, headers, body.getBytes(StandardCharsets.UTF_8));
      Response answer = world.answer(request);
      String operation = onlyRecord(world.takeAudited()).operation();
      assertThat(new String(request.body(), StandardCharsets.UTF_8).replace("\0", ""))
          .as("the body after it was answered")
          .isEmpty();
      sameFromMemory(request, answer);
      keep(answer, keeps);
      return written(answer, operation);
    }

    private void sameFromMemory(Request request, Response answer) {
      Optional<Response> again = world.dataPlane().answerFromMemory(request);
      List<AuditEntry> audited = world.takeAudited();
      assertThat(audited).hasSize(again.isPresent() ? 1 : 0);
      again.ifPresent(same -> {
        assertThat(text(same)).isEqualTo(text(answer));
        assertThat(same.status()).isEqualTo(answer.status());
        assertThat(same.headers()).isEqualTo(answer.headers());
      });
    }

    private static AuditEntry onlyRecord(List<AuditEntry> audited) {
      assertThat(audited).as("one request, one record").hasSize(1);
      return audited.getFirst();
    }

    private void keep(Response answer, List<String> keeps) {
      for (String line : keeps) {
        String[] words = line.split(" ");
        JsonValue at = Json.parse(answer.body());
        String[] path = words[1].split("\\.");
        for (int i = 0; i < path.length - 1; i += 1) {
          at = at.member(path[i]).orElseThrow();
        }
        kept.put(words[0], at.text(path[path.length - 1]).orElseThrow());
      }
    }

    private String filled(String text) {
      return KEPT.matcher(text)
          .replaceAll(
              found -> Matcher.quoteReplacement(kept.getOrDefault(found.group(1), found.group())));
    }

    private String written(Response answer, String operation) {
      StringBuilder out = new StringBuilder("< " + answer.status() + "  " + operation);
      for (Header header : answer.headers()) {
        if (allHeaders || SHOWN.contains(header.name())) {
          out.append("\n< ").append(header.name()).append(": ").append(header.value());
        }
      }
      allHeaders = false;
      if (answer.body().length > 0) {
        out.append("\n< ").append(shown(text(answer)));
      }
      veiled = Optional.empty();
      return out.toString();
    }

    private String shown(String body) {
      return veiled
          .map(member ->
              body.replaceAll("\"" + member + "\":\"[^\"]*\"", "\"" + member + "\":\"…\""))
          .orElse(body);
    }

    private static String text(Response answer) {
      return new String(answer.body(), StandardCharsets.UTF_8);
    }
  }
}
