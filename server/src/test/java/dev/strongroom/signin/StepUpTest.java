package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.PASSWORD;
import static dev.strongroom.signin.SignInWorld.VERIFIER;
import static dev.strongroom.signin.SignInWorld.member;
import static dev.strongroom.signin.SignInWorld.sent;
import static dev.strongroom.signin.SignInWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.identity.CreateUser;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.model.IpBlock;
import dev.strongroom.people.AddUser;
import dev.strongroom.people.People;
import dev.strongroom.people.SignInRules;
import dev.strongroom.people.SignInRules.ContextRule;
import dev.strongroom.people.SignInRules.Network;
import dev.strongroom.people.SignInRules.SecondFactor;
import dev.strongroom.token.Exchange;
import dev.strongroom.trust.SecretBytes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the settings of a role to a secret that is read: the role demands an authentication
/// context, the refusal tells the client which claims to ask for, the person signs in as they
/// demand, and activates. Where the demands are met no longer (another network, an old sign-in), a
/// renewed token does not carry the context.
class StepUpTest {
  private static final String ROLE =
      "/subscriptions/"
          + AppWorld.SUBSCRIPTION
          + "/providers/Microsoft.Authorization/roleDefinitions"
          + "/4633458b-17de-408a-b874-0445c86b69e6";
  private static final String AT =
      "https://management.test" + AppWorld.VAULT + "/providers/Microsoft.Authorization/";
  private static final String SECRET = "https://dev.vault.test/secrets/db?api-version=7.4";
  private static final String OFFICE = "10.0.0.7";

  private AppWorld world;
  private TestBrowser browser;
  private User anna;
  private String owner = "";
  private int requests;

