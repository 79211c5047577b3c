package dev.strongroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.http.Answerer;
import dev.strongroom.http.Response;
import dev.strongroom.http.Response.Header;
import dev.strongroom.kernel.AuditEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Replays `src/test/wire/token/*.http`, in the form of `WireTest`: who asks is a place (`login`;
/// `loopback`, `bound` and `socket:uid` are managed-identity endpoints), names in braces come from
/// [TokenWireWorld], and a token in an answer is shown as its claims after its signature was
/// checked. `* time PT1M` lets time pass, `* from 10.0.0.8` changes the client's address, `* do …`
/// performs an operation of the directory. `-Dwire.update=true` writes the answers anew.
class TokenWireTest {
  private static final Path FOLDER = Path.of("src/test/wire/token");
  private static final Pattern HEADER = Pattern.compile("([A-Za-z][A-Za-z0-9-]*): (.*)");
  private static final Pattern TOKEN = Pattern.compile("e[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final Set<String> SHOWN = Set.of("Retry-After");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)));
    }
  }

  private void replay(Path file) throws IOException {
    String expected = Files.readString(file);
    Path data = Files.createDirectory(folder.resolve(file.getFileName()));
    List<String> actual = new ArrayList<>();
    try (TokenWireWorld world = new TokenWireWorld(data)) {
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

  private static String block(TokenWireWorld world, String block) {
    List<String> ask = block.lines().takeWhile(line -> !line.startsWith("< ")).toList();
    List<String> request = new ArrayList<>();
    for (String line : ask) {
      if (line.startsWith("* ")) {
        direct(world, line.substring(2).split(" ", 2));
      } else if (!line.startsWith("#")) {
        request.add(line);
      }
    }
    String asked = String.join("\n", ask);
    return request.isEmpty() ? asked : asked + "\n" + answer(world, request);
  }

  private static void direct(TokenWireWorld world, String[] words) {
    switch (words[0]) {
      case "time" -> world.pass(Duration.parse(words[1]));
      case "from" -> world.from(words[1]);
      case "do" -> world.perform(words[1]);
      default -> throw new IllegalArgumentException("unknown direction: " + words[0]);
    }
  }

  private static String answer(TokenWireWorld world, List<String> lines) {
    String[] first = lines.getFirst().split(" ", 3);
    Exchange exchange = Exchange.get(world.filled(first[2])).method(first[1]);
    Answerer answerer = world.place(first[0], exchange);
    if (first[2].startsWith("https://")) {
      URI url = URI.create(world.filled(first[2]).replaceAll("\\?.*", ""));
      exchange.at("https", url.getHost(), url.getPort() < 0 ? 443 : url.getPort());
      exchange.target(world.filled(first[2]).replaceFirst("https://[^/]*", ""));
    }
    int at = 1;
    for (; at < lines.size(); at += 1) {
      Matcher header = HEADER.matcher(lines.get(at));
      if (!header.matches()) {
        break;
      }
      exchange.header(header.group(1), world.filled(header.group(2)));
    }
    String body = world.filled(String.join("", lines.subList(at, lines.size())));
    exchange.body(body.getBytes(StandardCharsets.UTF_8));
    world.records().clear();
    Response response = answerer.answer(exchange.request());
    assertThat(world.records()).as("one request, one record").hasSize(1);
    return written(world, response, world.records().getFirst());
  }

  private static String written(TokenWireWorld world, Response response, AuditEntry entry) {
    StringBuilder out = new StringBuilder("< " + response.status() + "  " + entry.operation());
    for (Header header : response.headers()) {
      if (SHOWN.contains(header.name())) {
        out.append("\n< ").append(header.name()).append(": ").append(header.value());
      }
    }
    String text = new String(response.body(), StandardCharsets.UTF_8);
    String shown =
        TOKEN
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(claims(world, found.group())));
    out.append("\n< ").append(world.hidden(shown));
    entry
        .notes()
        .forEach((name, value) ->
            out.append("\n< note ").append(name).append(": ").append(world.hidden(value)));
    return out.toString();
  }

  private static String claims(TokenWireWorld world, String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      world.verify(jwt);
      return jwt.getHeader() + "." + jwt.getPayload();
    } catch (ParseException notAToken) {
      return token;
    }
  }
}
