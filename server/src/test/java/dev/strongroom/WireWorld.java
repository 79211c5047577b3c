package dev.strongroom;

import dev.strongroom.dataplane.DataPlane;
import dev.strongroom.dataplane.HsmJobThreads;
import dev.strongroom.dataplane.Throttle;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.jobs.Job;
import dev.strongroom.jobs.Timetable;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Access.Model;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.keys.KeyHomes;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.OpenedKeys;
import dev.strongroom.keys.PurgeDueKeys;
import dev.strongroom.keys.Releasing;
import dev.strongroom.keys.SoftwareHome;
import dev.strongroom.keys.VaultTraits;
import dev.strongroom.keys.Workshop;
import dev.strongroom.localroles.LocalRoles;
import dev.strongroom.managedhsm.BackupFolder;
import dev.strongroom.managedhsm.Domains;
import dev.strongroom.managedhsm.HsmJobs;
import dev.strongroom.managedhsm.ManagedHsms;
import dev.strongroom.model.AppId;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.ObjectLife;
import dev.strongroom.sealing.EnsureServerKeys;
import dev.strongroom.sealing.KeyedVaults;
import dev.strongroom.sealing.RekeyVault;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.sealing.VaultAt;
import dev.strongroom.secrets.PurgeDueSecrets;
import dev.strongroom.secrets.Secrets;
import dev.strongroom.store.Database;
import dev.strongroom.store.Databases;
import dev.strongroom.store.DomainSql;
import dev.strongroom.store.HsmJobSql;
import dev.strongroom.store.LocalRoleSql;
import dev.strongroom.store.ManagedHsmSql;
import dev.strongroom.store.ObjectSql;
import dev.strongroom.store.ResourceSql;
import dev.strongroom.store.RotationSql;
import dev.strongroom.store.SealedKeySql;
import dev.strongroom.trust.FileSeal;
import dev.strongroom.trust.Keyring;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.SoftwareKeys;
import dev.strongroom.vaults.Locations;
import dev.strongroom.vaults.Reading;
import dev.strongroom.vaults.Resources;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The data plane over the real gate, store and keys, with a stopped clock and seeded chance. Two
/// vaults: `contoso` (premium, 90 days), `fabrikam` (standard, 7 days, purge protected). Three
/// callers, named by their token: `officer` may do everything, `reader` may get and list, `nobody`
/// may do nothing.
public final class WireWorld implements AutoCloseable {
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TenantId TENANT = TenantId.of("11111111-1111-1111-1111-111111111111");
  private static final Duration JOB_INTERVAL = Duration.ofHours(1);
  private static final Set<String> READS =
      Set.of(
          "Microsoft.KeyVault/vaults/secrets/getSecret/action",
          "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
          "Microsoft.KeyVault/vaults/keys/read");

  private final Map<VaultName, VaultFacts> vaults =
      Map.of(
          VaultName.of("contoso"), vault("contoso", 1, 90, false),
          VaultName.of("fabrikam"), vault("fabrikam", 2, 7, true));
  private final List<AuditEntry> audited = new ArrayList<>();
  private final Database database;
  private final DataPlane dataPlane;
  private final Timetable timetable;
  private final Gate gate;
  private final Sealing sealing;
  private final Secrets secrets;
  private final Keys keys;
  private Instant now = NOON;
  private int requests;

