package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.strongroom.identity.AddFederatedCredential.Trust;
import dev.strongroom.identity.Attempt.Proof;
import dev.strongroom.identity.Credential.Federated;
import dev.strongroom.identity.ForeignIssuer.Behaviour;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.AppId;
import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tokens of another issuer stand for an application exactly as its administrator wrote down, and
/// this server calls nobody whom the administrator did not name.
class FederationTest {
  private static final String SUBJECT = "system:serviceaccount:shop:web";
  private static final int NO_ISSUER = 700211;
  private static final int NO_AUDIENCE = 700212;
  private static final int NO_SUBJECT = 700213;
  private static final int UNREACHABLE = 50166;
  private static final int BAD_SIGNATURE = 50013;
  private static final int OUT_OF_TIME = 700024;

  /// Longer than a busy machine needs for an answer.
  private static final Duration PATIENT = Duration.ofMinutes(2);

  @TempDir Path folder;
  private ForeignIssuer issuer;
  private IdentityWorld world;
  private AppId app;
  private Federated trust;

  @BeforeEach
  void open() throws Exception {
    issuer = new ForeignIssuer(IdentityWorld.START);
    start(new OidcIssuerKeys(issuer.trust(), Map.of(), PATIENT));
  }

  @AfterEach
  void close() {
    world.close();
    issuer.close();
  }

  @Test
  void aTokenOfTheClusterStandsForTheApplication() {
    IssuedToken token = signIn(issuer.token("RS256", claims().build()));
    assertThat(token.client()).isEqualTo(app);
    assertThat(world.lastRecord().notes()).containsEntry("credentialKind", "federated");
  }

  @Test
  void anIssuerMaySignWithAnEllipticCurve() {
    issuer.key = TestCertificate.ec(world.now, world.now.plusSeconds(60));
    assertThat(signIn(issuer.token("ES256", claims().build())).client()).isEqualTo(app);
  }

  @Test
  void aManagedIdentityCanBeFederatedToo() {
    app = world.identity("worker").app();
    trust();
    assertThat(signIn(issuer.token("RS256", claims().build())).client()).isEqualTo(app);
  }

  @Test
  void issuerSubjectAndAudienceAreComparedExactlyAndNobodyIsAsked() {
    assertRefused(NO_ISSUER, claims().issuer(issuer.url() + "/"));
    assertRefused(NO_ISSUER, claims().issuer(null));
    assertRefused(NO_SUBJECT, claims().subject(SUBJECT.toUpperCase(Locale.ROOT)));
    assertRefused(NO_SUBJECT, claims().subject(SUBJECT + "*"));
    assertRefused(NO_SUBJECT, claims().subject(null));
    assertRefused(NO_AUDIENCE, claims().audience("api://azureadtokenexchange"));
    assertRefused(NO_AUDIENCE, claims().audience(List.of()));
    assertThat(issuer.asked).hasValue(0);
  }

  @Test
  void theTokenMustBeInItsTime() {
    assertRefused(OUT_OF_TIME, claims().expirationTime(null));
    assertRefused(OUT_OF_TIME, claims().expirationTime(date(Duration.ofMinutes(-5))));
    assertRefused(OUT_OF_TIME, claims().notBeforeTime(date(Duration.ofMinutes(6))));
    assertThat(issuer.asked).hasValue(0);
    signIn(issuer.token("RS256", claims().expirationTime(date(Duration.ofMinutes(-4))).build()));
  }

  @Test
  void anotherKeyIsNotTheIssuers() {
    TestCertificate other = TestCertificate.rsa(world.now, world.now.plusSeconds(60));
    String forged =
        SigningAssertions.sign(
            "RS256", Map.of("kid", "k1"), claims().build(), other.pair().getPrivate());
    assertRefused(BAD_SIGNATURE, forged);
    String unknown =
        SigningAssertions.sign(
            "RS256", Map.of("kid", "k9"), claims().build(), other.pair().getPrivate());
    assertRefused(BAD_SIGNATURE, unknown);
  }

  @Test
  void onlyAlgorithmsOfTheListAreRead() {
    assertRefused(BAD_SIGNATURE, issuer.token("RS384", claims().build()));
    assertRefused(BAD_SIGNATURE, issuer.token("RS512", claims().build()));
  }

  @Test
  void aShortKeyIsNotTrusted() {
    issuer.key = TestCertificate.rsa(1024, world.now, world.now.plusSeconds(60));
    assertRefused(BAD_SIGNATURE, claims());
  }

  @Test
  void theKeysAreAskedForOnce() {
    for (int i = 0; i < 5; i += 1) {
      signIn(issuer.token("RS256", claims().build()));
    }
    assertThat(issuer.asked).hasValue(1);
  }

  @Test
  void aNewKeyIsFoundButStrangersCannotMakeUsAsk() {
    signIn(issuer.token("RS256", claims().build()));
    issuer.kid = "k2";
    issuer.key = TestCertificate.rsa(world.now, world.now.plusSeconds(60));
    for (int i = 0; i < 3; i += 1) {
      assertRefused(BAD_SIGNATURE, issuer.token("RS256", claims().build()));
    }
    assertThat(issuer.asked).hasValue(1);
    world.pass(OidcIssuerKeys.PAUSE);
    assertThat(signIn(issuer.token("RS256", claims().build())).client()).isEqualTo(app);
    assertThat(issuer.asked).hasValue(2);
  }

