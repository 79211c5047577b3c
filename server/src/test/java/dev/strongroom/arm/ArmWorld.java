package dev.strongroom.arm;

import dev.strongroom.PeopleAndPlaces;
import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.PutRoleAssignment;
import dev.strongroom.access.Rbac;
import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.elevation.Elevation;
import dev.strongroom.elevation.EndDueSchedules;
import dev.strongroom.http.Answerer;
import dev.strongroom.http.Request;
import dev.strongroom.identity.CreateTenant;
import dev.strongroom.identity.Identities;
import dev.strongroom.identity.SeededRandom;
import dev.strongroom.jobs.Job;
import dev.strongroom.jobs.Timetable;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Tx;
import dev.strongroom.keys.KeyHomes;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.OpenedKeys;
import dev.strongroom.keys.SoftwareHome;
import dev.strongroom.keys.Workshop;
import dev.strongroom.localroles.LocalRbac;
import dev.strongroom.localroles.LocalRoles;
import dev.strongroom.locks.Locked;
import dev.strongroom.managedhsm.Domains;
import dev.strongroom.managedhsm.ManagedHsms;
import dev.strongroom.managedhsm.PurgeDueManagedHsms;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.ObjectLife;
import dev.strongroom.reveal.EndDueReveals;
import dev.strongroom.reveal.TwoPerson;
import dev.strongroom.sealing.EnsureServerKeys;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.secrets.PurgeDueSecrets;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.secrets.Secrets;
import dev.strongroom.store.AccessSql;
import dev.strongroom.store.ContentsSql;
import dev.strongroom.store.DeploymentSql;
import dev.strongroom.store.DirectorySql;
import dev.strongroom.store.DomainSql;
import dev.strongroom.store.ElevationSql;
import dev.strongroom.store.IdentityResourceSql;
import dev.strongroom.store.LocalRoleSql;
import dev.strongroom.store.LockSql;
import dev.strongroom.store.ManagedHsmSql;
import dev.strongroom.store.ManagementGroupSql;
import dev.strongroom.store.ObjectSql;
import dev.strongroom.store.ResourceSql;
import dev.strongroom.store.RevealSql;
import dev.strongroom.store.RotationSql;
import dev.strongroom.store.SealedKeySql;
import dev.strongroom.store.TestStore;
import dev.strongroom.store.Traits;
import dev.strongroom.store.VaultSql;
import dev.strongroom.trust.FileSeal;
import dev.strongroom.trust.Keyring;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.SoftwareKeys;
import dev.strongroom.vaults.CreateOrUpdateResourceGroup;
import dev.strongroom.vaults.CreateSubscription;
import dev.strongroom.vaults.GroupDraft;
import dev.strongroom.vaults.GroupMembers;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.Locations;
import dev.strongroom.vaults.PurgeDueVaults;
import dev.strongroom.vaults.Reading;
import dev.strongroom.vaults.Resources;
import dev.strongroom.vaults.Vaults;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The control plane, with the directory and the portal beside it, over the real gate, authoriser,
/// store and keys, with a stopped clock. The subscription has the groups `web` and `shop`. A token
/// is the name of its bearer: `owner` is Owner of the subscription, `contributor` is Contributor
/// and `reader` is Reader of `web`, `purger` is Key Vault Purge Operator of the subscription,
/// `stranger` holds no role, `foreigner` is Owner of `/` in another tenant; `root` is Owner and
/// `helper` Contributor of `/` in ours; `okta` and `entra` provision, `entra` the users of an
/// issuer. `reader-mfa` has signed in with two factors, `reader-strong` has met the authentication
/// context `c1`.
public final class ArmWorld implements AutoCloseable {
  public static final TenantId TENANT = TenantId.of("11111111-1111-1111-1111-111111111111");
  public static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.of("22222222-2222-2222-2222-222222222222");
  static final TenantId ELSEWHERE = TenantId.of("99999999-9999-9999-9999-999999999999");
  private static final SubscriptionId SECOND =
      SubscriptionId.of("33333333-3333-3333-3333-333333333333");
  private static final Duration JOB_INTERVAL = Duration.ofHours(1);
  private static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
  private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
  private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
  private static final String PURGE_OPERATOR = "a68e7c17-0ab2-4c09-9a58-125dae29748c";
  private static final String PROVISIONING = "90519244-1939-488e-b2ff-7598982653de";
  private static final String VAULT_ADMINISTRATOR = "00482a5a-887f-4fb3-b363-3b7fe8e74483";

