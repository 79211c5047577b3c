package dev.strongroom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.identity.CreateApplication.Registered;
import dev.strongroom.identity.DeleteCredential;
import dev.strongroom.identity.GeneratedSecret;
import dev.strongroom.identity.IdentityWorld;
import dev.strongroom.identity.SetPrincipalEnabled;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An application signs in with its client secret, and what it gets opens the door while, and only
/// while, its principal and its credential stand.
class ClientSecretTest {
  @TempDir Path folder;
  private IdentityWorld world;
  private TokenService service;
  private Registered app;
  private GeneratedSecret secret;

  @BeforeEach
  void open() {
    world = IdentityWorld.fresh(folder);
    service =
        new TokenService(
            world.gate, IdentityWorld.CLOUDS, world.signIn, world.people, () -> world.now);
    app = world.application("shop");
    secret = world.password(app.application().id());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theTokenNamesThePrincipal() {
    assertThat(who(token()))
        .isEqualTo(
            new Who.Principal(
                IdentityWorld.TENANT,
                app.principal().id(),
                Optional.of(app.application().id()),
                "https://login.corp.test/11111111-1111-4111-8111-111111111111/",
                dev.strongroom.kernel.Caller.Kind.APP));
  }

  @Test
  void deletingTheSecretEndsItsTokensAtTheNextRequest() {
    String token = token();
    who(token);
    world.perform(
        new DeleteCredential(world.directory, app.application().id(), secret.credential().id()));
    assertRefused(token, "[TokenRevoked]");
  }

  @Test
  void disablingThePrincipalEndsItsTokensUntilItIsEnabledAgain() {
    String token = token();
    who(token);
    world.perform(new SetPrincipalEnabled(world.directory, app.principal().id(), false));
    assertRefused(token, "[TokenRevoked]");
    world.perform(new SetPrincipalEnabled(world.directory, app.principal().id(), true));
    who(token);
  }

  @Test
  void everyAttemptIsOnRecord() {
    int before = world.records.size();
    token();
    ask("wrong secret");
    assertThat(world.records.subList(before, world.records.size()))
        .extracting(entry -> entry.operation() + " " + entry.outcome().getClass().getSimpleName())
        .containsExactly("ServicePrincipalSignIn Success", "ServicePrincipalSignIn Failure");
    assertThat(world.lastRecord().notes())
        .containsEntry("appId", app.application().id().toString());
  }

  private String token() {
    Response response = ask(new String(secret.value().reveal(), StandardCharsets.UTF_8));
    assertThat(response.status()).as(Exchange.text(response)).isEqualTo(200);
    return Json.parse(response.body()).text("access_token").orElseThrow();
  }

  private Response ask(String clientSecret) {
    return service.answer(
        Exchange.post(
                "/" + IdentityWorld.TENANT + "/oauth2/v2.0/token",
                Exchange.form(
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    app.application().id().toString(),
                    "client_secret",
                    clientSecret,
                    "scope",
                    "openid profile offline_access https://vault.corp.test/.default"))
            .request());
  }

  private Who who(String token) {
    Knock knock =
        new Knock(
            Origin.internal("1"),
            Optional.of(token),
            List.of(IdentityWorld.VAULT),
            Optional.of("Bearer"),
            false);
    return world.store.read(tx -> world.bearer.authenticate(tx, knock, world.now));
  }

  private void assertRefused(String token, String detail) {
    assertThatThrownBy(() -> who(token))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(((Problem.Unauthenticated) refused.problem()).detail())
                    .startsWith(detail));
  }
}
