package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.identity.ForeignIdentity.Sort;
import dev.strongroom.identity.Principal.Group;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.identity.TrustedIssuer.Accepted;
import dev.strongroom.identity.TrustedIssuer.Claims;
import dev.strongroom.identity.TrustedIssuer.Ids;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens of two trusted issuers, A and B, over real TLS: each speaks for its own subjects only,
/// and whatever is withdrawn bites at the next request.
class ForeignTokensTest {
  private static final String AUDIENCE = "api://strongroom";
  private static final String VAULT = IdentityWorld.VAULT;
  private static final Duration PATIENT = Duration.ofMinutes(2);
  private static final Set<JWSAlgorithm> RS256 = Set.of(JWSAlgorithm.RS256);

  private static final TestCertificate KEY_OF_A = key();
  private static final TestCertificate KEY_OF_B = key();
  private static final TestCertificate OTHER_KEY = key();

  @TempDir Path folder;
  private ForeignIssuer a;
  private ForeignIssuer b;
  private IdentityWorld world;
  private User anna;

  private record Link(DirectoryStore store, ForeignIdentity identity)
      implements Operation<ForeignIdentity> {
    @Override
    public String name() {
      return "Link";
    }

    @Override
    public Action action() {
      return DirectoryActions.WRITE_USER;
    }

    @Override
    public Target target() {
      return new Target.Server();
    }

    @Override
    public ForeignIdentity run(Work work) {
      identity.link(work, store);
      return identity;
    }
  }

  @BeforeEach
  void open() throws Exception {
    a = new ForeignIssuer(KEY_OF_A);
    b = new ForeignIssuer(KEY_OF_B);
    start(issuer(a, Claims.STANDARD, false), issuer(b, Claims.STANDARD, true));
    anna = world.perform(new CreateUser(world.directory, IdentityWorld.TENANT, "anna@a", "Anna"));
    link(a, Sort.SUBJECT, "sub-anna", anna.id());
  }

  @AfterEach
  void close() {
    world.close();
    a.close();
    b.close();
  }

  @Test
  void aSubjectOfTheIssuerIsItsPrincipalHere() {
    Who.Principal who = authenticate(token(a, claims(a, "sub-anna")));

    assertThat(who.id()).isEqualTo(anna.id());
    assertThat(who.kind()).isEqualTo(Caller.Kind.USER);
    assertThat(who.tenant()).isEqualTo(IdentityWorld.TENANT);
    assertThat(who.issuer()).isEqualTo(a.url());
    assertThat(who.foreign().orElseThrow().subject()).isEqualTo("sub-anna");
  }

  @Test
  void howThePersonSignedInIsCarried() {
    JWTClaimsSet.Builder claims =
        claims(a, "sub-anna")
            .claim("amr", List.of("pwd", "mfa"))
            .claim("acrs", List.of("c1"))
            .claim("auth_time", IdentityWorld.START.getEpochSecond());

    Who.Principal who = authenticate(token(a, claims));

    assertThat(who.assurance().multiFactor()).isTrue();
    assertThat(who.assurance().contexts()).isEmpty();
    assertThat(who.assurance().at()).contains(IdentityWorld.START);
  }

  @Test
  void aStrangerIsRefusedUnlessTheOperatorLetsStrangersIn() {
    assertRefused(token(a, claims(a, "sub-bert")), "[TokenRevoked]");

    Who.Principal who = authenticate(token(b, claims(b, "sub-bert")));

    assertThat(world.directoryNow().principal(who.id())).isEmpty();
    assertThat(authenticate(token(b, claims(b, "sub-bert").jwtID("2"))).id()).isEqualTo(who.id());
    assertThat(authenticate(token(b, claims(b, "sub-carl"))).id()).isNotEqualTo(who.id());
  }

  @Test
  void derivedIdsAreVersionFiveGuids() {
    TrustedIssuer partner =
        new TrustedIssuer(
            "https://login.partner.test/realms/corp",
            "Partner",
            IdentityWorld.TENANT,
            new Accepted(Set.of(), RS256, false),
            Claims.STANDARD);

    assertThat(partner.idOf("f:anna"))
        .contains(PrincipalId.of("1b82d5ee-5838-544f-9455-32cbbd469eb4"));
    assertThat(partner.groupIdOf("/ops/readers"))
        .contains(PrincipalId.of("ba38cd3f-fae7-585c-bc0a-9e0163f4e6f4"));
  }

  @Test
  void theSubjectOfOneIssuerIsNobodyAtAnother() {
    Who.Principal who = authenticate(token(b, claims(b, "sub-anna")));

    assertThat(who.id()).isNotEqualTo(anna.id());
  }