  private final List<AuditEntry> audited = new ArrayList<>();
  private final Map<String, Answerer> hosts;
  final AccessSql access = new AccessSql(BuiltInRoles.load());
  final DirectorySql directory = new DirectorySql();
  private final TestStore store;
  final Vaults vaults;
  final ManagedHsms hsms;
  final ManagedHsmSql hsmSql = new ManagedHsmSql(10);
  private final LocalRoleSql localRoles = new LocalRoleSql(10);
  final Secrets secrets;
  final Rbac rbac;
  final Keys keys;
  final Gate gate;
  private final Timetable timetable;
  final VaultSql vaultSql = new VaultSql(100);
  final LockSql locks;
  final ManagementGroupSql groups;
  final Identities identities;
  final DeploymentSql deployments;
  final Elevation elevation;
  final RevealSql reveals = new RevealSql();
  Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private int requests;
  private int assignments;

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

  public ArmWorld(Path folder, TestStore store) {
    this.store = store;
    Providers providers = Providers.jdkOnly();
    SecureRandom random = new SeededRandom(44);
    FileSeal seal = new FileSeal(folder.resolve("root.key"), providers);
    Keyring keyring = new Keyring(seal.create(random), providers, random);
    Sealing sealing = new Sealing(new SealedKeySql(), keyring, () -> now);
    ObjectSql<SecretProperties> secretSql = ObjectSql.secrets(1 << 20);
    ResourceSql resourceSql = new ResourceSql();
    locks = new LockSql(resourceSql, vaultSql);
    groups = new ManagementGroupSql(resourceSql);
    rbac = new Rbac(access, vaultSql::access, directory, resourceSql, secretSql::spelling);
    Resources resources =
        new Resources(
            resourceSql, new Locations(List.of("local", "East US")), new Reading(rbac, rbac));
    identities = new Identities(directory, new IdentityResourceSql(), resourceSql);
    deployments = new DeploymentSql();
    hsms =
        new ManagedHsms(
            resources,
            hsmSql,
            sealing,
            new LocalRoles(localRoles, hsmSql::guarded),
            new Domains(hsmSql, new DomainSql(), sealing, new SeededRandom(46)));
    vaults =
        new Vaults(
            resources,
            vaultSql,
            sealing,
            new ContentsSql(),
            access,
            List.of(
                hsms,
                (work, group) -> identities.deleteBelow(work, group.resource()),
                GroupMembers.rows(deployments::removeAll)));
    secrets = Secrets.of(secretSql, vaultSql::facts, sealing);
    keys =
        new Keys(
            new ObjectLife<>(ObjectKind.KEY, ObjectSql.keys(1 << 20), this::keyPlace, sealing),
            new RotationSql(),
            new KeyHomes(
                new SoftwareHome(new SoftwareKeys(providers, random)),
                Optional.empty(),
                new Workshop(1),
                new OpenedKeys(() -> now)),
            new Traits(vaultSql, hsmSql),
            random);
    gate =
        new Gate(
            new Gate.Seams(
                store.database(),
                ArmPersons::authenticate,
                authorizer(),
                (_, _, _) -> Optional.empty(),
                new Recorder(),
                () -> now,
                new SplittableRandom(7)));
    timetable =
        new Timetable(
            gate,
            () -> now,
            new SplittableRandom(9),
            List.of(
                new Job<>(
                    "schedules",
                    JOB_INTERVAL,
                    new EndDueSchedules(new ElevationSql(), rbac.ratchet()),
                    _ -> false),
                Job.of("reveals", JOB_INTERVAL, new EndDueReveals(reveals)),
                Job.of("secrets", JOB_INTERVAL, new PurgeDueSecrets(secrets)),
                Job.of("hsms", JOB_INTERVAL, new PurgeDueManagedHsms(hsms)),
                Job.of("vaults", JOB_INTERVAL, new PurgeDueVaults(vaults))));
    elevation =
        new Elevation(
            new ElevationSql(),
            access,
            rbac,
            new PeopleAndPlaces(directory, resourceSql, vaultSql));
    hosts = ArmHosts.of(this, folder, sealing);
    begin(resources, sealing);
  }