  @Test
  void knownKeysOutlastAnOutageForADay() {
    signIn(issuer.token("RS256", claims().build()));
    issuer.behaviour = Behaviour.ERROR;
    world.pass(Duration.ofHours(23));
    assertThat(signIn(issuer.token("RS256", claims().build())).client()).isEqualTo(app);
    world.pass(Duration.ofHours(2));
    assertRefused(UNREACHABLE, claims());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NORMAL", "STALL"})
  void anIssuerThatMisbehavesIsNotBelieved(Behaviour behaviour) {
    issuer.behaviour = behaviour;
    assertRefused(UNREACHABLE, claims());
    assertThat(issuer.askedElsewhere).hasValue(0);
    assertRefused(UNREACHABLE, claims());
    assertThat(issuer.asked).as("a failure is remembered").hasValue(1);
    issuer.behaviour = Behaviour.NORMAL;
    world.pass(OidcIssuerKeys.PAUSE);
    assertThat(signIn(issuer.token("RS256", claims().build())).client()).isEqualTo(app);
  }

  @Test
  void anIssuerThatStallsIsNotWaitedFor() throws Exception {
    restart(new OidcIssuerKeys(issuer.trust(), Map.of(), Duration.ofSeconds(1)));
    issuer.behaviour = Behaviour.STALL;
    assertRefused(UNREACHABLE, claims());
    assertRefused(UNREACHABLE, claims());
    assertThat(issuer.asked).as("a failure is remembered").hasValueLessThanOrEqualTo(1);
  }

  @Test
  void theDocumentMustNameTheIssuerAndKeepItsKeysAtHome() {
    issuer.metadata = text -> text.replace("\"issuer\":\"https://", "\"issuer\":\"https://x");
    assertRefused(UNREACHABLE, claims());
    world.pass(OidcIssuerKeys.PAUSE);
    issuer.metadata =
        text -> text.replace("/keys", "/keys#").replace("jwks_uri\":\"https", "jwks_uri\":\"http");
    assertRefused(UNREACHABLE, claims());
    world.pass(OidcIssuerKeys.PAUSE);
    issuer.metadata =
        text -> text.replace("jwks_uri\":\"https://localhost", "jwks_uri\":\"https://127.0.0.1");
    assertRefused(UNREACHABLE, claims());
    world.pass(OidcIssuerKeys.PAUSE);
    issuer.metadata = text -> "{\"issuer\":null,\"jwks_uri\":7}";
    assertRefused(UNREACHABLE, claims());
  }

  @Test
  void aCertificateThatIsNotTrustedEndsTheCall() throws Exception {
    restart(new OidcIssuerKeys(SSLContext.getDefault(), Map.of(), PATIENT));
    assertRefused(UNREACHABLE, claims());
    assertThat(issuer.asked).hasValue(0);
  }

  @Test
  void aFixedKeySetIsNeverFetched() throws Exception {
    restart(new OidcIssuerKeys(SSLContext.getDefault(), Map.of(issuer.url(), fixed()), PATIENT));
    assertThat(signIn(issuer.token("RS256", claims().build())).client()).isEqualTo(app);
    assertThat(issuer.asked).hasValue(0);
  }

  @Test
  void deletingTheTrustEndsItsTokens() {
    String token =
        new String(
            signIn(issuer.token("RS256", claims().build())).token().reveal(),
            StandardCharsets.US_ASCII);
    Knock knock =
        new Knock(
            Origin.internal("1"),
            Optional.of(token),
            List.of(IdentityWorld.VAULT),
            Optional.empty(),
            false);
    world.store.read(tx -> world.bearer.authenticate(tx, knock, world.now));
    world.perform(new DeleteCredential(world.directory, app, trust.id()));
    assertThatThrownBy(
            () -> world.store.read(tx -> world.bearer.authenticate(tx, knock, world.now)))
        .isInstanceOf(Refused.class);
    assertRefused(NO_ISSUER, claims());
  }

  private JWKSet fixed() throws ParseException {
    return JWKSet.parse(TestKeys.set(issuer.kid, issuer.key.pair().getPublic()));
  }

  private void restart(IssuerKeys keys) throws Exception {
    world.close();
    folder = Files.createDirectory(folder.resolve("again"));
    start(keys);
  }

  private void start(IssuerKeys keys) {
    world = IdentityWorld.fresh(folder, keys);
    app = world.application("shop").application().id();
    trust();
  }

  private void trust() {
    trust =
        world.perform(
            new AddFederatedCredential(
                world.directory, app, "cluster", new Trust(issuer.url(), SUBJECT, Trust.AUDIENCE)));
  }

  private JWTClaimsSet.Builder claims() {
    return issuer.claims(world.now);
  }

  private Date date(Duration fromNow) {
    return Date.from(world.now.plus(fromNow));
  }

  private IssuedToken signIn(String assertion) {
    Attempt attempt =
        new Attempt(
            IdentityWorld.TENANT.toString(),
            Optional.of("client_credentials"),
            Optional.of(app.toString()),
            Optional.of(new Proof.Assertion(SecretBytes.utf8(assertion))),
            Optional.of(IdentityWorld.VAULT + "/.default"),
            Optional.empty());
    return world.gate.perform(
        new Knock(Origin.internal("1"), Optional.empty(), List.of(), Optional.empty(), true),
        _ -> new RequestToken(world.signIn, attempt));
  }

  private void assertRefused(int number, JWTClaimsSet.Builder claims) {
    assertRefused(number, issuer.token("RS256", claims.build()));
  }

  private void assertRefused(int number, String assertion) {
    world.signIn.throttle().succeeded(app.toString(), "");
    assertThatThrownBy(() -> signIn(assertion))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problem())
                    .isInstanceOfSatisfying(
                        Problem.SignInFailed.class,
                        failed -> assertThat(failed.number()).isEqualTo(number)));
  }
}