  @Test
  void disablingAndDeletingBiteAtTheNextRequest() {
    String token = token(a, claims(a, "sub-anna"));
    authenticate(token);

    world.perform(new SetPrincipalEnabled(world.directory, anna.id(), false));
    assertRefused(token, "[TokenRevoked]");
    world.perform(new SetPrincipalEnabled(world.directory, anna.id(), true));
    authenticate(token);
    world.perform(new DeletePrincipal(world.directory, anna.id()));
    assertRefused(token, "[TokenRevoked]");
  }

  @Test
  void whoWasDeletedDoesNotComeBackAsAStranger() {
    User bert =
        world.perform(new CreateUser(world.directory, IdentityWorld.TENANT, "bert@b", "Bert"));
    link(b, Sort.SUBJECT, "sub-bert", bert.id());
    world.perform(new DeletePrincipal(world.directory, bert.id()));

    assertRefused(token(b, claims(b, "sub-bert")), "[TokenRevoked]");
  }

  @Test
  void aTokenOfOneIssuerSignedByAnotherIsRefused() {
    String forged =
        SigningAssertions.sign(
            "RS256",
            Map.of("kid", b.kid),
            claims(a, "sub-anna").build(),
            b.key.pair().getPrivate());

    assertRefused(forged, "[BearerReadAccessTokenFailed]");
  }

  @Test
  void aTokenThatNamesTheOtherIssuersKeyIsRefused() {
    b.kid = "k-of-b";
    String forged =
        SigningAssertions.sign(
            "RS256",
            Map.of("kid", "k-of-b"),
            claims(a, "sub-anna").build(),
            b.key.pair().getPrivate());

    assertRefused(forged, "[BearerReadAccessTokenFailed]");
  }

  @Test
  void keysThatATokenBringsAreNotLookedAt() {
    RSAKey jwk =
        new RSAKey.Builder((RSAPublicKey) OTHER_KEY.pair().getPublic()).keyID("k1").build();
    List<Map<String, Object>> headers =
        List.of(
            Map.of("kid", "k1", "jwk", jwk.toJSONObject()),
            Map.of("jwk", jwk.toJSONObject()),
            Map.of("kid", "k1", "jku", a.url() + "/elsewhere"),
            Map.of("kid", "k1", "x5u", a.url() + "/elsewhere"));
    for (Map<String, Object> header : headers) {
      String forged =
          SigningAssertions.sign(
              "RS256", header, claims(a, "sub-anna").build(), OTHER_KEY.pair().getPrivate());
      assertRefused(forged, "[BearerReadAccessTokenFailed]");
    }
    assertThat(a.askedElsewhere).hasValue(0);
  }

