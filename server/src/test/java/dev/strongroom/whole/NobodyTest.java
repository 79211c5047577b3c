package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Response;
import dev.strongroom.identity.DeleteCredential;
import dev.strongroom.identity.SetPrincipalEnabled;
import dev.strongroom.model.RoleId;
import dev.strongroom.whole.WireRequests.Asked;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Every request that the wire transcripts know, asked by everyone who may not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NobodyTest {
  private static final RoleId ADMINISTRATOR = RoleId.of("00482a5a-887f-4fb3-b363-3b7fe8e74483");
  private static final RoleId OWNER = RoleId.of("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");

  /// Answered to anyone, as in Azure.
  private static final Pattern PUBLIC =
      Pattern.compile("(?i)https://(portal\\.test/.*|[^/]+/+(metadata/endpoints|healthstatus).*)");

  /// What any member of the tenant may read, as in Azure: what there is to be assigned, and who is
  /// who. Lists of the control plane show such a caller nothing.
  private static final Pattern MEMBERS =
      Pattern.compile(
          "(?i)https://(graph\\.test/.*|management\\.test/+(tenants|subscriptions|providers)([/?].*)?)");

  /// Questions of Graph that are asked by POST.
  private static final Pattern ASKING =
      Pattern.compile("/(getByIds|getMemberGroups|getMemberObjects|checkMemberGroups)$");

  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 405);
  private AppWorld world;
  private List<Asked> requests;

  @BeforeAll
  void open(@TempDir Path folder) {
    world = new AppWorld(folder);
    requests = WireRequests.all();
    // the one that the transcripts ask, so that nothing but roles keeps anyone out
    new ManagedHsmWorld(
        world, "contoso", world.ownerToken("management"), world.ownerToken("managedhsm"));
    assertThat(requests).hasSizeGreaterThan(200);
  }

  @AfterAll
  void close() {
    world.close();
  }

  /// The world's clock stands at a fraction of a second behind the first key.
  @Test
  void theFirstTokenIsThereInTheSecondOfTheFirstStart() {
    assertThat(world.ownerToken("vault")).isNotEmpty();
  }

  @Test
  void withoutATokenEverythingButThePublicIsChallenged() {
    expect(_ -> Optional.empty(), NobodyTest::challenged);
  }

  @Test
  void garbageIsNoToken() {
    expect(_ -> Optional.of("eyJhbGciOiJub25lIn0.e30."), NobodyTest::challenged);
  }

  @Test
  void aTokenForAnotherHostIsNoToken() {
    String vault = world.ownerToken("vault");
    String management = world.ownerToken("management");
    expect(
        asked -> Optional.of(asked.url().contains(".vault.") ? management : vault),
        NobodyTest::challenged);
  }

  @Test
  void aDisabledPrincipalIsNobodyAtOnce() {
    AppWorld.Client client = world.client("disabled");
    world.assign(OWNER, client, AppWorld.VAULT);
    Function<Asked, Optional<String>> tokens = tokensOf(client);
    world.perform(
        new SetPrincipalEnabled(world.app().stores().directory(), client.principal(), false));
    expect(tokens, NobodyTest::challenged);
  }

  @Test
  void aDeletedCredentialEndsItsTokensAtOnce() {
    AppWorld.Client client = world.client("deleted");
    world.assign(OWNER, client, AppWorld.VAULT);
    Function<Asked, Optional<String>> tokens = tokensOf(client);
    world.perform(
        new DeleteCredential(
            world.app().stores().directory(),
            client.application(),
            client.secret().credential().id()));
    expect(tokens, NobodyTest::challenged);
  }

  @Test
  void withoutARoleNothingIsDoneAndNothingShown() {
    AppWorld.Client client = world.client("stranger");
    expect(
        tokensOf(client),
        (asked, response) -> REFUSALS.contains(response.status()) || isOpenTo(asked, response));
  }

  @Test
  void withoutARoleANameThatExistsLooksLikeOneThatDoesNot() {
    String owner = world.ownerToken("vault");
    String stranger = world.token(world.client("curious"), "vault");
    world.send("PUT", secret("there"), Optional.of(owner), "{\"value\":\"x\"}");
    for (String method : List.of("GET", "PUT", "PATCH", "DELETE")) {
      String body = method.equals("PUT") ? "{\"value\":\"y\"}" : "{}";
      String there = text(world.send(method, secret("there"), Optional.of(stranger), body));
      String absent = text(world.send(method, secret("absent"), Optional.of(stranger), body));
      assertThat(there)
          .as(method)
          .contains("ForbiddenByRbac")
          .isEqualTo(absent.replace("absent", "there"));
    }
  }

  @Test
  void fromABlockedAddressNotEvenAnAdministratorReads() {
    AppWorld.Client client = world.client("outside");
    world.assign(ADMINISTRATOR, client, AppWorld.VAULT);
    String token = world.token(client, "vault");
    String management = world.ownerToken("management");
    firewall(management, "\"Deny\",\"ipRules\":[{\"value\":\"192.0.2.0/24\"}]");
    world.from("198.51.100.7");
    assertThat(text(world.send("GET", secret("there"), Optional.of(token), "")))
        .contains("ForbiddenByFirewall", "Client address: 198.51.100.7");
    world.from("192.0.2.9");
    assertThat(text(world.send("GET", secret("nothing"), Optional.of(token), "")))
        .contains("SecretNotFound");
    world.from("127.0.0.1");
    firewall(management, "\"Allow\",\"ipRules\":[]");
  }

  private void firewall(String token, String rules) {
    Response changed =
        world.send(
            "PATCH",
            "https://management.test" + AppWorld.VAULT + "?api-version=2026-02-01",
            Optional.of(token),
            "{\"properties\":{\"networkAcls\":{\"bypass\":\"None\",\"defaultAction\":"
                + rules
                + "}}}");
    assertThat(changed.status()).as(text(changed)).isEqualTo(200);
  }

  private interface Verdict {
    boolean holds(Asked asked, Response response);
  }

  private void expect(Function<Asked, Optional<String>> token, Verdict verdict) {
    List<String> wrong = new ArrayList<>();
    for (Asked asked : requests) {
      Response response = world.send(asked.method(), asked.url(), token.apply(asked), asked.body());
      if (!PUBLIC.matcher(asked.url()).matches() && !verdict.holds(asked, response)) {
        wrong.add(
            asked.method()
                + " "
                + asked.url()
                + " → "
                + response.status()
                + " "
                + text(response).substring(0, Math.min(120, text(response).length())));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private Function<Asked, Optional<String>> tokensOf(AppWorld.Client client) {
    String vault = world.token(client, "vault");
    String hsm = world.token(client, "managedhsm");
    String management = world.token(client, "management");
    String graph = world.token(client, "graph");
    return asked ->
        Optional.of(
            asked.url().contains(".vault.")
                ? vault
                : asked.url().contains(".managedhsm.")
                    ? hsm
                    : asked.url().contains("//graph.") ? graph : management);
  }

  /// 401 with a challenge; or a host that nobody answers for.
  private static boolean challenged(Asked asked, Response response) {
    boolean challenge =
        response.headers().stream().anyMatch(h -> h.name().equalsIgnoreCase("WWW-Authenticate"));
    boolean graph = asked.url().contains("//graph.");
    return (response.status() == 401 && (challenge || graph))
        || text(response).contains("VaultNotFound");
  }

  private static boolean isOpenTo(Asked asked, Response response) {
    boolean read =
        asked.method().equals("GET")
            || ASKING.matcher(asked.url()).find()
            || asked.url().contains("getEntities");
    boolean empty = text(response).replace(" ", "").startsWith("{\"value\":[]");
    return read && response.status() == 200 && (MEMBERS.matcher(asked.url()).matches() || empty)
        || isRoleDefinition(asked)
        || isOfWhatWasAsked(asked);
  }

  /// It shows the question in another form.
  private static boolean isOfWhatWasAsked(Asked asked) {
    return asked.url().contains("/calculateTemplateHash?");
  }

  private static boolean isRoleDefinition(Asked asked) {
    return asked.method().equals("GET") && asked.url().contains("roleDefinitions");
  }

  private static String secret(String name) {
    return "https://dev.vault.test/secrets/" + name + "?api-version=7.4";
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
