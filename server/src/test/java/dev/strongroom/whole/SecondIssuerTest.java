package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.strongroom.Config;
import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.identity.TrustedIssuer;
import dev.strongroom.identity.TrustedIssuer.Accepted;
import dev.strongroom.identity.TrustedIssuer.Claims;
import dev.strongroom.identity.TrustedIssuer.Ids;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The whole server beside a real second issuer, oidc-provider, found by discovery over TLS: its
/// tokens, as they are, open what roles and groups say, and nothing else. `./verify` installs it.
@EnabledIfSystemProperty(named = "issuer.dir", matches = ".+")
class SecondIssuerTest {
  private static final String AUDIENCE = "api://strongroom";
  private static final String SECRET = "https://dev.vault.test/secrets/db?api-version=7.4";
  private static final String ROLE = "/providers/Microsoft.Authorization/roleDefinitions/";
  private static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
  private static final RoleId PROVISIONING = RoleId.of("90519244-1939-488e-b2ff-7598982653de");

  @TempDir Path folder;
  private SecondIssuer issuer;
  private AppWorld world;
  private AppWorld.Client client;
  private Optional<String> scim;

  @BeforeEach
  void open() throws Exception {
    issuer = new SecondIssuer(Path.of(System.getProperty("issuer.dir")), folder);
    Path data = Files.createDirectory(folder.resolve("data"));
    world = new AppWorld(data, List.of(trusted(Optional.empty())), Instant.now());
    client = world.client("scim");
    world.assign(PROVISIONING, client, ResourceId.ROOT);
    world.trust(List.of(trusted(Optional.of(client.application()))));
    scim = Optional.of(world.token(client, "graph"));
    world.send("PUT", SECRET, Optional.of(world.ownerToken("vault")), "{\"value\":\"s3cret\"}");
  }

  @AfterEach
  void close() {
    world.close();
    issuer.close();
  }

  @Test
  void aProgramOfTheIssuerReadsASecretOnceItHasARole() throws Exception {
    String token = member(issuer.program(AUDIENCE), "access_token");
    assertThat(read(token)).isEqualTo(403);

    PrincipalId derived = trusted(Optional.empty()).trusted().idOf("app").orElseThrow();
    assign(derived.toString(), "ServicePrincipal");

    assertThat(read(token)).isEqualTo(200);
    assertThat(manage(token)).isEqualTo(200);
    assertThat(world.send("GET", "https://graph.test/v1.0/users", Optional.of(token), "").status())
        .isEqualTo(403);
    assertThat(read(member(issuer.program("api://somebody-else"), "access_token"))).isEqualTo(401);
    assertThat(read(token.substring(0, token.length() - 8) + "AAAAAAAA")).isEqualTo(401);
    world.pass(Duration.ofHours(2));
    assertThat(read(token)).isEqualTo(401);
  }

  @Test
  void aPersonWhoIsProvisionedReadsByAGroupOfTheToken() throws Exception {
    String anna = made("Users", "{\"userName\":\"anna@corp.test\",\"externalId\":\"anna\"}");
    String ops = made("Groups", "{\"displayName\":\"Operators\",\"externalId\":\"/ops\"}");
    String answer = issuer.person("anna");
    String token = member(answer, "access_token");
    assertThat(read(token)).isEqualTo(403);

    assign(ops, "Group");
    assertThat(read(token)).isEqualTo(200);
    assertThat(read(member(answer, "id_token"))).isEqualTo(401);

    Response off =
        world.send(
            "PATCH",
            "https://graph.test/scim/v2/Users/" + anna,
            scim,
            "{\"Operations\":[{\"op\":\"replace\",\"value\":{\"active\":false}}]}");
    assertThat(off.status()).as(text(off)).isEqualTo(200);
    assertThat(read(token)).isEqualTo(401);
  }

  @Test
  void keysThatWereFetchedUnderAnotherAuthorityAreNotBelieved() throws Exception {
    String token = member(issuer.program(AUDIENCE), "access_token");
    assertThat(read(token)).isEqualTo(403);
    Path file = issuer.certificate();
    String right = Files.readString(file);

    Path other = Files.createDirectory(folder.resolve("other"));
    try (SecondIssuer stranger =
        new SecondIssuer(Path.of(System.getProperty("issuer.dir")), other)) {
      Files.copy(stranger.certificate(), file, StandardCopyOption.REPLACE_EXISTING);
    }
    world.trust(List.of(trusted(Optional.empty())));
    assertThat(read(token)).isEqualTo(503);

    Files.writeString(file, right);
    world.trust(List.of(trusted(Optional.empty())));
    assertThat(read(token)).isEqualTo(403);
  }

  private Config.Issuer trusted(Optional<AppId> provisionedBy) {
    TrustedIssuer trusted =
        new TrustedIssuer(
            issuer.url(),
            "Second",
            AppWorld.TENANT,
            new Accepted(Set.of(AUDIENCE), Set.of(JWSAlgorithm.RS256), true),
            new Claims(
                "sub", Ids.DERIVED, "preferred_username", Optional.of("groups"), Ids.DERIVED));
    return new Config.Issuer(
        trusted,
        Optional.empty(),
        Optional.of(issuer.certificate()),
        Set.of(),
        provisionedBy,
        Optional.empty());
  }

  private void assign(String principal, String type) {
    String url =
        "https://management.test"
            + AppWorld.VAULT
            + "/providers/Microsoft.Authorization/roleAssignments/"
            + "55555555-5555-4555-8555-555555555555?api-version=2022-04-01";
    String body =
        "{\"properties\":{\"roleDefinitionId\":\"%s\",\"principalId\":\"%s\",\"principalType\":\"%s\"}}"
            .formatted(ROLE + SECRETS_USER, principal, type);
    Response answer = world.send("PUT", url, Optional.of(world.ownerToken("management")), body);
    assertThat(answer.status()).as(text(answer)).isEqualTo(201);
  }

  private int read(String token) {
    return world.send("GET", SECRET, Optional.of(token), "").status();
  }

  private int manage(String token) {
    String url = "https://management.test/subscriptions?api-version=2022-12-01";
    return world.send("GET", url, Optional.of(token), "").status();
  }

  private String made(String place, String body) {
    Response answer = world.send("POST", "https://graph.test/scim/v2/" + place, scim, body);
    assertThat(answer.status()).as(text(answer)).isEqualTo(201);
    return member(text(answer), "id");
  }

  private static String member(String json, String name) {
    return Json.parse(json.getBytes(StandardCharsets.UTF_8))
        .text(name)
        .orElseThrow(() -> new AssertionError(json));
  }

  private static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