  @Test
  void theAlgorithmIsTheConfigurationsAndNeverTheTokens() throws JOSEException {
    assertRefused(a.token("PS256", claims(a, "sub-anna").build()), "[BearerReadAccessTokenFailed]");
    assertRefused(a.token("RS512", claims(a, "sub-anna").build()), "[BearerReadAccessTokenFailed]");
    SignedJWT confused =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
            claims(a, "sub-anna").build());
    confused.sign(new MACSigner(a.key.pair().getPublic().getEncoded()));
    assertRefused(confused.serialize(), "[BearerReadAccessTokenFailed]");
    String[] parts = token(a, claims(a, "sub-anna")).split("\\.", -1);
    String none = base64("{\"alg\":\"none\",\"kid\":\"k1\"}");
    assertRefused(none + "." + parts[1] + ".", "[BearerReadAccessTokenFailed]");
    assertRefused(none + "." + parts[1] + "." + parts[2], "[BearerReadAccessTokenFailed]");
  }

  @Test
  void theIssuerIsComparedToTheLetter() {
    for (String other :
        List.of(a.url() + "/", a.url().replace("https", "HTTPS"), a.url() + "#", " " + a.url())) {
      assertRefused(token(a, claims(a, "sub-anna").issuer(other)), "AKV10032");
    }
  }

  @Test
  void onlyATokenMeantForUsIsAccepted() {
    assertRefused(token(a, claims(a, "sub-anna").audience("api://other")), "AKV10022");
    assertRefused(token(a, claims(a, "sub-anna").audience(AUDIENCE + "/")), "AKV10022");
    assertRefused(token(a, claims(a, "sub-anna").audience(List.of())), "AKV10022");
    authenticate(token(a, claims(a, "sub-anna").audience(List.of("api://other", AUDIENCE))));
  }

  @Test
  void anAudienceThatIsAResourceOfOursOpensOnlyThat() {
    String forVaults = token(a, claims(a, "sub-anna").audience(VAULT));

    authenticate(forVaults);
    assertThatThrownBy(() -> authenticate(forVaults, "https://management.corp.test"))
        .isInstanceOf(Refused.class);
    String own = token(a, claims(a, "sub-anna"));
    assertThat(authenticate(own, "https://management.corp.test").id()).isEqualTo(anna.id());
  }

  @Test
  void aTokenHoldsBetweenItsTimesAndNotForEver() {
    String token = token(a, claims(a, "sub-anna"));
    String later =
        token(
            a,
            claims(a, "sub-anna")
                .notBeforeTime(Date.from(IdentityWorld.START.plus(Duration.ofMinutes(6)))));
    assertRefused(later, "[TokenNotYetValid]");
    world.pass(Duration.ofHours(1).plus(Duration.ofMinutes(5)).minusSeconds(1));
    authenticate(token);
    authenticate(later);
    world.pass(Duration.ofSeconds(1));
    assertRefused(token, "[TokenExpired]");
    assertRefused(token(a, claims(a, "sub-anna").expirationTime(null)), "[BearerReadAccessToken");
    assertRefused(
        token(
            a,
            claims(a, "sub-anna")
                .expirationTime(Date.from(world.now.plus(Duration.ofHours(24)).plusSeconds(301)))),
        "[TokenTooLong]");
    authenticate(
        token(
            a,
            claims(a, "sub-anna")
                .expirationTime(Date.from(world.now.plus(Duration.ofHours(24)).plusSeconds(300)))));
  }

  @Test
  void whatSaysNobodyOrIsTooLargeIsRefused() {
    assertRefused(token(a, claims(a, null)), "[BearerReadAccessTokenFailed]");
    assertRefused(token(a, claims(a, " ")), "[BearerReadAccessTokenFailed]");
    assertRefused(token(a, claims(a, "s".repeat(256))), "[BearerReadAccessTokenFailed]");
    assertRefused(token(a, claims(a, "s".repeat(255))), "[TokenRevoked]");
    assertRefused(
        token(a, claims(a, "sub-anna").claim("pad", "x".repeat(16_384))),
        "[BearerReadAccessTokenFailed]");
  }

  @Test
  void aVerifiedTokenIsRememberedAndItsIssuerAskedOnce() {
    String token = token(a, claims(a, "sub-anna"));
    for (int i = 0; i < 20; i++) {
      authenticate(token);
    }
    assertThat(a.asked).hasValue(1);
    assertThat(fromMemory(token).id()).isEqualTo(anna.id());
  }

  @Test
  void nobodyWaitsForAnIssuerOnAThreadThatMayNot() {
    assertThatThrownBy(() -> fromMemory(token(a, claims(a, "sub-anna"))))
        .isInstanceOf(NotInMemory.class);
    assertThat(a.asked).hasValue(0);
  }

  @Test
  void aKeyThatTheIssuerWithdrewEndsItsTokens() {
    String token = token(a, claims(a, "sub-anna"));
    authenticate(token);
    a.key = OTHER_KEY;
    a.kid = "k2";

    world.pass(OidcIssuerKeys.FRESH);

    assertRefused(token, "[BearerReadAccessTokenFailed]");
    world.pass(OidcIssuerKeys.PAUSE);
    authenticate(token(a, claims(a, "sub-anna")));
  }

  @Test
  void anIssuerThatCannotBeReachedKeepsNobodyOutForAWhile() {
    String token = token(a, claims(a, "sub-anna").expirationTime(inHours(23)));
    authenticate(token);
    a.behaviour = ForeignIssuer.Behaviour.ERROR;

    world.pass(OidcIssuerKeys.FRESH.multipliedBy(5));
    assertThat(authenticate(token).id()).isEqualTo(anna.id());
    String unseen = token(b, claims(b, "sub-bert"));
    b.behaviour = ForeignIssuer.Behaviour.ERROR;
    assertThatThrownBy(() -> authenticate(unseen))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem()).isInstanceOf(Problem.Unavailable.class));
  }

  @Test
  void groupsAreTheIssuersOwn() throws Exception {
    world.close();
    Claims withGroups =
        new Claims("sub", Ids.DERIVED, "u", "n", Optional.of("realm.groups"), Ids.DERIVED);
    TrustedIssuer trusted = issuer(a, withGroups, false);
    start(trusted);
    anna = world.perform(new CreateUser(world.directory, IdentityWorld.TENANT, "anna@a", "Anna"));
    link(a, Sort.SUBJECT, "sub-anna", anna.id());
    Group local = world.perform(new CreateGroup(world.directory, IdentityWorld.TENANT, "admins"));
    Group linked = world.perform(new CreateGroup(world.directory, IdentityWorld.TENANT, "ops"));
    link(a, Sort.GROUP, "operators", linked.id());
    String token =
        token(
            a,
            claims(a, "sub-anna")
                .claim(
                    "realm",
                    Map.of(
                        "groups", List.of("team", "operators", "admins", local.id().toString()))));

    Set<PrincipalId> groups = authenticate(token).foreign().orElseThrow().groups();

    assertThat(groups)
        .contains(linked.id(), trusted.groupIdOf("team").orElseThrow())
        .doesNotContain(local.id())
        .hasSize(4);
    world.perform(new SetPrincipalEnabled(world.directory, linked.id(), false));
    assertThat(authenticate(token).foreign().orElseThrow().groups()).doesNotContain(linked.id());
  }

  @Test
  void idsThatAreGivenNeverReachWhoIsNotTheIssuers() throws Exception {
    world.close();
    Claims given = new Claims("oid", Ids.GIVEN, "u", "n", Optional.of("groups"), Ids.GIVEN);
    start(issuer(a, given, true));
    User root = world.perform(new CreateUser(world.directory, IdentityWorld.TENANT, "r@x", "Root"));
    Group local = world.perform(new CreateGroup(world.directory, IdentityWorld.TENANT, "admins"));
    String known = "99999999-9999-4999-8999-999999999999";
    JWTClaimsSet.Builder claims =
        claims(a, "s")
            .claim("oid", known)
            .claim("azp", "88888888-8888-4888-8888-888888888888")
            .claim("groups", List.of(local.id().toString(), known, "no-guid"));

    Who.Principal who = authenticate(token(a, claims));

    assertThat(who.id()).hasToString(known);
    assertThat(who.application()).isPresent();
    assertThat(who.foreign().orElseThrow().groups()).containsExactly(PrincipalId.of(known));
    assertRefused(token(a, claims.claim("oid", root.id().toString())), "[TokenRevoked]");
    assertRefused(token(a, claims.claim("oid", "root")), "[TokenRevoked]");
  }

  @Test
  void aProgramIsNoPerson() {
    Who.Principal who =
        authenticate(token(b, claims(b, "client-7").claim("client_id", "client-7")));

    assertThat(who.kind()).isEqualTo(Caller.Kind.APP);
  }

  private static TestCertificate key() {
    return TestCertificate.rsa(IdentityWorld.START, IdentityWorld.START.plus(Duration.ofDays(1)));
  }

  private static TrustedIssuer issuer(ForeignIssuer issuer, Claims claims, boolean strangers) {
    Accepted accepted = new Accepted(Set.of(AUDIENCE, VAULT), RS256, strangers);
    return new TrustedIssuer(issuer.url(), "Test", IdentityWorld.TENANT, accepted, claims);
  }

  private void start(TrustedIssuer... trusted) throws Exception {
    Map<String, OidcDocuments.Known> known =
        Map.of(
            a.url(), new OidcDocuments.Known(a.trust(), Set.of()),
            b.url(), new OidcDocuments.Known(b.trust(), Set.of()));
    OidcDocuments documents = new OidcDocuments(a.trust(), known, PATIENT);
    world =
        IdentityWorld.fresh(
            folder.resolve(Integer.toString(trusted.length)),
            new OidcIssuerKeys(documents, Map.of()),
            List.of(trusted));
  }

  private void link(ForeignIssuer issuer, Sort sort, String subject, PrincipalId principal) {
    world.perform(
        new Link(
            world.directory,
            new ForeignIdentity(new ForeignIdentity.Key(issuer.url(), sort, subject), principal)));
  }

  private JWTClaimsSet.Builder claims(ForeignIssuer issuer, String subject) {
    return issuer.claims(world.now).subject(subject).audience(AUDIENCE);
  }

  private Date inHours(int hours) {
    return Date.from(world.now.plus(Duration.ofHours(hours)));
  }

  private static String token(ForeignIssuer issuer, JWTClaimsSet.Builder claims) {
    return issuer.token("RS256", claims.build());
  }

  private Who.Principal authenticate(String token) {
    return authenticate(token, VAULT);
  }

  private Who.Principal authenticate(String token, String resource) {
    return (Who.Principal)
        world.store.read(tx -> world.bearer.authenticate(tx, knock(token, resource), world.now));
  }

  private Who.Principal fromMemory(String token) {
    return (Who.Principal)
        world.store.memory(tx -> world.bearer.authenticate(tx, knock(token, VAULT), world.now));
  }

  private static Knock knock(String token, String resource) {
    return new Knock(
        Origin.internal("1"),
        Optional.of(token),
        List.of(resource),
        Optional.of("Bearer …"),
        false);
  }

  private void assertRefused(String token, String detail) {
    assertThatThrownBy(() -> authenticate(token))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(((Problem.Unauthenticated) refused.problem()).detail())
                    .startsWith(detail));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
