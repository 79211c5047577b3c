package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.strongroom.identity.ForeignIdentity.Sort;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.identity.TrustedIssuer.Accepted;
import dev.strongroom.identity.TrustedIssuer.Claims;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A server that trusts two issuers. A knows Anna (`sub-anna`) and lets no strangers in; B knows
/// nobody and lets all in.
final class ForeignWorld implements AutoCloseable {
  static final String AUDIENCE = "api://strongroom";
  static final String VAULT = IdentityWorld.VAULT;
  static final Set<JWSAlgorithm> RS256 = Set.of(JWSAlgorithm.RS256);
  static final TestCertificate OTHER_KEY = key();
  private static final Duration PATIENT = Duration.ofMinutes(2);
  private static final TestCertificate KEY_OF_A = key();
  private static final TestCertificate KEY_OF_B = key();

  final ForeignIssuer a;
  final ForeignIssuer b;
  private final Path folder;
  private int worlds;
  IdentityWorld world;
  User anna;

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

  ForeignWorld(Path folder) throws Exception {
    this.folder = folder;
    a = new ForeignIssuer(KEY_OF_A);
    b = new ForeignIssuer(KEY_OF_B);
    world = world(issuer(a, Claims.STANDARD, false), issuer(b, Claims.STANDARD, true));
    anna = world.perform(new CreateUser(world.directory, IdentityWorld.TENANT, "anna@a", "Anna"));
    link(a, Sort.SUBJECT, "sub-anna", anna.id());
  }

  /// Another server, which trusts these.
  void start(TrustedIssuer... trusted) throws Exception {
    world.close();
    world = world(trusted);
  }

  @Override
  public void close() {
    world.close();
    a.close();
    b.close();
  }

  static TrustedIssuer issuer(ForeignIssuer issuer, Claims claims, boolean strangers) {
    Accepted accepted = new Accepted(Set.of(AUDIENCE, VAULT), RS256, strangers);
    return new TrustedIssuer(issuer.url(), "Test", IdentityWorld.TENANT, accepted, claims);
  }

  private IdentityWorld world(TrustedIssuer... trusted) throws Exception {
    Map<String, OidcDocuments.Known> known =
        Map.of(
            a.url(), new OidcDocuments.Known(a.trust(), Set.of()),
            b.url(), new OidcDocuments.Known(b.trust(), Set.of()));
    worlds += 1;
    OidcDocuments documents = new OidcDocuments(a.trust(), known, PATIENT);
    return IdentityWorld.fresh(
        folder.resolve("world" + worlds),
        new OidcIssuerKeys(documents, Map.of()),
        List.of(trusted));
  }

  void link(ForeignIssuer issuer, Sort sort, String subject, PrincipalId principal) {
    world.perform(
        new Link(
            world.directory,
            new ForeignIdentity(new ForeignIdentity.Key(issuer.url(), sort, subject), principal)));
  }

  JWTClaimsSet.Builder claims(ForeignIssuer issuer, String subject) {
    return issuer.claims(world.now).subject(subject).audience(AUDIENCE);
  }

  Date inHours(int hours) {
    return Date.from(world.now.plus(Duration.ofHours(hours)));
  }

  String token(ForeignIssuer issuer, JWTClaimsSet.Builder claims) {
    return issuer.token("RS256", claims.build());
  }

  Who.Principal authenticate(String token) {
    return authenticate(token, VAULT);
  }

  Who.Principal authenticate(String token, String resource) {
    return (Who.Principal)
        world.store.read(tx -> world.bearer.authenticate(tx, knock(token, resource), world.now));
  }

  Who.Principal fromMemory(String token) {
    return (Who.Principal)
        world.store.memory(tx -> world.bearer.authenticate(tx, knock(token, VAULT), world.now));
  }

  <R> R perform(String token, Operation<R> operation) {
    return world.gate.perform(knock(token, VAULT), _ -> operation);
  }

  private static Knock knock(String token, String resource) {
    return new Knock(
        Origin.internal("1"),
        Optional.of(token),
        List.of(resource),
        Optional.of("Bearer …"),
        false);
  }

  void assertRefused(String token, String detail) {
    assertThatThrownBy(() -> authenticate(token))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(((Problem.Unauthenticated) refused.problem()).detail())
                    .startsWith(detail));
  }

  private static TestCertificate key() {
    return TestCertificate.rsa(IdentityWorld.START, IdentityWorld.START.plus(Duration.ofDays(1)));
  }
}
