package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the token of a person says of the sign-in reaches whoever judges the request.
class PersonTokenTest {
  private static final CredentialId GRANT = CredentialId.of("77777777-7777-4777-8777-777777777777");
  private static final AppId CLIENT = AppId.of("04b07795-8ddb-461a-bbee-02f9e1bf7b46");
  private IdentityWorld world;
  private Principal.User anna;

  @BeforeEach
  void open(@TempDir Path folder) {
    world = IdentityWorld.fresh(folder);
    anna =
        world.perform(
            new CreateUser(world.directory, IdentityWorld.TENANT, "anna@corp.test", "Anna"));
    world.grants.add(GRANT);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void methodsContextsAndTimeAreTheCallersAssurance() {
    assertThat(caller(token("user")))
        .isEqualTo(
            new Who.Principal(
                IdentityWorld.TENANT,
                anna.id(),
                Optional.of(CLIENT),
                "https://login.corp.test/" + IdentityWorld.TENANT + "/",
                Kind.USER,
                new Assurance(
                    Set.of("pwd", "otp", "mfa"),
                    Set.of("c1"),
                    Optional.of(world.now.minusSeconds(60)))));
  }

  @Test
  void withoutItsGrantTheTokenIsRevoked() {
    String token = token("user");
    caller(token);
    world.grants.clear();
    assertThatThrownBy(() -> caller(token)).isInstanceOf(Refused.class);
  }

  @Test
  void aProgramsTokenDoesNotPassForAPersons() {
    assertThatThrownBy(() -> caller(token("app"))).isInstanceOf(Refused.class);
  }

  @Test
  void aDisabledUserIsNobodyAtOnce() {
    String token = token("user");
    world.perform(new SetPrincipalEnabled(world.directory, anna.id(), false));
    assertThatThrownBy(() -> caller(token)).isInstanceOf(Refused.class);
  }

  @Test
  void freshnessEndsToTheSecondAndNeverLiesInTheFuture() {
    Instant noon = Instant.parse("2026-11-24T12:00:00Z");
    Assurance signedIn = new Assurance(Set.of("mfa"), Set.of(), Optional.of(noon));
    Duration hour = Duration.ofHours(1);
    assertThat(signedIn.within(hour, noon.plus(hour))).isTrue();
    assertThat(signedIn.within(hour, noon.plus(hour).plusSeconds(1))).isFalse();
    assertThat(signedIn.within(hour, noon.minusSeconds(1))).isFalse();
    assertThat(Assurance.NONE.within(hour, noon)).isFalse();
  }

  private String token(String kind) {
    TokenKey key = world.store.read(world.keys::keys).signing(world.now).orElseThrow();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .audience(IdentityWorld.VAULT)
            .issuer("https://login.corp.test/" + IdentityWorld.TENANT + "/")
            .expirationTime(Date.from(world.now.plusSeconds(600)))
            .claim("tid", IdentityWorld.TENANT.toString())
            .claim("oid", anna.id().toString())
            .claim("appid", CLIENT.toString())
            .claim("idtyp", kind)
            .claim("amr", List.of("pwd", "otp", "mfa"))
            .claim("acrs", List.of("c1"))
            .claim("auth_time", world.now.minusSeconds(60).getEpochSecond())
            .claim(TokenIssuer.CREDENTIAL_CLAIM, GRANT.toString())
            .build();
    return new String(world.signer.sign(key, claims).reveal(), StandardCharsets.US_ASCII);
  }

  private Who caller(String token) {
    Knock knock =
        new Knock(
            Origin.internal("r"),
            Optional.of(token),
            List.of(IdentityWorld.VAULT),
            Optional.empty(),
            false);
    return world.store.read((Tx tx) -> world.bearer.authenticate(tx, knock, world.now));
  }
}
