package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.identity.CreateApplication.Registered;
import dev.strongroom.identity.TokenIssuer.Grant;
import dev.strongroom.identity.TokenIssuer.Strength;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that is not a standing token of ours is 401, with the challenge, and never a crash.
class BearerAttackTest {
  private static final String CHALLENGE = "Bearer authorization=\"…\", resource=\"…\"";

  @TempDir Path folder;
  private IdentityWorld world;
  private Registered app;
  private GeneratedSecret secret;
  private String good;

  /// Issues a token outside the sign-in, so that its audience can be anything.
  private record Issue(IdentityWorld world, Principal to, Credential by, String audience)
      implements Operation<String> {
    @Override
    public String name() {
      return "Issue";
    }

    @Override
    public Action action() {
      return Action.open("test", Action.Effect.READ);
    }

    @Override
    public Target target() {
      return new Target.Server();
    }

    @Override
    public String run(Work work) {
      TokenIssuer issuer = new TokenIssuer(world.keys, world.signer, world.issuers);
      Grant grant = new Grant(to, by.id(), Strength.SHARED_SECRET);
      return new String(
          issuer.issue(work, grant, audience).token().reveal(), StandardCharsets.US_ASCII);
    }
  }

  @BeforeEach
  void open() {
    world = IdentityWorld.fresh(folder);
    app = world.application("shop");
    secret = world.password(app.application().id());
    good = issued(IdentityWorld.VAULT);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aGoodTokenHolds() {
    assertThat(authenticate(good)).isInstanceOf(Who.Principal.class);
  }

  @Test
  void noTokenIsAkv10000() {
    assertRefused(Optional.empty(), "AKV10000: Request is missing a Bearer or PoP token.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://vault.corp.test",
        "https://vault.corp.test/",
        "https://vault.corp.test:443",
        "https://vault.corp.test:8443/",
        "https://VAULT.corp.test"
      })
  void theAudienceMayHaveAPortAndASlash(String audience) {
    assertThat(authenticate(issued(audience))).isInstanceOf(Who.Principal.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://management.corp.test",
        "https://vault.corp.test//",
        "https://vault.corp.test/x",
        "https://vault.corp.test.evil.test",
        "https://xvault.corp.test",
        "http://vault.corp.test",
        "vault.corp.test",
        ""
      })
  void anotherAudienceIsAkv10022(String audience) {
    assertRefused(issued(audience), "AKV10022: Invalid audience.");
  }

  @Test
  void unsignedIsRefused() {
    String[] parts = good.split("\\.", -1);
    String none = base64("{\"alg\":\"none\",\"typ\":\"JWT\"}");
    assertRefused(none + "." + parts[1] + ".", "[BearerReadAccessTokenFailed]");
    assertRefused(none + "." + parts[1] + "." + parts[2], "[BearerReadAccessTokenFailed]");
    assertRefused(parts[0] + "." + parts[1] + ".", "[BearerReadAccessTokenFailed]");
  }

  /// The classic confusion: the public key, which everybody has, as the secret of an HMAC.
  @Test
  void anHmacMadeWithThePublicKeyIsRefused() throws Exception {
    TokenKey key = world.store.read(world.keys::keys).all().getFirst();
    byte[] publicKey = key.publicKey().getEncoded();
    String forged = signed(JWSAlgorithm.HS256, key.id(), claims(good), new MACSigner(publicKey));
    assertRefused(forged, "[BearerReadAccessTokenFailed]");
  }

  @Test
  void ourKeyWithAnotherAlgorithmIsRefused() throws Exception {
    TestCertificate other = TestCertificate.rsa(world.now, world.now.plusSeconds(60));
    String kid = world.store.read(world.keys::keys).all().getFirst().id();
    JWSSigner signer = new RSASSASigner(other.pair().getPrivate());
    for (JWSAlgorithm algorithm :
        List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
      assertRefused(signed(algorithm, kid, claims(good), signer), "[BearerReadAccessTokenFailed]");
    }
    assertRefused(
        signed(JWSAlgorithm.RS256, kid, claims(good), signer),
        "[BearerReadAccessTokenFailed] Error validating token: the signature is wrong.");
  }

  @Test
  void aKeyThatTheTokenBringsAlongIsNotBelieved() throws Exception {
    TestCertificate own = TestCertificate.rsa(world.now, world.now.plusSeconds(60));
    RSAKey jwk = new RSAKey.Builder((RSAPublicKey) own.pair().getPublic()).build();
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(jwk).build();
    SignedJWT forged = new SignedJWT(header, claims(good));
    forged.sign(new RSASSASigner(own.pair().getPrivate()));
    assertRefused(forged.serialize(), "AKV10046");
  }

  @Test
  void aForeignIssuerIsAkv10032AndNamesOurs() throws Exception {
    TestCertificate own = TestCertificate.rsa(world.now, world.now.plusSeconds(60));
    JWTClaimsSet foreign =
        new JWTClaimsSet.Builder(claims(good)).issuer("https://sts.windows.net/x/").build();
    assertRefused(
        signed(JWSAlgorithm.RS256, "unknown", foreign, new RSASSASigner(own.pair().getPrivate())),
        "AKV10032: Invalid issuer. Expected one of"
            + " https://login.corp.test/11111111-1111-4111-8111-111111111111/,"
            + " https://login.localhost:8443/11111111-1111-4111-8111-111111111111/, found"
            + " https://sts.windows.net/x/.");
  }

  @Test
  void alteredClaimsAreRefused() {
    String[] parts = good.split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String altered =
        claims.replace(app.principal().id().toString(), IdentityWorld.TENANT.toString());
    assertThat(altered).isNotEqualTo(claims);
    assertRefused(parts[0] + "." + base64(altered) + "." + parts[2], "[BearerReadAccess");
  }

  @Test
  void duplicateHeadersAndClaimsAreRefused() {
    String[] parts = good.split("\\.", -1);
    String kid = world.store.read(world.keys::keys).all().getFirst().id();
    String doubled = base64("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}");
    assertRefused(doubled + "." + parts[1] + "." + parts[2], "[BearerReadAccessTokenFailed]");
    String twice = base64("{\"oid\":\"a\",\"oid\":\"b\",\"iss\":\"c\",\"iss\":\"d\"}");
    assertRefused(parts[0] + "." + twice + "." + parts[2], "[BearerReadAccessTokenFailed]");
  }

  @Test
  void everyTruncationIsRefused() {
    for (int length = 0; length < good.length(); length += 1) {
      assertRefused(good.substring(0, length), "");
    }
  }

  @Test
  void hugeTokensAreRefusedUnread() {
    assertRefused("a".repeat(5_000_000), "[BearerReadAccessTokenFailed]");
    assertRefused(good + "a".repeat(20_000), "[BearerReadAccessTokenFailed]");
    String deep = base64("{\"alg\":\"RS256\",\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");
    assertRefused(deep + ".e30.AA", "");
  }

  @Test
  void theTokenEndsAtItsTimeAndNotBefore() {
    world.pass(TokenTimes.LIFETIME.plus(TokenTimes.SKEW).minusMillis(1));
    assertThat(authenticate(good)).isInstanceOf(Who.Principal.class);
    world.pass(Duration.ofMillis(1));
    assertRefused(good, "[TokenExpired]");
    world.now = IdentityWorld.START.minus(TokenTimes.SKEW).minusSeconds(1);
    assertRefused(good, "[TokenNotYetValid]");
  }

  @Test
  void aTokenWithoutItsCredentialIsNotOne() {
    JWTClaimsSet whole = claims(good);
    for (String claim : List.of("strongroom_credential", "oid", "tid", "appid", "iss", "exp")) {
      JWTClaimsSet partial = new JWTClaimsSet.Builder(whole).claim(claim, null).build();
      TokenKey key = world.store.read(world.keys::keys).all().getFirst();
      String token =
          new String(world.signer.sign(key, partial).reveal(), StandardCharsets.US_ASCII);
      assertRefused(token, "[BearerReadAccessTokenFailed]");
    }
  }

  @Test
  void aTokenOfAnotherTenantOfThisServerIsNoCallerHere() {
    JWTClaimsSet other =
        new JWTClaimsSet.Builder(claims(good))
            .claim("tid", "99999999-9999-4999-8999-999999999999")
            .build();
    TokenKey key = world.store.read(world.keys::keys).all().getFirst();
    assertRefused(
        new String(world.signer.sign(key, other).reveal(), StandardCharsets.US_ASCII),
        "AKV10032: Invalid issuer.");
  }

  @Test
  void revocationReachesARememberedToken() {
    authenticate(good);
    world.perform(
        new DeleteCredential(world.directory, app.application().id(), secret.credential().id()));
    assertRefused(good, "[TokenRevoked]");
  }

  @Test
  void deletingThePrincipalEndsItsTokens() {
    authenticate(good);
    world.perform(new DeletePrincipal(world.directory, app.principal().id()));
    assertRefused(good, "[TokenRevoked]");
  }

  /// Seeded noise in place of tokens, from raw bytes to almost right ones.
  @Test
  void noiseIsRefusedAndNeverACrash() {
    long seed = 20261124;
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round += 1) {
      String noise = round % 2 == 0 ? mutated(good, random) : raw(random);
      try {
        assertThat(authenticate(noise))
            .as("seed %s round %s", seed, round)
            .isEqualTo(authenticate(good));
      } catch (Refused refused) {
        assertThat(refused.problem())
            .as("seed %s round %s", seed, round)
            .isInstanceOf(Problem.Unauthenticated.class);
      }
    }
  }

