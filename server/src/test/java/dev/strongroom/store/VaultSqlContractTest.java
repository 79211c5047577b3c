package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.AccessPolicy;
import dev.strongroom.access.IpRules;
import dev.strongroom.access.NetworkRules;
import dev.strongroom.access.NetworkRules.Bypass;
import dev.strongroom.access.NetworkRules.DefaultAction;
import dev.strongroom.access.NetworkRules.PublicAccess;
import dev.strongroom.access.NetworkRules.VirtualNetworkRule;
import dev.strongroom.access.PolicyPermissions;
import dev.strongroom.access.PolicyPermissions.Kind;
import dev.strongroom.access.VaultAccess;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.PageRequest;
import dev.strongroom.vaults.ServiceUse;
import dev.strongroom.vaults.Sku;
import dev.strongroom.vaults.Stamp;
import dev.strongroom.vaults.Vault;
import dev.strongroom.vaults.VaultSettings;
import java.nio.charset.StandardCharsets;
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

@ParameterizedClass
@EnumSource
class VaultSqlContractTest {
  private static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.of("22222222-2222-2222-2222-222222222222");
  private static final SubscriptionId OTHER =
      SubscriptionId.of("33333333-3333-3333-3333-333333333333");
  private static final TenantId TENANT = TenantId.of("11111111-1111-1111-1111-111111111111");
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123Z");
  private static final PageRequest ALL = PageRequest.first();

  @Parameter Databases databases;
  @TempDir Path folder;
  private TestStore store;
  private final VaultSql vaults = new VaultSql(100);

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void everythingOfAVaultComesBackAsItWas() {
    Vault full = full();
    insert(full);
    assertThat(find("Contoso")).contains(full);
    assertThat(find("contoso").orElseThrow().name().display()).isEqualTo("Contoso");
    Vault bare = bare("bare-1", SUBSCRIPTION, "rg");
    insert(bare);
    assertThat(find("BARE-1")).contains(bare);
  }

  @Test
  void aNameIsTakenOnceWhateverItsCaseAndSubscription() {
    insert(bare("contoso", SUBSCRIPTION, "rg"));
    Vault second = bare("CONTOSO", OTHER, "elsewhere");
    boolean inserted = store.write(tx -> vaults.insert(tx, TestTx.approved(second)));
    assertThat(inserted).isFalse();
    assertThat(find("contoso").orElseThrow().subscription()).isEqualTo(SUBSCRIPTION);
  }

  @Test
  void aDeletedVaultIsFoundByTheControlPlaneOnly() {
    Vault vault = bare("contoso", SUBSCRIPTION, "rg");
    insert(vault);
    assertThat(access("contoso")).map(VaultAccess::facts).contains(vault.about());
    assertThat(facts("contoso")).contains(vault.about());
    update(deleted(vault, NOON, false));
    assertThat(find("contoso")).contains(deleted(vault, NOON, false));
    assertThat(access("contoso")).isEmpty();
    assertThat(facts("contoso")).isEmpty();
  }

  @Test
  void theDataPlanesQuestionIsAnsweredFromMemoryOnceAsked() {
    assumeThat(databases).isNotEqualTo(Databases.POSTGRES_SHARED); // it always asks the database
    insert(bare("contoso", SUBSCRIPTION, "rg"));
    access("contoso");
    VaultName name = VaultName.of("contoso");
    assertThat(store.<Optional<VaultAccess>>memory(tx -> vaults.access(tx, name))).isPresent();
    assertThat(store.<Optional<VaultFacts>>memory(tx -> vaults.facts(tx, name))).isPresent();
  }

  @Test
  void listsAreSortedCutAndLeaveOutWhatIsDeleted() {
    for (String name : List.of("ccc", "aaa", "bbb")) {
      insert(bare(name, SUBSCRIPTION, name.equals("bbb") ? "other" : "rg"));
    }
    insert(bare("ddd", OTHER, "rg"));
    insert(deleted(bare("eee", SUBSCRIPTION, "rg"), NOON, false));
    insert(deleted(bare("fff", SUBSCRIPTION, "rg"), NOON, true));
    assertThat(names(store.read(tx -> vaults.inSubscription(tx, SUBSCRIPTION, ALL))))
        .containsExactly("aaa", "bbb", "ccc");
    assertThat(names(store.read(tx -> vaults.inGroup(tx, SUBSCRIPTION, GroupName.of("RG"), ALL))))
        .containsExactly("aaa", "ccc");
    assertThat(names(store.read(tx -> vaults.deleted(tx, SUBSCRIPTION, ALL))))
        .containsExactly("eee");
    PageRequest second = new PageRequest(1, Optional.of("aaa"));
    assertThat(names(store.read(tx -> vaults.inSubscription(tx, SUBSCRIPTION, second))))
        .containsExactly("bbb");
  }

  @Test
  void whatIsDueIsABegunPurgeBeforeAnOldDeletion() {
    insert(bare("alive", SUBSCRIPTION, "rg"));
    insert(deleted(bare("young", SUBSCRIPTION, "rg"), NOON.plusSeconds(1), false));
    assertThat(due()).isEmpty();
    insert(deleted(bare("ripe", SUBSCRIPTION, "rg"), NOON, false));
    assertThat(due()).contains(VaultName.of("ripe"));
    insert(deleted(bare("begun", SUBSCRIPTION, "rg"), NOON.plusSeconds(9), true));
    assertThat(due()).contains(VaultName.of("begun"));
  }

