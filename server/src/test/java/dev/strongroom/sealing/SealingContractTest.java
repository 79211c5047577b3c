package dev.strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.store.Databases;
import dev.strongroom.store.TestStore;
import dev.strongroom.trust.KeyWear;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.Tampered;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class SealingContractTest {
  private static final TenantId TENANT = TenantId.of("11111111-1111-1111-1111-111111111111");
  private static final TenantId OTHER_TENANT = TenantId.of("22222222-2222-2222-2222-222222222222");
  private static final VaultId VAULT = VaultId.of("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa");
  private static final VaultId OTHER_VAULT = VaultId.of("bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb");
  private static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.of("33333333-3333-3333-3333-333333333333");
  private static final SecretBytes VALUE = SecretBytes.utf8("s3cret");
  private static final SealContext PLACE =
      new SealContext(TENANT, VAULT, "secret", "db", "0123", "value");

  @Parameter Databases databases;
  @TempDir Path folder;
  private TestStore store;
  private Node node;

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
    node = node();
    node.write(work -> create(node, work, VAULT));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aValueOpensOnThisNodeAndOnAnother() {
    Sealed sealed = seal(node, VALUE);
    assertThat(sealed.keyVersion()).isEqualTo(1);
    assertThat(open(node, PLACE, sealed)).isEqualTo(VALUE);
    assertThat(open(node(), PLACE, sealed)).isEqualTo(VALUE);
  }

  @Test
  void aKeyInMemoryNeedsNoDisk() {
    Sealed sealed = seal(node, VALUE);
    assertThat(fromMemory(node, sealed)).isEqualTo(VALUE);
    Node cold = node();
    assertThatThrownBy(() -> fromMemory(cold, sealed)).isInstanceOf(NotInMemory.class);
    open(cold, PLACE, sealed);
    assertThat(fromMemory(cold, sealed)).isEqualTo(VALUE);
  }

  @Test
  void anIdleKeyLeavesTheMemory() {
    Sealed sealed = seal(node, VALUE);
    node.now = Node.NOW.plus(OpenKeys.IDLE_MAX);
    assertThatThrownBy(() -> fromMemory(node, sealed)).isInstanceOf(NotInMemory.class);
    assertThat(open(node, PLACE, sealed)).isEqualTo(VALUE);
  }

  @Test
  void aValueOpensInItsPlaceOnly() {
    node.write(work -> create(node, work, OTHER_VAULT));
    Sealed sealed = seal(node, VALUE);
    for (SealContext elsewhere :
        new SealContext[] {
          new SealContext(OTHER_TENANT, VAULT, "secret", "db", "0123", "value"),
          new SealContext(TENANT, OTHER_VAULT, "secret", "db", "0123", "value"),
          new SealContext(TENANT, VAULT, "key", "db", "0123", "value"),
          new SealContext(TENANT, VAULT, "secret", "db2", "0123", "value"),
          new SealContext(TENANT, VAULT, "secret", "db", "0124", "value"),
          new SealContext(TENANT, VAULT, "secret", "db", "0123", "other"),
          new SealContext(TENANT, VAULT, "secret", "db0", "123", "value")
        }) {
      assertThatThrownBy(() -> open(node, elsewhere, sealed))
          .as(elsewhere.toString())
          .isInstanceOf(Tampered.class);
    }
  }

  /// Whoever writes into the database cannot give one vault the key of another.
  @Test
  void aWrappedKeyOpensForItsVaultAndVersionOnly() {
    VaultKey key = store.read(tx -> node.keys.newest(tx, VAULT)).orElseThrow();
    node.write(work -> insert(work, new VaultKey(OTHER_VAULT, 1, key.wrapped(), 0, Node.NOW)));
    SealContext there = new SealContext(TENANT, OTHER_VAULT, "secret", "db", "0123", "value");
    assertThatThrownBy(() -> node.write(work -> node.sealing.seal(work.tx(), there, VALUE)))
        .isInstanceOf(Tampered.class);
    node.write(work -> insert(work, new VaultKey(VAULT, 2, key.wrapped(), 0, Node.NOW)));
    assertThatThrownBy(() -> seal(node, VALUE)).isInstanceOf(Tampered.class);
  }

  @Test
  void aVaultGetsItsFirstKeyOnce() {
    assertThatThrownBy(() -> node.write(work -> create(node, work, VAULT)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken promise: a vault gets its first key once");
  }

  @Test
  void afterReKeyingNewValuesHaveTheNewKeyAndOldOnesStillOpen() {
    Node other = node();
    Sealed before = seal(node, VALUE);
    open(other, PLACE, before);
    assertThat(node.perform(rekey("dev-group"))).isEqualTo(2);
    Sealed after = seal(other, VALUE);
    assertThat(after.keyVersion()).isEqualTo(2);
    for (Node one : List.of(node, other, node())) {
      assertThat(open(one, PLACE, before)).isEqualTo(VALUE);
      assertThat(open(one, PLACE, after)).isEqualTo(VALUE);
    }
    assertThatThrownBy(() -> open(node, PLACE, new Sealed(1, after.bytes())))
        .isInstanceOf(Tampered.class);
  }

  /// Met again from a cache, a key that was rolled back would seal values that no key opens.
  @Test
  void aKeyThatWasRolledBackIsNeverMetAgain() {
    assertThatThrownBy(() ->
            node.write(work -> {
              node.sealing.rekey(work, VAULT);
              node.sealing.seal(work.tx(), PLACE, VALUE);
              throw new IllegalArgumentException("rolled back");
            }))
        .hasMessage("rolled back");
    node.perform(rekey("dev-group"));
    Sealed sealed = seal(node, VALUE);
    assertThat(sealed.keyVersion()).isEqualTo(2);
    assertThat(open(node(), PLACE, sealed)).isEqualTo(VALUE);
  }

  /// The path is what the caller was authorised for.
  @Test
  void aVaultIsReKeyedOnlyWhereItLies() {
    assertThatThrownBy(() -> node.perform(rekey("other-group")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problem())
                    .isEqualTo(
                        new Problem.ResourceNotFound(
                            "ResourceNotFound",
                            "The Resource 'Microsoft.KeyVault/vaults/dev' under resource group"
                                + " 'other-group' was not found.")));
    assertThat(seal(node, VALUE).keyVersion()).isEqualTo(1);
  }

  @Test
  void afterTheKeysAreDestroyedNothingOpens() {
    Sealed sealed = seal(node, VALUE);
    assertThatThrownBy(() ->
            node.write(work -> {
              node.sealing.destroyVaultKeys(work, VAULT);
              throw new IllegalArgumentException("rolled back");
            }))
        .hasMessage("rolled back");
    assertThat(open(node, PLACE, sealed)).isEqualTo(VALUE);

    node.write(work -> {
      node.sealing.destroyVaultKeys(work, VAULT);
      return true;
    });
    assertThatThrownBy(() -> open(node, PLACE, sealed)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> seal(node, VALUE)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> open(node(), PLACE, sealed)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void destroyingOneVaultLeavesTheOthers() {
    node.write(work -> create(node, work, OTHER_VAULT));
    Sealed sealed = seal(node, VALUE);
    node.write(work -> {
      node.sealing.destroyVaultKeys(work, OTHER_VAULT);
      return true;
    });
    assertThat(fromMemory(node, sealed)).isEqualTo(VALUE);
    assertThat(open(node(), PLACE, sealed)).isEqualTo(VALUE);
  }

  @Test
  void usesAreWrittenDownInBlocksBeforeTheyAreUsed() {
    seal(node, VALUE); // the key is not kept before the end of the transaction that unwraps it
    seal(node, VALUE);
    long first = uses();
    assertThat(first).isPositive().isLessThanOrEqualTo(2 * UseLedger.BLOCK);
    node.write(work -> {
      for (int i = 0; i < UseLedger.BLOCK; i += 1) {
        node.sealing.seal(work.tx(), PLACE, VALUE);
      }
      return true;
    });
    assertThat(uses()).isEqualTo(first + UseLedger.BLOCK);
    seal(node(), VALUE);
    assertThat(uses()).isEqualTo(first + 2 * UseLedger.BLOCK);
  }

  @Test
  void aWornOutKeySealsNoMore() {
    Sealed sealed = seal(node, VALUE);
    store.change(tx -> node.keys.addUses(tx, VAULT, 1, KeyWear.NEVER_BEYOND - uses() - 1));
    seal(node, VALUE);
    store.change(tx -> node.keys.addUses(tx, VAULT, 1, 1));
    assertThatThrownBy(() -> seal(node, VALUE))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem()).isInstanceOf(Problem.Unavailable.class));
    assertThat(open(node, PLACE, sealed)).isEqualTo(VALUE);
    node.perform(rekey("dev-group"));
    assertThat(seal(node, VALUE).keyVersion()).isEqualTo(2);
  }

  @Test
  void theJobReKeysWhatWasUsedTooOftenAndNothingElse() {
    node.write(work -> create(node, work, OTHER_VAULT));
    var job = new RekeyDueVaults(node.sealing, Optional.empty());
    store.change(tx -> node.keys.addUses(tx, VAULT, 1, KeyWear.REKEY_AT - 1));
    assertThat(node.perform(job)).isZero();
    store.change(tx -> node.keys.addUses(tx, VAULT, 1, 1));
    assertThat(node.perform(job)).isEqualTo(1);
    assertThat(newest(VAULT)).isEqualTo(2);
    assertThat(newest(OTHER_VAULT)).isEqualTo(1);
    assertThat(node.perform(job)).isZero();
  }

  @Test
  void theJobReKeysByAgeWhereAnAgeWasAskedFor() {
    var job = new RekeyDueVaults(node.sealing, Optional.of(Duration.ofDays(90)));
    node.now = Node.NOW.plus(Duration.ofDays(90)).minusMillis(1);
    assertThat(node.perform(job)).isZero();
    node.now = Node.NOW.plus(Duration.ofDays(90));
    assertThat(node.perform(new RekeyDueVaults(node.sealing, Optional.empty()))).isZero();
    assertThat(node.perform(job)).isEqualTo(1);
    assertThat(node.perform(job)).isZero();
    assertThat(newest(VAULT)).isEqualTo(2);
  }

  private Node node() {
    return new Node(store, folder.resolve("root.key"));
  }

  private static boolean create(Node node, Work work, VaultId vault) {
    node.sealing.createVaultKey(work, facts(vault));
    return true;
  }

  private boolean insert(Work work, VaultKey key) {
    node.keys.insert(work.tx(), work.approve(key));
    return true;
  }

  private static Sealed seal(Node by, SecretBytes value) {
    return by.write(work -> by.sealing.seal(work.tx(), PLACE, value));
  }

  private SecretBytes open(Node by, SealContext place, Sealed sealed) {
    return store.read(tx -> by.sealing.open(tx, place, sealed));
  }

  private SecretBytes fromMemory(Node by, Sealed sealed) {
    return store.memory(tx -> by.sealing.open(tx, PLACE, sealed));
  }

  private long uses() {
    return store.read(tx -> node.keys.newest(tx, VAULT)).orElseThrow().uses();
  }

  private int newest(VaultId vault) {
    return store.read(tx -> node.sealing.newestVersion(tx, vault));
  }

  private RekeyVault rekey(String group) {
    return new RekeyVault(node.sealing, (tx, name) -> Optional.of(facts(VAULT)), at(group));
  }

  private static VaultAt at(String group) {
    return new VaultAt(SUBSCRIPTION, group, VaultName.of("dev"));
  }

  private static VaultFacts facts(VaultId vault) {
    VaultName name = VaultName.of("dev");
    ResourceId resource = ResourceId.vault(SUBSCRIPTION, "dev-group", name);
    return new VaultFacts(vault, TENANT, name, resource, "local", 90, false);
  }
}
