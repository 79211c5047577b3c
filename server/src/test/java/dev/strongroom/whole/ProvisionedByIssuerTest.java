package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.strongroom.Config;
import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.identity.SigningAssertions;
import dev.strongroom.identity.TestCertificate;
import dev.strongroom.identity.TrustedIssuer;
import dev.strongroom.identity.TrustedIssuer.Accepted;
import dev.strongroom.identity.TrustedIssuer.Claims;
import dev.strongroom.identity.TrustedIssuer.Ids;
import dev.strongroom.model.AppId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An issuer whose users and groups are provisioned by SCIM, and whose tokens read a secret: what
/// is taken away by SCIM is gone at the next request. Its key set is a file.
class ProvisionedByIssuerTest {
  private static final String ISSUER = "https://sso.corp.example/realms/corp";
  private static final String SECRET = "https://dev.vault.test/secrets/db?api-version=7.4";
  private static final RoleId OWNER = RoleId.of("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
  private static final RoleId SECRETS_USER = RoleId.of("4633458b-17de-408a-b874-0445c86b69e6");
  private static final RoleId PROVISIONING = RoleId.of("90519244-1939-488e-b2ff-7598982653de");
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
  private static final TestCertificate KEY = TestCertificate.rsa(START, START.plusSeconds(86_400));

  @TempDir Path folder;
  private AppWorld world;
  private AppWorld.Client client;
  private String scim;

  @BeforeEach
  void open() throws IOException {
    Path keys = folder.resolve("keys.json");
    RSAKey key = new RSAKey.Builder((RSAPublicKey) KEY.pair().getPublic()).keyID("k1").build();
    Files.writeString(keys, new JWKSet(key).toString());
    Path data = Files.createDirectory(folder.resolve("data"));
    world = new AppWorld(data, List.of(issuer(keys, false)), AppWorld.NOW);
    client = world.client("scim");
    world.assign(PROVISIONING, client, ResourceId.ROOT);
    world.trust(List.of(issuer(keys, true)));
    scim = world.token(client, "graph");
    world.send("PUT", SECRET, Optional.of(world.ownerToken("vault")), "{\"value\":\"s3cret\"}");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whatScimTakesAwayIsGoneAtTheNextRequest() {
    String anna = made("Users", "{\"userName\":\"anna@corp.example\",\"externalId\":\"f:anna\"}");
    String group =
        made("Groups", "{\"displayName\":\"readers\",\"members\":[{\"value\":\"" + anna + "\"}]}");
    String token = token("f:anna", List.of());
    assertThat(read(token)).isEqualTo(403);
    mayRead(group, "Group");
    assertThat(read(token)).isEqualTo(200);

    patch(
        "Groups/" + group, "\"op\":\"remove\",\"path\":\"members[value eq \\\"" + anna + "\\\"]\"");
    assertThat(read(token)).isEqualTo(403);
    patch(
        "Groups/" + group,
        "\"op\":\"Add\",\"path\":\"members\",\"value\":[{\"value\":\"" + anna + "\"}]");
    assertThat(read(token)).isEqualTo(200);
    patch("Users/" + anna, "\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"");
    assertThat(read(token)).isEqualTo(401);
    patch("Users/" + anna, "\"op\":\"Replace\",\"path\":\"active\",\"value\":\"True\"");
    assertThat(read(token)).isEqualTo(200);
    assertThat(ask("DELETE", "Users/" + anna, "").status()).isEqualTo(204);
    assertThat(read(token)).isEqualTo(401);
  }

  @Test
  void aGroupOfTheTokenCountsWhenItIsTheIssuers() {
    String anna = made("Users", "{\"userName\":\"anna@corp.example\",\"externalId\":\"f:anna\"}");
    String group = made("Groups", "{\"displayName\":\"ops\",\"externalId\":\"/ops\"}");
    mayRead(group, "Group");

    assertThat(anna).isNotEqualTo(group);
    assertThat(read(token("f:anna", List.of("/ops")))).isEqualTo(200);
    assertThat(read(token("f:anna", List.of(group)))).isEqualTo(403);
    assertThat(read(token("f:anna", List.of()))).isEqualTo(403);
  }

  @Test
  void aUserWhoIsCalledAnotherNameOutsideIsNoLongerTheOldOne() {
    String anna = made("Users", "{\"userName\":\"anna@corp.example\",\"externalId\":\"f:anna\"}");
    mayRead(anna, "User");
    assertThat(read(token("f:anna", List.of()))).isEqualTo(200);

    patch("Users/" + anna, "\"op\":\"replace\",\"path\":\"externalId\",\"value\":\"f:anna2\"");

    assertThat(read(token("f:anna", List.of()))).isEqualTo(401);
    assertThat(read(token("f:anna2", List.of()))).isEqualTo(200);
  }

  @Test
  void noClientReachesWhatItDidNotProvision() {
    AppWorld.Client other = world.client("other");
    world.assign(OWNER, other, ResourceId.ROOT);
    String anna = made("Users", "{\"userName\":\"anna@corp.example\"}");
    Optional<String> theirs = Optional.of(world.token(other, "graph"));
    String url = "https://graph.test/scim/v2/Users";

    assertThat(world.send("GET", url + "/" + anna, theirs, "").status()).isEqualTo(404);
    assertThat(world.send("DELETE", url + "/" + anna, theirs, "").status()).isEqualTo(404);
    assertThat(text(world.send("GET", url, theirs, ""))).contains("\"totalResults\":0");
    assertThat(world.send("POST", url, theirs, "{\"userName\":\"ANNA@corp.example\"}").status())
        .isEqualTo(409);
    assertThat(
            world
                .send(
                    "POST",
                    "https://graph.test/scim/v2/Groups",
                    theirs,
                    "{\"displayName\":\"g\",\"members\":[{\"value\":\"" + anna + "\"}]}")
                .status())
        .isEqualTo(400);
  }

  private Config.Issuer issuer(Path keys, boolean provisioned) {
    TrustedIssuer trusted =
        new TrustedIssuer(
            ISSUER,
            "Corp",
            AppWorld.TENANT,
            new Accepted(Set.of("api://strongroom"), Set.of(JWSAlgorithm.RS256), false),
            new Claims(
                "sub", Ids.DERIVED, "preferred_username", Optional.of("groups"), Ids.DERIVED));
    Optional<AppId> by = provisioned ? Optional.of(client.application()) : Optional.empty();
    return new Config.Issuer(
        trusted, Optional.of(keys), Optional.empty(), Set.of(), by, Optional.empty());
  }

  private void mayRead(String principal, String type) {
    String url =
        "https://management.test"
            + AppWorld.VAULT
            + "/providers/Microsoft.Authorization/roleAssignments/"
            + "55555555-5555-4555-8555-555555555555?api-version=2022-04-01";
    String body =
        "{\"properties\":{\"roleDefinitionId\":\"/providers/Microsoft.Authorization/roleDefinitions/"
            + SECRETS_USER
            + "\",\"principalId\":\""
            + principal
            + "\",\"principalType\":\""
            + type
            + "\"}}";
    Response answer = world.send("PUT", url, Optional.of(world.ownerToken("management")), body);
    assertThat(answer.status()).as(text(answer)).isEqualTo(201);
  }

  private String token(String subject, List<String> groups) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(subject)
            .audience("api://strongroom")
            .claim("groups", groups)
            .expirationTime(Date.from(START.plusSeconds(3_600)))
            .build();
    return SigningAssertions.sign("RS256", Map.of("kid", "k1"), claims, KEY.pair().getPrivate());
  }

  private int read(String token) {
    return world.send("GET", SECRET, Optional.of(token), "").status();
  }

  private String made(String place, String body) {
    Response answer = ask("POST", place, body);
    assertThat(answer.status()).as(text(answer)).isEqualTo(201);
    return Json.parse(answer.body()).text("id").orElseThrow();
  }

  private void patch(String place, String step) {
    Response answer = ask("PATCH", place, "{\"Operations\":[{" + step + "}]}");
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
  }

  private Response ask(String method, String place, String body) {
    return world.send(method, "https://graph.test/scim/v2/" + place, Optional.of(scim), body);
  }

  private static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
