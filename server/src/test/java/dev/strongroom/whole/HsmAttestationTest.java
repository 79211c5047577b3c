package dev.strongroom.whole;

import static dev.strongroom.whole.HsmServer.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a token says of a key is signed, fresh, and can be checked as `docs/operations.md` says,
/// with the block of shell that stands there.
class HsmAttestationTest {
  private static final Path RUNBOOK = Path.of("../docs/operations.md");
  private static final String EC = "{\"kty\":\"EC-HSM\",\"crv\":\"P-256\"}";

  private record Ran(int code, String output) {}

  @TempDir private Path folder;
  private HsmServer server;

  @BeforeEach
  void begin() {
    server = new HsmServer(folder);
    server.makeVault("prem");
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void whatTheTokenSaysOfAKeyIsAttested() throws Exception {
    String made = server.done("prem", "POST", "keys/k/create", EC);
    String shown = attested("&nonce=once-7");
    assertThat(member(shown, "x")).isEqualTo(member(made, "x"));
    assertThat(member(shown, "version")).isEqualTo("strongroom-1");
    Ran checked = checked(shown);
    assertThat(checked.code()).as(checked.output()).isZero();
    assertThat(checked.output()).contains("Verified OK");
    assertThat(member(checked.output(), "kid")).isEqualTo(member(made, "kid"));
    assertThat(member(checked.output(), "x")).isEqualTo(member(made, "x"));
    assertThat(member(checked.output(), "nonce")).isEqualTo("once-7");
    assertThat(member(checked.output(), "manufacturer")).isEqualTo("SoftHSM project");
    assertThat(checked.output())
        .contains("\"CKA_SENSITIVE\":true")
        .contains("\"CKA_EXTRACTABLE\":false")
        .contains("\"exportable\":false");
    String other = new StringBuilder(member(shown, "privateKeyAttestation")).toString();
    String forged = other.substring(0, 200) + (other.charAt(200) == 'x' ? 'y' : 'x');
    assertThat(checked(shown.replace(other.substring(0, 201), forged)).output())
        .doesNotContain("Verified OK");
    server.token().remove();
    assertThat(server.send("prem", "GET", "keys/k//attestation", "").status()).isEqualTo(503);
  }

  /// The object that stays is as hidden as any; that its key may leave is said.
  @Test
  void aKeyThatMayBeReleasedIsCalledThat() throws Exception {
    String policy =
        Base64.getUrlEncoder()
            .encodeToString(
                "{\"version\":\"1.0.0\",\"anyOf\":[]}".getBytes(StandardCharsets.US_ASCII));
    String exportable = "\"attributes\":{\"exportable\":true},\"release_policy\":{\"data\":\"";
    server.done(
        "prem",
        "POST",
        "keys/k/create",
        EC.substring(0, EC.length() - 1) + "," + exportable + policy + "\"}}");
    assertThat(checked(attested("")).output())
        .contains("\"CKA_EXTRACTABLE\":false")
        .contains("\"exportable\":true");
  }

  @Test
  void aStatementSaysWhenAndForWhom() throws Exception {
    server.done("prem", "POST", "keys/k/create", EC);
    long first = time(checked(attested("")).output());
    server.world().pass(Duration.ofMinutes(3));
    String later = checked(attested("")).output();
    assertThat(time(later) - first).isEqualTo(180);
    assertThat(later).doesNotContain("nonce");
    assertThat(attested("&nonce=" + "a".repeat(128))).contains("privateKeyAttestation");
    for (String bad : new String[] {"&nonce=" + "a".repeat(129), "&nonce=a%22b", "&nonce="}) {
      assertThat(asked(bad).status()).as(bad).isEqualTo(400);
    }
  }

  private String attested(String query) {
    Response answer = asked(query);
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.status()).as(text).isEqualTo(200);
    return text;
  }

  private Response asked(String query) {
    return server
        .world()
        .send(
            "GET",
            "https://prem.vault.test/keys/k//attestation?api-version=7.6" + query,
            Optional.of(server.world().ownerToken("vault")),
            "");
  }

  private static long time(String statement) {
    return Long.parseLong(statement.replaceAll("(?s).*\"iat\":(\\d+).*", "$1"));
  }

  private Ran checked(String attestation) throws Exception {
    Response keys =
        server
            .world()
            .send(
                "GET",
                "https://login.test/" + AppWorld.TENANT + "/discovery/v2.0/keys",
                Optional.empty(),
                "");
    Path place = Files.createTempDirectory(folder, "check");
    Files.write(place.resolve("keys.json"), keys.body());
    Files.writeString(place.resolve("attestation.json"), attestation);
    Matcher block =
        Pattern.compile("#### Check an attestation\n\n```sh\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(RUNBOOK));
    assertThat(block.find()).isTrue();
    Process shell =
        new ProcessBuilder("sh", "-e", "-c", block.group(1))
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(place.resolve("log").toFile())
            .start();
    return new Ran(shell.waitFor(), Files.readString(place.resolve("log")));
  }
}
