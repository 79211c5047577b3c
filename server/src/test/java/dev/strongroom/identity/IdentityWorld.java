package dev.strongroom.identity;

import com.nimbusds.jose.jwk.JWKSet;
import dev.strongroom.identity.CreateApplication.Registered;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.Principal.ManagedIdentity.Assigned;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import dev.strongroom.people.People;
import dev.strongroom.people.TestPeople;
import dev.strongroom.sealing.EnsureServerKeys;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.sealing.ServerPurposes;
import dev.strongroom.store.Database;
import dev.strongroom.store.Databases;
import dev.strongroom.store.DirectorySql;
import dev.strongroom.store.Postgres;
import dev.strongroom.store.PostgresFixture;
import dev.strongroom.store.SealedKeySql;
import dev.strongroom.store.TestStore;
import dev.strongroom.store.TokenKeySql;
import dev.strongroom.trust.Argon2Cost;
import dev.strongroom.trust.FileSeal;
import dev.strongroom.trust.Keyring;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SecretHash;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;

/// A server's identity side on a real database: directory, keys, sign-in, bearer, gate. The clock
/// stands until it is moved; audit records are kept in a list. Whoever comes with a token is
/// refused everything, whoever comes as a job may do everything.
public final class IdentityWorld implements AutoCloseable {
  public static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  public static final TenantId TENANT = TenantId.of("11111111-1111-4111-8111-111111111111");
  public static final Cloud CORP = Cloud.under("corp.test", 443);
  public static final Cloud DEV = Cloud.under("localhost", 8443);
  public static final List<Cloud> CLOUDS = List.of(CORP, DEV);
  public static final String VAULT = "https://vault.corp.test";
  private static final Caller TIMETABLE =
      new Caller(new Who.Job("test"), Origin.internal("00000000-0000-4000-8000-000000000000"));

  public final TestStore store;
  public final DirectorySql directory = new DirectorySql();
  public final TokenKeySql keys = new TokenKeySql();
  public final List<AuditEntry> records = new ArrayList<>();
  public final SeededRandom random;
  public final SeededRandom secrets;
  public final SecretHash hash;
  public final Sealing sealing;
  public final TokenSigner signer;
  public final Issuers issuers = new Issuers(CLOUDS);
  public final Set<CredentialId> grants = new HashSet<>();
  public final Bearer bearer;
  final TrustedIssuers issuersNow;
  public final People people;
  public final SignIn signIn;
  public final Gate gate;
  public Instant now = START;

  private record ServerKeySeal(Sealing sealing) implements ServerSeal {
    @Override
    public byte[] seal(SecretBytes value) {
      return sealing.sealForServer(ServerPurposes.TOKEN_SIGNING, value);
    }

    @Override
    public SecretBytes open(byte[] sealed) {
      return sealing.openForServer(ServerPurposes.TOKEN_SIGNING, sealed);
    }
  }

  public static IdentityWorld fresh(Path folder) {
    return fresh(
        folder, new OidcIssuerKeys(tls(), Map.<String, JWKSet>of(), OidcIssuerKeys.PATIENCE));
  }

  public static IdentityWorld fresh(Path folder, IssuerKeys foreign) {
    return fresh(folder, foreign, List.of());
  }

  public static IdentityWorld fresh(Path folder, IssuerKeys foreign, List<TrustedIssuer> trusted) {
    Node node = new Node(Databases.SQLITE.fresh(folder), folder, 0);
    return begun(new IdentityWorld(node, foreign, trusted));
  }

  /// Two nodes on one PostgreSQL, with different chance.
  public static List<IdentityWorld> pair(Path folder) {
    String url = PostgresFixture.server().freshDatabase();
    OidcIssuerKeys none = new OidcIssuerKeys(tls(), Map.of(), OidcIssuerKeys.PATIENCE);
    IdentityWorld one = begun(new IdentityWorld(node(url, folder, 0), none, List.of()));
    IdentityWorld two = new IdentityWorld(node(url, folder, 1_000), none, List.of());
    two.perform(new EnsureServerKeys(two.sealing));
    return List.of(one, two);
  }

