package dev.strongroom.store;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.NetworkRules;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.localroles.BuiltInLocalRoles;
import dev.strongroom.localroles.LocalAssignment;
import dev.strongroom.localroles.LocalHsms;
import dev.strongroom.localroles.LocalRole;
import dev.strongroom.localroles.LocalRoleTable;
import dev.strongroom.localroles.LocalScope;
import dev.strongroom.managedhsm.BackupPlace;
import dev.strongroom.managedhsm.DomainStore;
import dev.strongroom.managedhsm.HsmJob;
import dev.strongroom.managedhsm.HsmJobStore;
import dev.strongroom.managedhsm.HsmSku;
import dev.strongroom.managedhsm.ManagedHsm;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.sealing.Sealed;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.PageRequest;
import dev.strongroom.vaults.Stamp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Managed HSMs, their local roles, security domains and jobs in a real database, on every dialect.
@ParameterizedClass
@EnumSource
class ManagedHsmSqlContractTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.of("22222222-2222-2222-2222-222222222222");
  private static final VaultId ID = VaultId.of("00000000-0000-0000-0000-000000000001");
  private static final VaultName NAME = VaultName.parseHsm("Contoso").orElseThrow();
  private static final RoleId ROLE = RoleId.of("dddddddd-0000-0000-0000-000000000001");

  @Parameter Databases databases;
  @TempDir Path folder;
  private final ManagedHsmSql hsms = new ManagedHsmSql(10);
  private final LocalRoleSql roles = new LocalRoleSql(10);
  private final DomainSql domains = new DomainSql();
  private final HsmJobSql jobs = new HsmJobSql();
  private TestStore store;

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
    store.change(tx -> assertThat(hsms.insert(tx, TestTx.approved(hsm(living())))).isTrue());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anHsmComesBackAsItWas() {
    assertThat(store.<Optional<ManagedHsm>>read(tx -> hsms.find(tx, NAME))).contains(hsm(living()));
    assertThat(store.<Optional<ManagedHsm>>read(tx -> hsms.find(tx, VaultName.of("contoso"))))
        .isEmpty();
    store.change(tx -> assertThat(hsms.insert(tx, TestTx.approved(hsm(living())))).isFalse());
    PageRequest first = PageRequest.first();
    GroupName web = GroupName.of("web");
    assertThat(store.<List<ManagedHsm>>read(tx -> hsms.inSubscription(tx, SUBSCRIPTION, first)))
        .hasSize(1);
    assertThat(store.<List<ManagedHsm>>read(tx -> hsms.inGroup(tx, SUBSCRIPTION, web, first)))
        .hasSize(1);
    assertThat(
            store.<List<ManagedHsm>>read(
                tx -> hsms.inGroup(tx, SUBSCRIPTION, GroupName.of("shop"), first)))
        .isEmpty();
    assertThat(
            store
                .<Optional<LocalHsms.Guarded>>read(tx -> hsms.guarded(tx, NAME))
                .orElseThrow()
                .activated())
        .isTrue();
  }

  @Test
  void aDeletedHsmIsNoneToTheDataPlaneAndIsDueWhenItsRetentionHasPassed() {
    ManagedHsm.State deleted =
        new ManagedHsm.State(
            Optional.empty(),
            true,
            Optional.of(new ManagedHsm.Deletion(NOON, NOON.plusSeconds(60), false)));
    store.change(tx -> hsms.update(tx, TestTx.approved(hsm(deleted))));
    assertThat(store.<Optional<ManagedHsm>>read(tx -> hsms.find(tx, NAME))).contains(hsm(deleted));
    assertThat(store.<Optional<VaultFacts>>read(tx -> hsms.facts(tx, NAME))).isEmpty();
    assertThat(store.<Optional<LocalHsms.Guarded>>read(tx -> hsms.guarded(tx, NAME))).isEmpty();
    assertThat(
            store.<List<ManagedHsm>>read(tx -> hsms.deleted(tx, SUBSCRIPTION, PageRequest.first())))
        .hasSize(1);
    assertThat(store.<Optional<VaultName>>read(tx -> hsms.due(tx, NOON.plusSeconds(59)))).isEmpty();
    assertThat(store.<Optional<VaultName>>read(tx -> hsms.due(tx, NOON.plusSeconds(60))))
        .contains(NAME);
  }

  @Test
  void localRolesAreThereAtOnceAndGoWithTheHsm() {
    LocalRole role =
        new LocalRole(
            Optional.of(ID),
            ROLE,
            "Röle\n✓",
            "a",
            List.of(
                new LocalRole.Permission(List.of(), List.of(), List.of("a\nb", "c"), List.of("d")),
                new LocalRole.Permission(List.of(), List.of(), List.of(), List.of())));
    LocalAssignment assignment = assignment(1, LocalScope.key("Blue"), ROLE);
    store.change(tx -> {
      roles.save(tx, TestTx.approved(role));
      roles.insert(tx, TestTx.approved(assignment));
      roles.insert(
          tx, TestTx.approved(assignment(2, LocalScope.ROOT, BuiltInLocalRoles.ADMINISTRATOR)));
    });
    assertThat(held()).isEqualTo("[Röle\n✓, 2]");
    assertThat(store.<LocalRoleTable>write(tx -> roles.lock(tx, ID)).toString()).isNotEmpty();
    store.change(tx -> roles.delete(tx, TestTx.approved(assignment)));
    assertThat(held()).isEqualTo("[Röle\n✓, 1]");
    store.change(tx -> roles.remove(tx, TestTx.approved(role)));
    assertThat(held()).isEqualTo("[, 1]");
    store.change(tx -> {
      assertThat(hsms.destroySome(tx, TestTx.approved(hsm(living())), 10)).isTrue();
      hsms.remove(tx, TestTx.approved(hsm(living())));
    });
    assertThat(store.<Optional<ManagedHsm>>read(tx -> hsms.find(tx, NAME))).isEmpty();
    assertThat(held()).isEqualTo("[, 0]");
  }

  @Test
  void aSecurityDomainComesBackAsItWas() {
    assertThat(store.<Optional<DomainStore.Kept>>read(tx -> domains.find(tx, ID))).isEmpty();
    DomainStore.Kept first =
        new DomainStore.Kept(
            ID,
            Optional.empty(),
            Optional.of(
                new DomainStore.Transfer(new Sealed(3, new byte[] {1, 2}), new byte[] {9})));
    store.change(tx -> domains.save(tx, TestTx.approved(first)));
    DomainStore.Kept found =
        store.<Optional<DomainStore.Kept>>read(tx -> domains.find(tx, ID)).orElseThrow();
    assertThat(found.domainKey()).isEmpty();
    assertThat(found.transfer().orElseThrow().key()).isEqualTo(new Sealed(3, new byte[] {1, 2}));
    assertThat(found.transfer().orElseThrow().certificate()).containsExactly(9);
    DomainStore.Kept then =
        new DomainStore.Kept(ID, Optional.of(new Sealed(4, new byte[] {5})), Optional.empty());
    store.change(tx -> domains.save(tx, TestTx.approved(then)));
    assertThat(store.<Optional<DomainStore.Kept>>read(tx -> domains.find(tx, ID))).contains(then);
  }

  @Test
  void theLatestJobsAreRemembered() {
    for (int i = 0; i <= HsmJobStore.MAX_REMEMBERED; i += 1) {
      HsmJob job = job(i);
      store.change(tx -> jobs.insert(tx, TestTx.approved(job)));
    }
    List<HsmJob> latest = store.read(tx -> jobs.latest(tx, ID));
    assertThat(latest).hasSize(HsmJobStore.MAX_REMEMBERED);
    assertThat(latest.getFirst()).isEqualTo(job(HsmJobStore.MAX_REMEMBERED));
    assertThat(store.<Optional<HsmJob>>read(tx -> jobs.find(tx, ID, "job0"))).isEmpty();
    HsmJob ended =
        new HsmJob(
            ID,
            "job7",
            HsmJob.Kind.KEY_RESTORE,
            job(7).place(),
            Optional.of("Blue"),
            new HsmJob.Span(
                job(7).span().started(), NOON.plusSeconds(600), Optional.of(NOON.plusSeconds(900))),
            Optional.of("no\nroom"));
    store.change(tx -> jobs.update(tx, TestTx.approved(ended)));
    assertThat(store.<Optional<HsmJob>>read(tx -> jobs.find(tx, ID, "job7"))).contains(ended);
  }

  private String held() {
    return store.read(tx -> {
      LocalRoleTable table = roles.table(tx, ID);
      String custom = table.custom().stream().map(LocalRole::name).collect(joining());
      return List.of(custom, Integer.toString(table.assignments().size())).toString();
    });
  }

  private static HsmJob job(int number) {
    return new HsmJob(
        ID,
        "job" + number,
        HsmJob.Kind.KEY_RESTORE,
        BackupPlace.of("https://st.blob.test/c/", "mhsm-contoso-1"),
        Optional.of("Blue"),
        new HsmJob.Span(NOON.plusSeconds(number), NOON.plusSeconds(number + 60), Optional.empty()),
        Optional.empty());
  }

  private static LocalAssignment assignment(int number, LocalScope scope, RoleId role) {
    return new LocalAssignment(
        ID, new AssignmentId(new UUID(0, number)), scope, role, new PrincipalId(new UUID(9, 9)));
  }

  private static ManagedHsm.State living() {
    return new ManagedHsm.State(Optional.of(NOON), false, Optional.empty());
  }

  private static ManagedHsm hsm(ManagedHsm.State state) {
    return new ManagedHsm(
        new VaultFacts(
            ID,
            TenantId.of("00000000-0000-0000-0000-0000000000aa"),
            NAME,
            ResourceId.resourceGroup(SUBSCRIPTION, "Web")
                .child("providers/Microsoft.KeyVault/managedHSMs/Contoso"),
            "local",
            7,
            true),
        new ManagedHsm.Settings(
            HsmSku.CUSTOM_B32,
            List.of(new PrincipalId(new UUID(1, 2)), new PrincipalId(new UUID(1, 3))),
            NetworkRules.OPEN),
        state,
        new Tags(Map.of("a", "b")),
        new Stamp("me", "User", NOON),
        new Stamp("you", "Application", NOON.plusMillis(5)));
  }
}