  @BeforeEach
  void open(@TempDir Path folder) {
    ContextRule strong =
        new ContextRule(true, false, List.of("office"), Optional.of(Duration.ofMinutes(10)));
    Network office = new Network("office", List.of(IpBlock.parse("10.0.0.0/24").orElseThrow()));
    world =
        new AppWorld(
            folder,
            new SignInRules(
                false, SecondFactor.WHERE_ENROLLED, List.of(office), Map.of("c1", strong)));
    People people = world.app().features().people();
    anna =
        world.perform(
            new AddUser(
                people,
                new CreateUser(people.directory(), AppWorld.TENANT, "anna@corp.test", "Anna"),
                SecretBytes.utf8(PASSWORD),
                false));
    browser = new TestBrowser(this::login, "https://login.test");
    owner = world.ownerToken("management");
    world.send("PUT", SECRET, Optional.of(world.ownerToken("vault")), "{\"value\":\"s3cret\"}");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Response login(Exchange exchange) {
    return world.answer(exchange.at("https", "login.test", 443).request());
  }

  @Test
  void aRoleThatDemandsMoreIsTakenAfterAStepUp() {
    eligible();
    demandContext();
    Response weak = tokens("");
    Response refused = activate(member(weak, "access_token"));
    assertThat(text(refused)).contains("RoleAssignmentRequestAcrsValidationFailed");
    String claims = claims(refused);
    assertThat(claims).contains("\"acrs\"", "\"c1\"");
    assertThat(text(browser.get(authorize(claims)))).contains("AADSTS53004");
    String key = enrol();
    Response strong = stepUp(claims, key);
    assertThat(claimsOf(member(strong, "access_token"))).contains("\"acrs\":[\"c1\"]", "\"mfa\"");
    String vault = member(renewed(strong, "https://vault.test/.default", OFFICE), "access_token");
    assertThat(read(vault).status()).as("before").isEqualTo(403);
    Response made = activate(member(strong, "access_token"));
    assertThat(made.status()).as(text(made)).isEqualTo(201);
    assertThat(member(read(vault), "value")).isEqualTo("s3cret");
    String management = "https://management.test/.default offline_access";
    assertThat(claimsOf(member(renewed(strong, management, "192.0.2.7"), "access_token")))
        .as("from another network")
        .doesNotContain("acrs");
    world.pass(Duration.ofMinutes(11));
    String old = member(renewed(strong, management, OFFICE), "access_token");
    assertThat(claimsOf(old)).as("an old sign-in").doesNotContain("acrs").contains("mfa");
    assertThat(deactivate(old).status()).isEqualTo(201);
    assertThat(read(vault).status()).as("after").isEqualTo(403);
    assertThat(text(activate(old))).contains("RoleAssignmentRequestAcrsValidationFailed");
    assertThat(text(browser.get(authorize(claims)))).as("again").contains("AADSTS53004");
  }

  private void eligible() {
    Response made =
        request("roleEligibilityScheduleRequests", owner, "AdminAssign", "\"duration\":\"P30D\"");
    assertThat(made.status()).as(text(made)).isEqualTo(201);
  }

  private void demandContext() {
    Response found =
        world.send(
            "GET",
            AT
                + "roleManagementPolicyAssignments?api-version=2020-10-01&$filter="
                + "roleDefinitionId%20eq%20'"
                + ROLE
                + "'",
            Optional.of(owner),
            "");
    Matcher policy = Pattern.compile("\"policyId\":\"([^\"]+)\"").matcher(text(found));
    assertThat(policy.find()).as(text(found)).isTrue();
    Response set =
        world.send(
            "PATCH",
            "https://management.test" + policy.group(1) + "?api-version=2020-10-01",
            Optional.of(owner),
            """
            {"properties":{"rules":[
              {"id":"AuthenticationContext_EndUser_Assignment",
               "ruleType":"RoleManagementPolicyAuthenticationContextRule",
               "isEnabled":true,"claimValue":"c1"},
              {"id":"Enablement_EndUser_Assignment",
               "ruleType":"RoleManagementPolicyEnablementRule","enabledRules":[]}]}}
            """);
    assertThat(set.status()).as(text(set)).isEqualTo(200);
  }

  private Response activate(String token) {
    return request(
        "roleAssignmentScheduleRequests", token, "SelfActivate", "\"duration\":\"PT1H\"");
  }

  private Response deactivate(String token) {
    return request(
        "roleAssignmentScheduleRequests", token, "SelfDeactivate", "\"duration\":\"PT1H\"");
  }

  private Response request(String kind, String token, String type, String duration) {
    requests += 1;
    return world.send(
        "PUT",
        AT + kind + "/99999999-0000-4000-8000-%012d?api-version=2020-10-01".formatted(requests),
        Optional.of(token),
        """
        {"properties":{"principalId":"%s","roleDefinitionId":"%s","requestType":"%s",
         "justification":"incident","scheduleInfo":{"expiration":{"type":"AfterDuration",%s}}}}
        """
            .formatted(anna.id(), ROLE, type, duration));
  }

  private Response read(String token) {
    return world.send("GET", SECRET, Optional.of(token), "");
  }

  /// What the client is told to ask for, out of the message of the refusal.
  private static String claims(Response refusal) {
    Matcher found = Pattern.compile("&claims=([A-Za-z0-9%._-]+)").matcher(text(refusal));
    assertThat(found.find()).as(text(refusal)).isTrue();
    return URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
  }

  private static String authorize(String claims) {
    return SignInWorld.authorize(
            "scope", "https://management.test/.default offline_access", "claims", claims)
        .replace(SignInWorld.TENANT, AppWorld.TENANT.toString());
  }

  private Response tokens(String claims) {
    return redeemed(browser.follow(browser.signIn(authorize(claims), "anna@corp.test", PASSWORD)));
  }

  private Response stepUp(String claims, String key) {
    browser.signIn(authorize(claims) + "&prompt=login", "anna@corp.test", PASSWORD);
    world.pass(Duration.ofSeconds(30));
    return redeemed(
        browser.follow(
            browser.submit("/login/factor", "code", SignInWorld.digits(key, world.now()))));
  }

  private Response redeemed(Response back) {
    assertThat(sent(back, "code")).as(text(back)).isNotEmpty();
    Response answer =
        ask(
            OFFICE,
            "grant_type",
            "authorization_code",
            "code",
            sent(back, "code"),
            "redirect_uri",
            "http://localhost:8400",
            "code_verifier",
            VERIFIER);
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    refresh = member(answer, "refresh_token");
    return answer;
  }

  private String refresh = "";

  private Response renewed(Response before, String scope, String from) {
    assertThat(member(before, "access_token")).isNotEmpty();
    Response answer =
        ask(from, "grant_type", "refresh_token", "refresh_token", refresh, "scope", scope);
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    refresh = member(answer, "refresh_token");
    return answer;
  }

  private Response ask(String from, String... form) {
    return login(
        Exchange.post(
                "/" + AppWorld.TENANT + "/oauth2/v2.0/token",
                Exchange.form(TestApp.with(form, "client_id", SignInWorld.CLIENT)))
            .from(from));
  }

  private String enrol() {
    browser.get("/account/authenticator");
    String key = SignInWorld.keyOn(browser.page());
    Response added =
        browser.submit("/account/authenticator", "code", SignInWorld.digits(key, world.now()));
    assertThat(added.status()).as(text(added)).isIn(200, 303);
    world.pass(Duration.ofSeconds(30));
    return key;
  }

  private static String claimsOf(String token) {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
    assertThat(Json.parse(claims).text("oid")).isPresent();
    return new String(claims, StandardCharsets.UTF_8);
  }
}