  private static Node node(String url, Path folder, int seed) {
    Postgres.Address address = PostgresFixture.address(url, true);
    return new Node(
        new TestStore(Database.open(new Postgres(address, new SplittableRandom(seed)))),
        folder,
        seed);
  }

  /// @param seed what its chance is shifted by; 0 makes the root key
  private record Node(TestStore store, Path folder, int seed) {}

  private static IdentityWorld begun(IdentityWorld world) {
    world.perform(new EnsureServerKeys(world.sealing));
    world.perform(new CreateTenant(world.directory, TENANT, "Corp"));
    world.rotate(RotateSigningKeys.Reason.TIMETABLE);
    return world;
  }

  private IdentityWorld(Node node, IssuerKeys foreign, List<TrustedIssuer> trusted) {
    store = node.store();
    random = new SeededRandom(42 + node.seed());
    secrets = new SeededRandom(9 + node.seed());
    hash = new SecretHash(Argon2Cost.SECRET, 2, random);
    Providers providers = Providers.jdkOnly();
    FileSeal seal = new FileSeal(node.folder().resolve("root.key"), providers);
    Keyring keyring =
        new Keyring(
            node.seed() == 0 ? seal.create(random) : seal.unseal(random), providers, random);
    sealing = new Sealing(new SealedKeySql(), keyring, () -> now);
    signer = new TokenSigner(new ServerKeySeal(sealing), providers, random);
    issuersNow = new TrustedIssuers(TrustedIssuers.Known.of(trusted, foreign));
    people =
        TestPeople.of(
            directory,
            new TestPeople.Issuing(keys, signer, issuers, issuersNow),
            sealing,
            CLOUDS,
            secrets);
    TokenIssuer issuer = new TokenIssuer(keys, signer, issuers);
    ClientProofs proofs =
        new ClientProofs(
            hash,
            new CertificateAssertions(issuers, new AssertionReplay()),
            new FederatedAssertions(foreign));
    signIn = new SignIn(directory, issuer, proofs, new SignInThrottle(), new Audiences(CLOUDS));
    bearer =
        new Bearer(
            directory,
            keys,
            (tx, grant, user, client) ->
                grants.contains(grant) || people.grants().stands(tx, grant, user, client),
            issuers,
            new ForeignTokens(directory, issuersNow, new Audiences(CLOUDS)));
    gate =
        new Gate(
            new Gate.Seams(
                store.database(),
                bearer,
                (_, question) -> judge(question.caller(), question.action()),
                (_, _, _) -> Optional.empty(),
                new Records(),
                () -> now,
                new SeededRandom(7 + node.seed())));
  }

  public <R> R perform(Operation<R> operation) {
    return gate.perform(TIMETABLE, operation);
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public TokenKeys rotate(RotateSigningKeys.Reason reason) {
    return perform(new RotateSigningKeys(keys, signer, reason));
  }

  public Registered application(String name) {
    return perform(new CreateApplication(directory, TENANT, name));
  }

  public ManagedIdentity identity(String name) {
    ResourceId id =
        ResourceId.of(
            "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers"
                + "/Microsoft.ManagedIdentity/userAssignedIdentities/"
                + name);
    return perform(new CreateManagedIdentity(directory, TENANT, id, Assigned.USER));
  }

  public GeneratedSecret password(AppId owner) {
    return perform(
        new AddPassword(
            directory, new AddPassword.Secrets(hash, secrets), owner, "test", Optional.empty()));
  }

  public Directory directoryNow() {
    return perform(new ReadDirectory(directory));
  }

  public AuditEntry lastRecord() {
    return records.getLast();
  }

  private static Access judge(Caller caller, Action action) {
    boolean allowed = caller.who() instanceof Who.Job || action.plane() == Action.Plane.OPEN;
    Optional<Problem> objection =
        allowed ? Optional.empty() : Optional.of(new Problem.NotPermitted("Forbidden", "no"));
    return new Access(Optional.empty(), Access.Model.NONE, Optional.empty(), objection);
  }

  private static SSLContext tls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private final class Records implements Ports.AuditLog {
    @Override
    public void record(Tx tx, AuditEntry entry) {
      records.add(entry);
    }

    @Override
    public void record(AuditEntry entry) {
      records.add(entry);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
