package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.CLIENT;
import static dev.strongroom.signin.SignInWorld.PASSWORD;
import static dev.strongroom.signin.SignInWorld.VERIFIER;
import static dev.strongroom.signin.SignInWorld.authorize;
import static dev.strongroom.signin.SignInWorld.header;
import static dev.strongroom.signin.SignInWorld.member;
import static dev.strongroom.signin.SignInWorld.sent;
import static dev.strongroom.signin.SignInWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.http.Response;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Refused;
import dev.strongroom.people.Factor;
import dev.strongroom.people.RemoveFactorOf;
import dev.strongroom.people.SealBreakGlass;
import dev.strongroom.people.SignInRules;
import dev.strongroom.people.SignInRules.ContextRule;
import dev.strongroom.people.SignInRules.SecondFactor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sealed credential of an account for emergencies.
class EmergencyTest {
  @TempDir Path folder;

  private static SignInRules rules(boolean exempt) {
    return new SignInRules(
        true,
        SecondFactor.ALWAYS,
        List.of(),
        Map.of(
            "c1",
            new ContextRule(true, true, List.of("nowhere"), Optional.of(Duration.ofMinutes(1)))),
        exempt);
  }

  private SignInWorld world(boolean exempt) {
    SignInWorld world = new SignInWorld(folder, rules(exempt));
    world.forEmergencies(world.anna);
    return world;
  }

  private static SealBreakGlass.Made seal(SignInWorld world, User user) {
    return world.world.perform(new SealBreakGlass(world.people(), user.id()));
  }

  @Test
  void itSignsInWhateverIsDemandedOfOthers() {
    try (SignInWorld world = world(true)) {
      String code = seal(world, world.anna).text();
      TestBrowser browser = world.browser("safe");
      assertThat(text(browser.signIn("/account", "anna@corp.test", PASSWORD)))
          .as("the password alone")
          .contains("AADSTS50079");
      assertThat(header(browser.signIn("/account", "anna@corp.test", code), "Location"))
          .hasValue("/account");
      world.pass(Duration.ofMinutes(5));
      String claims = "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";
      Response tokens =
          world.token(
              "grant_type",
              "authorization_code",
              "client_id",
              CLIENT,
              "code",
              sent(browser.get(authorize("claims", claims)), "code"),
              "redirect_uri",
              "http://localhost:8400",
              "code_verifier",
              VERIFIER);
      Who.Principal who = (Who.Principal) world.caller(member(tokens, "access_token"));
      assertThat(who.assurance().methods()).containsExactly(Assurance.SEALED);
      assertThat(who.assurance().contexts()).containsExactly("c1");
      assertThat(world.records().toString())
          .contains("userId=" + world.anna.id())
          .doesNotContain(code);
    }
  }

  @Test
  void theOperatorMayDemandOfItWhatIsDemandedOfOthers() {
    try (SignInWorld world = world(false)) {
      String code = seal(world, world.anna).text();
      assertThat(text(world.browser("safe").signIn("/account", "anna@corp.test", code)))
          .contains("AADSTS50079");
    }
  }

  @Test
  void itIsMadeOnceAndForNamedAccountsOnly() {
    try (SignInWorld world = world(true)) {
      User bert = world.user("bert@corp.test", "Bert", PASSWORD + "!", false);
      seal(world, world.anna);
      assertThatThrownBy(() -> seal(world, world.anna)).isInstanceOf(Refused.class);
      assertThatThrownBy(() -> seal(world, bert)).isInstanceOf(Refused.class);
    }
  }

  @Test
  void nobodyKeepsItsOwnerOutByGuessing() {
    try (SignInWorld world = world(true)) {
      String code = seal(world, world.anna).text();
      for (int i = 0; i < 50; i += 1) {
        TestBrowser thief = world.browser("thief " + i).at("10." + i + ".0.1");
        thief.signIn("/account", "anna@corp.test", "wrong");
      }
      TestBrowser safe = world.browser("safe").at("192.0.2.1");
      assertThat(safe.signIn("/account", "anna@corp.test", PASSWORD).status()).isEqualTo(429);
      assertThat(safe.signIn("/account", "anna@corp.test", code).status()).isEqualTo(303);
    }
  }

  @Test
  void whatItOpenedEndsWithIt() {
    try (SignInWorld world = world(true)) {
      SealBreakGlass.Made made = seal(world, world.anna);
      TestBrowser safe = world.browser("safe");
      safe.signIn("/account", "anna@corp.test", made.text());
      safe.get("/account");
      assertThat(safe.page()).contains("<h1>Your account</h1>");
      var _ =
          world.world.perform(
              new RemoveFactorOf(world.people(), world.anna.id(), Factor.Sealed.KIND, made.id()));
      assertThat(text(safe.get("/account"))).contains("<h1>Sign in</h1>");
      assertThat(safe.signIn("/account", "anna@corp.test", made.text()).status()).isEqualTo(400);
      assertThat(seal(world, world.anna).text()).isNotEqualTo(made.text());
    }
  }

  @Test
  void itIsForPeopleAndForWhoIsNamedNow() {
    try (SignInWorld world = world(true)) {
      String code = seal(world, world.anna).text();
      Response program =
          world.token(
              "grant_type", "password",
              "client_id", CLIENT,
              "username", "anna@corp.test",
              "password", code,
              "scope", "openid");
      assertThat(text(program)).contains("AADSTS50076");
      TestBrowser open = world.browser("open");
      open.signIn("/account", "anna@corp.test", code);
      assertThat(text(open.get("/account"))).contains("<h1>Your account</h1>");
      world.forEmergencies();
      assertThat(text(open.get("/account"))).contains("<h1>Sign in</h1>");
      assertThat(world.browser("safe").signIn("/account", "anna@corp.test", code).status())
          .isEqualTo(400);
    }
  }
}
