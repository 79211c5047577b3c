package dev.strongroom.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.http.Response;
import dev.strongroom.http.Response.Header;
import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.people.SignInRules;
import dev.strongroom.token.Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Replays `src/test/wire/signin/*.http`: people at browsers, and the applications they sign in
/// for.
///
/// `anna GET /path` loads a page; `anna SUBMIT /action` sends the last page's form that leads
/// there, its hidden fields and the lines that follow; `app POST /path` is an application's form,
/// `page POST` that of a script in a page. Of an answer stand: each audit record with its notes,
/// the status, where the browser is sent, its cookies, the page's heading and its alert, or the
/// JSON. What is random has a name in braces; names are learned from answers. `* time PT1M` lets
/// time pass. `-Dwire.update=true` writes anew.
class SignInWireTest {
  private static final Path FOLDER = Path.of("src/test/wire/signin");
  private static final Pattern TOKEN = Pattern.compile("e[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final Map<String, Pattern> LEARNED =
      new LinkedHashMap<>(
          Map.of(
              "code", Pattern.compile("[?&]code=([\\w-]{43})"),
              "refresh", Pattern.compile("\"refresh_token\":\"([^\"]+)\""),
              "device", Pattern.compile("\"device_code\":\"([^\"]+)\""),
              "usercode", Pattern.compile("\"user_code\":\"([^\"]+)\""),
              "key", Pattern.compile("secret=([A-Z2-7]{32})&")));
  private static final Pattern RECOVERY = Pattern.compile("<code>([A-Z0-9-]{19})</code>");
  private static final Pattern HEADING = Pattern.compile("<h1>(.*?)</h1>");
  private static final Pattern ALERT = Pattern.compile("role=\"alert\">([^<]+)</p>");

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
    List<String> actual = new ArrayList<>();
    try (Replay replay =
        new Replay(Files.createDirectory(folder.resolve(file.getFileName().toString())))) {
      for (String block : expected.strip().split("\n{2,}")) {
        actual.add(replay.block(block));
      }
    }
    String transcript = String.join("\n\n", actual) + "\n";
    if (Boolean.getBoolean("wire.update")) {
      Files.writeString(file, transcript);
      return;
    }
    assertThat(transcript).isEqualTo(expected);
  }

  private static final class Replay implements AutoCloseable {
    private final SignInWorld world;
    private final TestPasskey passkey = new TestPasskey();
    private final Map<String, String> names = new LinkedHashMap<>();

    Replay(Path folder) {
      boolean programs = folder.endsWith("password-grant.http");
      world =
          new SignInWorld(
              folder,
              new SignInRules(
                  programs, SignInRules.SecondFactor.WHERE_ENROLLED, List.of(), Map.of()));
      names.put("link", world.oneTimeCode(world.anna));
      if (folder.endsWith("registered-app.http")) {
        TestApp app = new TestApp(world, "Shop");
        names.put("app", app.id.toString());
        names.put("secret", app.secret);
      }
      world.records().clear();
    }

    String block(String block) {
      List<String> ask = block.lines().takeWhile(line -> !line.startsWith("< ")).toList();
      List<String> request = new ArrayList<>();
      for (String line : ask) {
        if (line.startsWith("* time ")) {
          world.pass(Duration.parse(line.substring("* time ".length())));
        } else if (!line.startsWith("#")) {
          request.add(line);
        }
      }
      String asked = String.join("\n", ask);
      return request.isEmpty() ? asked : asked + "\n" + answer(request);
    }

