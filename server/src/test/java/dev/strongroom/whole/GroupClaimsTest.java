package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.strongroom.Config;
import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.identity.SigningAssertions;
import dev.strongroom.identity.TestCertificate;
import dev.strongroom.identity.TrustedIssuer;
import dev.strongroom.identity.TrustedIssuer.Accepted;
import dev.strongroom.identity.TrustedIssuer.Claims;
import dev.strongroom.identity.TrustedIssuer.Ids;
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

/// The groups that another issuer's token names count wherever a person's groups do: who is
/// eligible for a role, who approves, whom a denial binds.
class GroupClaimsTest {
  private static final String ISSUER = "https://sso.corp.example/realms/corp";
  private static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
  private static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
  private static final String PIM = "?api-version=2020-10-01";
  private static final String APPROVALS = "?api-version=2021-01-01-preview";
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
  private static final TestCertificate KEY = TestCertificate.rsa(START, START.plusSeconds(86_400));

  @TempDir Path folder;
  private TrustedIssuer trusted;
  private AppWorld world;

  @BeforeEach
  void open() throws IOException {
    Path keys = folder.resolve("keys.json");
    RSAKey key = new RSAKey.Builder((RSAPublicKey) KEY.pair().getPublic()).keyID("k1").build();
    Files.writeString(keys, new JWKSet(key).toString());
    trusted =
        new TrustedIssuer(
            ISSUER,
            "Corp",
            AppWorld.TENANT,
            new Accepted(Set.of("api://strongroom"), Set.of(JWSAlgorithm.RS256), true),
            new Claims("sub", Ids.DERIVED, "name", Optional.of("groups"), Ids.DERIVED));
    Config.Issuer issuer =
        new Config.Issuer(
            trusted,
            Optional.of(keys),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty());
    Path data = Files.createDirectory(folder.resolve("data"));
    world = new AppWorld(data, List.of(issuer), AppWorld.NOW);
    made(
        ask(
            "PUT",
            "/providers/Microsoft.Authorization/roleEligibilityScheduleRequests/" + name(1) + PIM,
            world.ownerToken("management"),
            schedule(group("pagers"), "AdminAssign", "Group", "P30D")));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whoeverIsInAnEligibleGroupOfTheTokenTakesTheRole() {
    assertThat(activate(2, "anna", List.of("others")).status()).isEqualTo(400);
    assertThat(seen("anna", List.of("others"))).isEmpty();
    assertThat(seen("anna", List.of("pagers"))).hasSize(1);
    made(activate(3, "anna", List.of("pagers")));

    assertThat(read("anna", List.of("pagers"))).isEqualTo(404);
    assertThat(read("anna", List.of("others"))).as("out of the group").isEqualTo(403);
    assertThat(read("bert", List.of("pagers"))).isEqualTo(403);
  }

  @Test
  void whoeverIsInAnApprovingGroupOfTheTokenApproves() {
    demandApprovalBy(group("leads"));
    made(activate(2, "anna", List.of("pagers", "leads")));
    assertThat(read("anna", List.of("pagers"))).isEqualTo(403);

    assertThat(stages("bert", List.of())).isEmpty();
    String stage = stages("bert", List.of("leads")).getFirst();
    assertThat(decide(stage, "anna", List.of("leads")).status()).isEqualTo(400);
    assertThat(decide(stage, "bert", List.of("pagers")).status()).isEqualTo(404);
    assertThat(decide(stage, "bert", List.of("leads")).status()).isEqualTo(200);

    assertThat(read("anna", List.of("pagers"))).isEqualTo(404);
  }

  @Test
  void nobodyLocksItselfOutThroughAGroupOfTheToken() {
    String place = "/providers/Microsoft.Authorization/roleAssignments/" + name(7);
    made(
        ask(
            "PUT",
            place + "?api-version=2022-04-01",
            world.ownerToken("management"),
            "{\"properties\":{\"roleDefinitionId\":\""
                + role(OWNER)
                + "\",\"principalId\":\""
                + trusted.idOf("anna").orElseThrow()
                + "\",\"principalType\":\"User\"}}"));
    assertThat(deny("anna", List.of("team"), group("team")).status()).isEqualTo(400);
    made(deny("anna", List.of("team"), group("others")));
  }

  private Response deny(String subject, List<String> groups, String whom) {
    return ask(
        "PUT",
        "/providers/Microsoft.Authorization/denyAssignments/" + name(8) + "?api-version=2022-04-01",
        token(subject, groups),
        "{\"properties\":{\"denyAssignmentName\":\"d\",\"permissions\":[{\"actions\":[\"*\"]}],"
            + "\"principals\":[{\"id\":\""
            + whom
            + "\",\"type\":\"Group\"}]}}");
  }

  private void demandApprovalBy(String approvers) {
    String owner = world.ownerToken("management");
    JsonValue policies =
        Json.parse(
            ask(
                    "GET",
                    "/providers/Microsoft.Authorization/roleManagementPolicyAssignments"
                        + PIM
                        + "&$filter=roleDefinitionId%20eq%20'"
                        + role(SECRETS_USER)
                        + "'",
                    owner,
                    "")
                .body());
    String policy =
        policies
            .items("value")
            .getFirst()
            .member("properties")
            .flatMap(properties -> properties.text("policyId"))
            .orElseThrow();
    Response changed =
        world.send(
            "PATCH",
            "https://management.test" + policy + PIM,
            Optional.of(owner),
            "{\"properties\":{\"rules\":[{\"id\":\"Approval_EndUser_Assignment\",\"ruleType\":"
                + "\"RoleManagementPolicyApprovalRule\",\"setting\":{\"isApprovalRequired\":true,"
                + "\"approvalMode\":\"SingleStage\",\"approvalStages\":[{\"approvalStageTimeOutInDays\":1,"
                + "\"primaryApprovers\":[{\"id\":\""
                + approvers
                + "\",\"userType\":\"Group\"}]}]}}]}}");
    assertThat(changed.status()).as(text(changed)).isEqualTo(200);
  }

  private Response activate(int request, String subject, List<String> groups) {
    return ask(
        "PUT",
        "/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/" + name(request) + PIM,
        token(subject, groups),
        schedule(trusted.idOf(subject).orElseThrow().toString(), "SelfActivate", "User", "PT1H"));
  }

  private List<JsonValue> seen(String subject, List<String> groups) {
    return Json.parse(
            ask(
                    "GET",
                    "/providers/Microsoft.Authorization/roleEligibilityScheduleInstances"
                        + PIM
                        + "&$filter=asTarget()",
                    token(subject, groups),
                    "")
                .body())
        .items("value");
  }

  private List<String> stages(String subject, List<String> groups) {
    return Json.parse(
            ask(
                    "GET",
                    "/providers/Microsoft.Authorization/roleAssignmentApprovals"
                        + APPROVALS
                        + "&$filter=asApprover()",
                    token(subject, groups),
                    "")
                .body())
        .items("value")
        .stream()
        .flatMap(one -> one.member("properties").stream())
        .flatMap(one -> one.items("stages").stream())
        .flatMap(one -> one.text("id").stream())
        .toList();
  }

  private Response decide(String stage, String subject, List<String> groups) {
    return world.send(
        "PATCH",
        "https://management.test" + stage + APPROVALS,
        Optional.of(token(subject, groups)),
        "{\"properties\":{\"reviewResult\":\"Approve\",\"justification\":\"go\"}}");
  }

  private int read(String subject, List<String> groups) {
    return world
        .send(
            "GET",
            "https://dev.vault.test/secrets/none?api-version=7.4",
            Optional.of(token(subject, groups)),
            "")
        .status();
  }

  private String group(String name) {
    return trusted.groupIdOf(name).orElseThrow().toString();
  }

  private static String name(int number) {
    return "99999999-0000-4000-8000-00000000000" + number;
  }

  private static String role(String id) {
    return "/providers/Microsoft.Authorization/roleDefinitions/" + id;
  }

  private static String schedule(String principal, String kind, String type, String duration) {
    return "{\"properties\":{\"principalId\":\""
        + principal
        + "\",\"roleDefinitionId\":\""
        + role(SECRETS_USER)
        + "\",\"requestType\":\""
        + kind
        + "\",\"principalType\":\""
        + type
        + "\",\"justification\":\"pager\",\"scheduleInfo\":{\"expiration\":{\"type\":\"AfterDuration\",\"duration\":\""
        + duration
        + "\"}}}}";
  }

  private Response ask(String method, String below, String token, String body) {
    return world.send(
        method, "https://management.test" + AppWorld.VAULT + below, Optional.of(token), body);
  }

  private static String token(String subject, List<String> groups) {
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

  private static void made(Response answer) {
    assertThat(answer.status()).as(text(answer)).isEqualTo(201);
  }

  private static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
