package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Response;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `strongroom scim` against a whole server: a token that is good for provisioning and nothing
/// else, until it ends.
class ScimCommandTest {
  private static final RoleId PROVISIONING = RoleId.of("90519244-1939-488e-b2ff-7598982653de");
  private static final RoleId OWNER = RoleId.of("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
  private static final String USERS = "https://graph.test/scim/v2/Users";

  @TempDir Path folder;
  private AppWorld world;
  private AppWorld.Client okta;
  private String owner;

  @BeforeEach
  void open() {
    world = new AppWorld(folder);
    okta = world.client("okta");
    world.assign(PROVISIONING, okta, ResourceId.ROOT);
    world.assign(OWNER, okta, ResourceId.ROOT);
    owner = world.ownerToken("graph");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aTokenProvisionsAndDoesNothingElse() throws Exception {
    String token = token(run("add-token", app(), "--name", "Okta"));
    assertThat(status(USERS, token)).isEqualTo(200);
    assertThat(
            world
                .send("POST", USERS, Optional.of(token), "{\"userName\":\"a@corp.test\"}")
                .status())
        .isEqualTo(201);

    for (String elsewhere :
        List.of(
            "https://graph.test/v1.0/users",
            "https://management.test/subscriptions?api-version=2022-12-01",
            "https://dev.vault.test/secrets?api-version=7.4")) {
      assertThat(status(elsewhere, token)).as(elsewhere).isEqualTo(401);
    }
    assertThat(run("list-tokens", app())).contains("Okta").doesNotContain(token);
    assertThat(kept(token)).isFalse();
  }

  @Test
  void itEndsWithItsTimeItsRemovalAndItsPrincipal() throws Exception {
    String first = token(run("add-token", app(), "--days", "1"));
    String made = run("add-token", app());
    String second = token(made);
    String third = token(run("add-token", app()));
    assertThat(status(USERS, first)).isEqualTo(200);
    world.pass(Duration.ofDays(1).minusSeconds(1));
    assertThat(status(USERS, first)).isEqualTo(200);
    world.pass(Duration.ofSeconds(1));
    owner = world.ownerToken("graph");
    assertThat(status(USERS, first)).isEqualTo(401);

    String id = made.replaceAll("(?s).*\nid       (\\S+).*", "$1");
    assertThat(run("remove-token", app(), id)).contains("Removed");
    assertThat(status(USERS, second)).isEqualTo(401);

    assertThat(status(USERS, third)).isEqualTo(200);
    String place = "https://graph.test/v1.0/servicePrincipals/" + okta.principal();
    assertThat(
            world.send("PATCH", place, Optional.of(owner), "{\"accountEnabled\":false}").status())
        .isEqualTo(204);
    assertThat(status(USERS, third)).isEqualTo(401);
  }

  @Test
  void whatIsNotTheTokenToTheLetterIsNone() throws Exception {
    String token = token(run("add-token", app()));
    char last = token.charAt(token.length() - 1);
    List<String> others =
        List.of(
            token.substring(0, token.length() - 1) + (last == 'A' ? 'B' : 'A'),
            token.substring(0, token.length() - 1),
            token + "A",
            token.toUpperCase(java.util.Locale.ROOT),
            "srscim_",
            "srscim_" + "0".repeat(32) + token.substring(39),
            "srscim_" + okta.application().toString().replace("-", "") + token.substring(39));
    for (String other : others) {
      assertThat(status(USERS, other)).as(other).isEqualTo(401);
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(run("add-token", app(), "--days", "0")).contains("a number of days");
    assertThat(run("add-token", app(), "--days", "731")).contains("at most 730 days");
    assertThat(run("add-token", "none")).contains("no application with the client id none");
    assertThat(run("list-tokens", app())).isEqualTo("There are none.\n");
    assertThat(Ran.strongroom(Path.of("."), "scim").err()).contains("add-token, list-tokens");
  }

  private boolean kept(String token) throws IOException {
    byte[] text = token.substring(40).getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
            .contains(new String(text, StandardCharsets.ISO_8859_1))) {
          return true;
        }
      }
    }
    return false;
  }

  private String app() {
    return okta.application().toString();
  }

  private int status(String url, String token) {
    return world.send("GET", url, Optional.of(token), "").status();
  }

  private static String token(String output) {
    assertThat(output).startsWith("token    srscim_");
    return output.replaceAll("(?s)token    (\\S+).*", "$1");
  }

  private String run(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    Console console =
        new Console(
            out,
            out,
            name ->
                Optional.ofNullable(
                    Map.of(
                            "STRONGROOM_MANAGEMENT",
                            "https://management.test",
                            "STRONGROOM_TOKEN",
                            owner)
                        .get(name)),
            Path.of("."),
            now(),
            new SecureRandom());
    ScimCommand command =
        new ScimCommand(console, () -> ManagementClient.ofGraph(console, this::send));
    try {
      command.run(new CommandLine(command.spec()).parseArgs(arguments));
    } catch (Failure failure) {
      List.of(failure.lines()).forEach(console::complain);
    } catch (Exception surprise) {
      throw new AssertionError(surprise);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private InstantSource now() {
    return InstantSource.fixed(AppWorld.NOW);
  }

  private Management.Answer send(String method, URI uri, Map<String, String> headers, String body) {
    Optional<String> token =
        Optional.ofNullable(headers.get("Authorization")).map(text -> text.substring(7));
    Response answer = world.send(method, uri.toString(), token, body);
    return new Management.Answer(
        answer.status(), new String(answer.body(), StandardCharsets.UTF_8));
  }
}