    private String answer(List<String> lines) {
      world.records().clear();
      String[] first = lines.getFirst().split(" ", 3);
      Map<String, String> fields = new LinkedHashMap<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] pair = filled(line).split("=", 2);
        fields.put(pair[0], pair[1]);
      }
      return written(ask(first[0], first[1], filled(first[2]), fields));
    }

    private Response ask(String who, String how, String path, Map<String, String> fields) {
      if (who.equals("app")) {
        return world.send(Exchange.post(path, fields));
      } else if (who.equals("page")) {
        return world.send(Exchange.post(path, fields).header("Origin", "https://page.corp.test"));
      }
      TestBrowser browser = world.browser(who);
      if (how.equals("GET")) {
        return browser.get(path);
      }
      if (how.equals("PASSKEY")) {
        boolean first = path.startsWith("/account");
        return browser.passkey(path, first ? passkey::make : passkey::use);
      }
      Map<String, String> form = browser.hidden(path);
      form.putAll(fields);
      return browser.post(path, form);
    }

    private String filled(String text) {
      String out =
          text.replace("{tenant}", SignInWorld.TENANT)
              .replace("{authorize}", SignInWorld.authorize())
              .replace("{verifier}", SignInWorld.VERIFIER)
              .replace("{password}", SignInWorld.PASSWORD);
      if (out.contains("{digits}")) {
        out = out.replace("{digits}", world.digits(names.get("key")));
      }
      for (Map.Entry<String, String> name : names.entrySet()) {
        out = out.replace("{" + name.getKey() + "}", name.getValue());
      }
      return out;
    }

    private String written(Response response) {
      StringBuilder out = new StringBuilder();
      String body = SignInWorld.text(response);
      learn(body);
      SignInWorld.header(response, "Location").ifPresent(this::learn);
      for (AuditEntry entry : world.records()) {
        out.append("< ").append(status(entry)).append("  ").append(entry.operation()).append('\n');
        entry
            .notes()
            .forEach((name, value) ->
                out.append("< note ").append(name).append(": ").append(hidden(value)).append('\n'));
      }
      out.append("< answer ").append(response.status());
      for (Header header : response.headers()) {
        if (header.name().equals("Location")) {
          out.append("\n< Location: ").append(hidden(header.value()));
        } else if (header.name().equals("Set-Cookie")) {
          out.append("\n< Set-Cookie: ").append(header.value().replaceFirst("=[^;]+", "=…"));
        } else if (header.name().startsWith("Access-Control")) {
          out.append("\n< ").append(header.name()).append(": ").append(header.value());
        }
      }
      return out.append(shown(body)).toString();
    }

    private static int status(AuditEntry entry) {
      return switch (entry.outcome()) {
        case AuditEntry.Outcome.Success(int status) -> status;
        case AuditEntry.Outcome.Failure(var problem) -> WireErrors.status(problem);
        case AuditEntry.Outcome.Crash() -> 500;
      };
    }

    private String shown(String body) {
      if (body.startsWith("{")) {
        String claims =
            TOKEN
                .matcher(body)
                .replaceAll(found -> Matcher.quoteReplacement(claims(found.group())));
        return "\n< " + hidden(claims);
      }
      StringBuilder out = new StringBuilder();
      Matcher heading = HEADING.matcher(body);
      if (heading.find()) {
        out.append("\n< page: ").append(heading.group(1));
      }
      ALERT.matcher(body).results().forEach(one -> out.append("\n< alert: ").append(one.group(1)));
      return out.toString();
    }

    private static String claims(String token) {
      try {
        return SignedJWT.parse(token).getPayload().toString();
      } catch (ParseException notAToken) {
        return token;
      }
    }

    private void learn(String text) {
      LEARNED.forEach((name, pattern) -> {
        Matcher found = pattern.matcher(text);
        if (found.find()) {
          names.put(name, found.group(1));
        }
      });
      Matcher recovery = RECOVERY.matcher(text);
      if (recovery.find()) {
        names.put("recovery", recovery.group(1));
      }
    }

    private String hidden(String text) {
      String out = text.replace(SignInWorld.TENANT, "{tenant}");
      for (Map.Entry<String, String> name : names.entrySet()) {
        out = out.replace(name.getValue(), "{" + name.getKey() + "}");
      }
      return out;
    }

    @Override
    public void close() {
      world.close();
    }
  }
}