  @Test
  void aRemovedVaultFreesItsNameForAnotherLife() {
    Vault first = bare("contoso", SUBSCRIPTION, "rg");
    insert(first);
    store.change(tx -> vaults.remove(tx, TestTx.approved(first)));
    assertThat(find("contoso")).isEmpty();
    Vault second = bare("contoso", OTHER, "rg");
    insert(second);
    assertThat(find("contoso")).contains(second);
  }

  @Test
  void aTransactionSeesItsOwnChange() {
    Vault vault = bare("contoso", SUBSCRIPTION, "rg");
    insert(vault);
    find("contoso");
    Optional<Vault> seen =
        store.write(tx -> {
          vaults.update(tx, TestTx.approved(deleted(vault, NOON, false)));
          return vaults.find(tx, vault.name());
        });
    assertThat(seen.orElseThrow().lives()).isFalse();
  }

  @Test
  void lockingAnAbsentVaultFindsNothing() {
    VaultName name = VaultName.of("nothing");
    assertThat(store.<Optional<Vault>>write(tx -> vaults.lock(tx, name))).isEmpty();
  }

  private void insert(Vault vault) {
    boolean inserted = store.write(tx -> vaults.insert(tx, TestTx.approved(vault)));
    assertThat(inserted).isTrue();
  }

  private void update(Vault vault) {
    store.change(tx -> vaults.update(tx, TestTx.approved(vault)));
  }

  private Optional<Vault> find(String name) {
    return store.read(tx -> vaults.find(tx, VaultName.of(name)));
  }

  private Optional<VaultAccess> access(String name) {
    return store.read(tx -> vaults.access(tx, VaultName.of(name)));
  }

  private Optional<VaultFacts> facts(String name) {
    return store.read(tx -> vaults.facts(tx, VaultName.of(name)));
  }

  private Optional<VaultName> due() {
    return store.read(tx -> vaults.due(tx, NOON));
  }

  private static List<String> names(List<Vault> vaults) {
    return vaults.stream().map(vault -> vault.name().display()).toList();
  }

  private static Vault bare(String name, SubscriptionId subscription, String group) {
    VaultSettings settings =
        new VaultSettings(
            Sku.STANDARD,
            Optional.empty(),
            AccessPolicies.NONE,
            NetworkRules.OPEN,
            ServiceUse.UNSAID);
    return vault(name, subscription, group, settings, Tags.NONE);
  }

  private static Vault full() {
    PolicyPermissions permissions =
        new PolicyPermissions(
            Map.of(
                Kind.SECRETS, List.of("get", "list"),
                Kind.KEYS, List.of("all"),
                Kind.CERTIFICATES, List.of("import")));
    PrincipalId object = PrincipalId.of("44444444-4444-4444-4444-444444444444");
    AppId application = AppId.of("55555555-5555-5555-5555-555555555555");
    NetworkRules network =
        new NetworkRules(
            DefaultAction.DENY,
            Bypass.NONE,
            IpRules.of(List.of("203.0.113.0/24", "2001:db8::/32", "198.51.100.7")),
            List.of(
                new VirtualNetworkRule("/subscriptions/x/…/subnets/a b\nc", true),
                new VirtualNetworkRule("/subscriptions/x/subnets/d=&%", false)),
            PublicAccess.SECURED_BY_PERIMETER);
    VaultSettings settings =
        new VaultSettings(
            Sku.PREMIUM,
            Optional.of(true),
            AccessPolicies.of(
                List.of(
                    new AccessPolicy(TENANT, object, Optional.of(application), permissions),
                    new AccessPolicy(TENANT, object, Optional.empty(), PolicyPermissions.NONE))),
            network,
            new ServiceUse(Optional.of(true), Optional.of(false), Optional.empty()));
    Tags tags = new Tags(Map.of("cost centre", "a=b&c\nd", "ünï", ""));
    return vault("Contoso", SUBSCRIPTION, "My-Group_1.(x)", settings, tags);
  }

  private static Vault vault(
      String name, SubscriptionId subscription, String group, VaultSettings settings, Tags tags) {
    VaultName parsed = VaultName.of(name);
    VaultFacts about =
        new VaultFacts(
            new VaultId(
                UUID.nameUUIDFromBytes((name + subscription).getBytes(StandardCharsets.UTF_8))),
            TENANT,
            parsed,
            ResourceId.vault(subscription, group, parsed),
            "local",
            7,
            true);
    Stamp made = new Stamp("app", "Application", NOON);
    Stamp changed = new Stamp("user", "User", NOON.plusMillis(1));
    return new Vault(about, settings, tags, made, changed, Optional.empty());
  }

  private static Vault deleted(Vault vault, Instant scheduledPurge, boolean purging) {
    Instant at = scheduledPurge.minusSeconds(7 * 86_400);
    return new Vault(
        vault.about(),
        vault.settings(),
        vault.tags(),
        vault.created(),
        vault.modified(),
        Optional.of(new Vault.Deletion(at, scheduledPurge, purging)));
  }
}