  private static String mutated(String token, Random random) {
    StringBuilder text = new StringBuilder(token);
    for (int i = 0; i <= random.nextInt(3); i += 1) {
      text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
    }
    return text.toString();
  }

  private static String raw(Random random) {
    byte[] header = new byte[random.nextInt(60)];
    random.nextBytes(header);
    String[] shapes = {
      "",
      ".",
      "..",
      "...",
      "a.b.c",
      "{}",
      base64("{}"),
      base64("{\"alg\":\"RS256\"}"),
      base64("null"),
      base64("[]"),
      base64("\"x\""),
      base64("{\"alg\":null}"),
      base64("{\"alg\":5}"),
      base64("{\"alg\":\"RS256\",\"crit\":[\"x\"],\"x\":1,\"kid\":\"k\"}"),
      base64("{\"alg\":\"RS256\",\"kid\":7}"),
      base64("{\"exp\":\"soon\"}"),
      base64("{\"exp\":1e400}"),
      base64("{\"aud\":{}}"),
      base64("{\"alg\":\"RS256\",\"b64\":false}"),
      Base64.getUrlEncoder().encodeToString(header)
    };
    return shapes[random.nextInt(shapes.length)]
        + "."
        + shapes[random.nextInt(shapes.length)]
        + "."
        + shapes[random.nextInt(shapes.length)];
  }