  /// A SecureRandom that is not: the same bytes in every run.
  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final Random random = new Random(42);

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }
  }

  private final class Recorder implements Ports.AuditLog {
    @Override
    public void record(Tx tx, AuditEntry entry) {
      audited.add(entry);
    }

    @Override
    public void record(AuditEntry entry) {
      audited.add(entry);
    }
  }

  private record MakeKey(Sealing sealing, VaultFacts vault) implements Operation<Boolean> {
    @Override
    public String name() {
      return "MakeKey";
    }

    @Override
    public Action action() {
      return Action.control("test", Action.Effect.WRITE);
    }

    @Override
    public Target target() {
      return new Target.Server();
    }

    @Override
    public Boolean run(Work work) {
      sealing.createVaultKey(work, vault);
      return false;
    }
  }

  public WireWorld(Path folder) {
    this(folder, Databases.SQLITE);
  }

  public WireWorld(Path folder, Databases databases) {
    this(folder, databases, Set.of());
  }

  /// @param throttled the vaults that have Azure's limits
  public WireWorld(Path folder, Databases databases, Set<VaultName> throttled) {
    SecureRandom random = new Seeded();
    Providers providers = Providers.jdkOnly();
    FileSeal seal = new FileSeal(folder.resolve("root.key"), providers);
    database = databases.fresh(folder).database();
    sealing =
        new Sealing(
            new SealedKeySql(), new Keyring(seal.create(random), providers, random), () -> now);
    secrets =
        Secrets.of(
            ObjectSql.secrets(1 << 20),
            (tx, name) -> Optional.ofNullable(vaults.get(name)),
            sealing);
    keys =
        new Keys(
            new ObjectLife<>(
                ObjectKind.KEY,
                ObjectSql.keys(1 << 20),
                (tx, name) -> Optional.ofNullable(vaults.get(name)),
                sealing),
            new RotationSql(),
            new KeyHomes(
                new SoftwareHome(new SoftwareKeys(providers, random)),
                Optional.empty(),
                new Workshop(1),
                new OpenedKeys(() -> now)),
            new VaultTraits() {
              @Override
              public boolean premium(Tx tx, VaultName vault) {
                return vault.canonical().equals("contoso");
              }

              @Override
              public boolean throughArm(Tx tx, VaultName vault) {
                return false;
              }
            },
            random);
    gate =
        new Gate(
            new Gate.Seams(
                database,
                WireWorld::authenticate,
                this::judge,
                (tx, target, proposed) -> Optional.empty(),
                new Recorder(),
                () -> now,
                new SplittableRandom(7)));
    perform(new EnsureServerKeys(sealing));
    vaults.values().stream()
        .sorted((one, other) -> one.id().toString().compareTo(other.id().toString()))
        .forEach(vault -> perform(new MakeKey(sealing, vault)));
    Cloud cloud = Cloud.under("test", 443);
    Cloud odd = Cloud.under("odd.test", 8443);
    dataPlane =
        new DataPlane(
            gate,
            List.of(cloud, odd),
            TENANT,
            new DataPlane.Features(secrets, keys, releasing(), sealing, noHsms(folder)),
            new Throttle(throttled, () -> now));
    timetable =
        new Timetable(
            gate,
            () -> now,
            new SplittableRandom(9),
            List.of(
                Job.of("purge", JOB_INTERVAL, new PurgeDueSecrets(secrets)),
                Job.of("purge-keys", JOB_INTERVAL, new PurgeDueKeys(keys))));
    audited.clear();
  }

  public DataPlane dataPlane() {
    return dataPlane;
  }

  /// What was audited since the last call.
  public List<AuditEntry> takeAudited() {
    List<AuditEntry> taken = List.copyOf(audited);
    audited.clear();
    return taken;
  }

  /// Lets time pass, and the timetable notice it.
  public void advance(Duration time) {
    now = now.plus(time);
    timetable.runDue();
  }

  /// Gives a vault a new key; answers its version.
  public int rekey(String vault) {
    VaultAt at =
        new VaultAt(
            SubscriptionId.of("55555555-5555-5555-5555-555555555555"), "g", VaultName.of(vault));
    KeyedVaults known = (_, name) -> Optional.ofNullable(vaults.get(name));
    return perform(new RekeyVault(sealing, known, at));
  }

  public Request request(String method, String url, Map<String, String> headers, byte[] body) {
    requests += 1;
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    int start = url.indexOf('/', "https://".length());
    String authority = url.substring("https://".length(), start);
    int colon = authority.indexOf(':');
    String host = colon < 0 ? authority : authority.substring(0, colon);
    int port = colon < 0 ? 443 : Integer.parseInt(authority.substring(colon + 1));
    return new Request(
        "00000000-0000-0000-0000-%012d".formatted(requests),
        method,
        "https",
        host,
        port,
        url.substring(start),
        name -> Optional.ofNullable(byName.get(name)),
        body,
        "203.0.113.7",
        OptionalInt.empty(),
        "TLS1_3");
  }

  public Response answer(Request request) {
    return dataPlane.answer(request);
  }

  @Override
  public void close() {
    database.close();
  }

  private <R> R perform(Operation<R> operation) {
    return gate.perform(new Caller(new Who.Job("test"), Origin.internal("start")), operation);
  }

  /// There are none here; `arm/ArmWorld` has some.
  private DataPlane.OfHsms noHsms(Path folder) {
    ManagedHsmSql hsms = new ManagedHsmSql(1);
    Resources resources =
        new Resources(
            new ResourceSql(),
            new Locations(List.of("local")),
            new Reading((_, _, _, _, _) -> false, (_, _, _, _) -> false));
    Domains domains = new Domains(hsms, new DomainSql(), sealing, new SecureRandom());
    return new DataPlane.OfHsms(
        new ManagedHsms(
            resources, hsms, sealing, new LocalRoles(new LocalRoleSql(1), hsms::guarded), domains),
        new HsmJobs(hsms, new HsmJobSql(), domains, keys),
        new BackupFolder(folder),
        new HsmJobThreads(Runnable::run),
        () -> now);
  }

  /// This world has no token keys: what signs the answers of releases is only a frame around them.
  private static Releasing releasing() {
    return new Releasing(
        AttestationAuthority.believed(TENANT),
        (_, _) -> payload -> "signed." + Base64.getUrlEncoder().encodeToString(payload) + ".here");
  }

  private static Who authenticate(Tx tx, Knock knock, Instant now) {
    String token =
        knock
            .bearer()
            .orElseThrow(
                () -> refused(knock, "AKV10000: Request is missing a Bearer or PoP token."));
    return switch (token) {
      case "officer" -> principal(1);
      case "reader" -> principal(2);
      case "nobody" -> principal(3);
      default -> throw refused(knock, "AKV10032: The token was not issued for this server.");
    };
  }

  private static RuntimeException refused(Knock knock, String detail) {
    return new Problem.Unauthenticated(detail, knock.challenge()).asException();
  }

  private static Who principal(int number) {
    return new Who.Principal(
        TENANT,
        PrincipalId.of("22222222-2222-2222-2222-22222222222" + number),
        Optional.of(AppId.of("33333333-3333-3333-3333-33333333333" + number)),
        "https://sts.test/" + TENANT + "/",
        Caller.Kind.APP);
  }

  private Access judge(Tx tx, Question question) {
    Caller caller = question.caller();
    Action action = question.action();
    if (action.plane() == Action.Plane.OPEN || caller.who() instanceof Who.Job) {
      return new Access(Optional.empty(), Model.NONE, Optional.empty(), Optional.empty());
    }
    Target.InVault place = (Target.InVault) question.target();
    VaultFacts vault = vaults.get(place.vault());
    if (vault == null) {
      Problem missing = new Problem.VaultNotFound(place.vault().canonical() + ".vault.test");
      return new Access(Optional.empty(), Model.NONE, Optional.empty(), Optional.of(missing));
    }
    Optional<ResourceId> resource = Optional.of(vault.resource());
    boolean allowed =
        caller.who().equals(principal(1))
            || (caller.who().equals(principal(2)) && READS.contains(action.name()));
    Problem refusal =
        new Problem.ForbiddenByRbac(
            "appid=…;oid=…;iss=…",
            action.name(),
            vault.resource(),
            Optional.empty(),
            vault.name() + ";location=local");
    return new Access(
        resource, Model.RBAC, Optional.empty(), allowed ? Optional.empty() : Optional.of(refusal));
  }

  private static VaultFacts vault(String name, int number, int days, boolean purgeProtected) {
    return new VaultFacts(
        VaultId.of("44444444-4444-4444-4444-44444444444" + number),
        TENANT,
        VaultName.of(name),
        ResourceId.of(
            "/subscriptions/55555555-5555-5555-5555-555555555555/resourceGroups/g/providers/"
                + "Microsoft.KeyVault/vaults/"
                + name),
        "westeurope",
        days,
        purgeProtected);
  }
}