  Ports.Authorizer authorizer() {
    return new LocalRbac(
        new Locked(new TwoPerson(rbac, reveals, _ -> false), locks),
        hsmSql::guarded,
        localRoles,
        directory);
  }

  private Optional<VaultFacts> keyPlace(Tx tx, VaultName name) {
    return name.isHsm() ? hsmSql.facts(tx, name) : vaultSql.facts(tx, name);
  }

  public Vaults vaults() {
    return vaults;
  }

  public Gate gate() {
    return gate;
  }

  public Instant now() {
    return now;
  }

  /// What was audited since the last call.
  public List<AuditEntry> takeAudited() {
    List<AuditEntry> taken = List.copyOf(audited);
    audited.clear();
    return taken;
  }

  public <R> R job(Operation<R> operation) {
    return gate.perform(new Caller(new Who.Job("test"), Origin.internal("job")), operation);
  }

  /// Lets time pass, and the timetable notice it.
  public void advance(Duration time) {
    now = now.plus(time);
    timetable.runDue();
  }

  public Answerer at(String host) {
    return hosts.entrySet().stream()
        .filter(one -> host.equals(one.getKey()) || host.endsWith("." + one.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  public Request request(String method, String url, Map<String, String> headers, byte[] body) {
    requests += 1;
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    int start = url.indexOf('/', "https://".length());
    String authority = url.substring("https://".length(), start);
    int colon = authority.indexOf(':');
    return new Request(
        "00000000-0000-0000-0000-%012d".formatted(requests),
        method,
        "https",
        colon < 0 ? authority : authority.substring(0, colon),
        colon < 0 ? 443 : Integer.parseInt(authority.substring(colon + 1)),
        url.substring(start),
        name -> Optional.ofNullable(byName.get(name)),
        body,
        "203.0.113.7",
        OptionalInt.empty(),
        "TLS1_3");
  }

  public void assign(String person, String role, ResourceId scope) {
    assignments += 1;
    TenantId tenant = person.equals("foreigner") ? ELSEWHERE : TENANT;
    job(
        new PutRoleAssignment(
            new PutRoleAssignment.Ports(
                access, (_, _, _) -> Optional.of(PrincipalType.SERVICE_PRINCIPAL)),
            tenant,
            scope,
            AssignmentId.of("dddddddd-0000-0000-0000-%012d".formatted(assignments)),
            new PutRoleAssignment.Wanted(
                RoleId.of(role), ArmPersons.idOf(person), Optional.empty(), Details.NONE)));
  }

  @Override
  public void close() {
    timetable.close();
    store.close();
  }

  private void begin(Resources resources, Sealing sealing) {
    job(new EnsureServerKeys(sealing));
    job(new CreateTenant(directory, TENANT, "Corp"));
    job(new CreateTenant(directory, ELSEWHERE, "Elsewhere"));
    job(new CreateSubscription(resources, SUBSCRIPTION, TENANT, "Development"));
    job(new CreateSubscription(resources, SECOND, TENANT, "Nobody's"));
    GroupDraft draft = new GroupDraft(Optional.of("local"), Optional.empty(), Optional.empty());
    for (String group : List.of("web", "shop")) {
      job(new CreateOrUpdateResourceGroup(resources, SUBSCRIPTION, GroupName.of(group), draft));
    }
    ResourceId subscription = ResourceId.subscription(SUBSCRIPTION);
    ResourceId web = ResourceId.resourceGroup(SUBSCRIPTION, "web");
    assign("owner", OWNER, subscription);
    assign("owner", VAULT_ADMINISTRATOR, subscription);
    assign("contributor", CONTRIBUTOR, web);
    assign("reader", READER, web);
    assign("purger", PURGE_OPERATOR, subscription);
    assign("foreigner", OWNER, ResourceId.ROOT);
    assign("root", OWNER, ResourceId.ROOT);
    assign("helper", CONTRIBUTOR, ResourceId.ROOT);
    assign("okta", PROVISIONING, ResourceId.ROOT);
    assign("entra", PROVISIONING, ResourceId.ROOT);
    audited.clear();
  }
}