  private static String signed(
      JWSAlgorithm algorithm, String kid, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static JWTClaimsSet claims(String token) {
    try {
      return SignedJWT.parse(token).getJWTClaimsSet();
    } catch (ParseException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private String issued(String audience) {
    return world.gate.perform(
        new Knock(Origin.internal("1"), Optional.empty(), List.of(), Optional.empty(), true),
        _ -> new Issue(world, app.principal(), secret.credential(), audience));
  }

  private Who authenticate(String token) {
    return authenticate(Optional.of(token));
  }

  private Who authenticate(Optional<String> token) {
    Knock knock =
        new Knock(
            Origin.internal("1"),
            token,
            List.of(IdentityWorld.VAULT),
            Optional.of(CHALLENGE),
            false);
    return world.store.read(tx -> world.bearer.authenticate(tx, knock, world.now));
  }

  private void assertRefused(String token, String detail) {
    assertRefused(Optional.of(token), detail);
  }

  private void assertRefused(Optional<String> token, String detail) {
    assertThatThrownBy(() -> authenticate(token))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              Problem.Unauthenticated problem = (Problem.Unauthenticated) refused.problem();
              assertThat(problem.detail()).startsWith(detail);
              assertThat(problem.challenge()).contains(CHALLENGE);
            });
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
