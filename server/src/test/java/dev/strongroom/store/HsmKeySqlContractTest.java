package dev.strongroom.store;

import static dev.strongroom.kernel.TestTx.approved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.keys.HsmKeyRow;
import dev.strongroom.keys.HsmKeyStore.Before;
import dev.strongroom.keys.HsmKeyStore.Deadlines;
import dev.strongroom.keys.HsmLabel;
import dev.strongroom.keys.KeyFace;
import dev.strongroom.keys.KeyOperation;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.keys.KeyType;
import dev.strongroom.keys.Release;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Attributes;
import dev.strongroom.objects.SealedVersion;
import dev.strongroom.sealing.Sealed;
import dev.strongroom.trust.KeySpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What is in the HSM, as every database remembers it: begun, kept, doomed, orphaned, forgotten.
@ParameterizedClass
@EnumSource
class HsmKeySqlContractTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final String LABEL = "root.00112233445566778899";
  private static final ObjectName NAME = ObjectName.of("Signer");
  private static final ObjectVersion VERSION = new ObjectVersion("%032x".formatted(7));
  private static final VaultFacts VAULT =
      new VaultFacts(
          VaultId.of("00000000-0000-0000-0000-000000000001"),
          TenantId.of("00000000-0000-0000-0000-0000000000aa"),
          VaultName.of("contoso"),
          ResourceId.of("/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/c"),
          "local",
          90,
          false);

  @Parameter Databases databases;
  @TempDir Path folder;
  private final HsmKeySql hsm = new HsmKeySql();
  private final ObjectSql<KeyProperties> keys = ObjectSql.keys(1 << 20);
  private TestStore store;

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatIsBegunIsTakenUntilItWasCut() {
    assertThat(begin(NOON)).isEqualTo(Before.NOTHING);
    assertThat(begin(NOON.plusSeconds(599))).isEqualTo(Before.TAKEN);
    assertThat(begin(NOON.plusSeconds(600))).as("ten minutes later").isEqualTo(Before.REMAINS);
    assertThat(known()).containsExactly(LABEL);
  }

  @Test
  void whatIsKeptIsTakenAsLongAsItsKeyIsThere() {
    begin(NOON);
    addKey();
    assertThat(living()).as("begun is not there yet").isZero();
    assertThat(keep(NOON.plusSeconds(1))).isTrue();
    assertThat(living()).isEqualTo(1);
    assertThat(keep(NOON.plusSeconds(2))).as("only once").isFalse();
    assertThat(begin(NOON.plus(Duration.ofDays(1)))).isEqualTo(Before.TAKEN);
    assertThat(due(NOON.plus(Duration.ofDays(99)), "")).isEmpty();
    removeKey();
    assertThat(living()).isZero();
    assertThat(due(NOON.plusSeconds(3), ""))
        .containsExactly(new HsmLabel(LABEL, NOON.plusSeconds(1)));
    assertThat(begin(NOON.plusSeconds(3))).isEqualTo(Before.REMAINS);
  }

  @Test
  void attemptsAreDueOnceTheyWereCutAndThoseOfANodeWhenItStarts() {
    begin(NOON);
    assertThat(due(NOON.plusSeconds(600), "")).isEmpty();
    assertThat(due(NOON.plusSeconds(601), "")).hasSize(1);
    assertThat(due(NOON, "node-2")).isEmpty();
    assertThat(due(NOON, "node-1")).hasSize(1);
  }

  /// Between the look and the destroying nobody brings the key back, or two nodes would destroy
  /// what a third has just made.
  @Test
  void whatIsDoomedIsNobodysButItsNodes() {
    begin(NOON);
    Instant now = NOON.plusSeconds(700);
    HsmLabel due = due(now, "").getFirst();
    assertThat(doom(due, "node-1", now)).isTrue();
    assertThat(doom(due, "node-2", now)).as("it is doomed already").isFalse();
    assertThat(begin(now.plus(Duration.ofDays(1)))).isEqualTo(Before.TAKEN);
    assertThat(keep(now)).as("an attempt that was cut stores no key").isFalse();
    store.change(tx -> hsm.crossOut(tx, approved(new HsmLabel(LABEL, now))));
    assertThat(known()).as("nor does it forget it").containsExactly(LABEL);
    assertThat(doomed("node-2", NOON)).isEmpty();
    assertThat(doomed("node-1", now)).as("not after now").isEmpty();
    HsmLabel doomed = doomed("node-1", now.minusMillis(1)).getFirst();
    assertThat(due(now.plusSeconds(600), "")).isEmpty();
    Instant later = now.plusSeconds(601);
    assertThat(doom(due(later, "").getFirst(), "node-2", later))
        .as("another node takes over from one that is gone")
        .isTrue();
    forget(doomed);
    assertThat(known()).as("the node that was thought gone forgets nothing").hasSize(1);
    forget(doomed("node-2", NOON).getFirst());
    assertThat(known()).isEmpty();
    assertThat(begin(later)).isEqualTo(Before.NOTHING);
  }

  @Test
  void anOrphanIsDueAfterItsGraceAndGivesWayToAKey() {
    store.change(tx -> hsm.foundOrphan(tx, approved(new HsmLabel(LABEL, NOON))));
    assertThat(store.<List<HsmLabel>>read(hsm::orphans)).containsExactly(new HsmLabel(LABEL, NOON));
    assertThat(due(NOON.plus(Duration.ofDays(7)), "")).isEmpty();
    assertThat(due(NOON.plus(Duration.ofDays(7)).plusMillis(1), "")).hasSize(1);
    assertThat(begin(NOON)).isEqualTo(Before.REMAINS);
    assertThat(store.<List<HsmLabel>>read(hsm::orphans)).isEmpty();
  }

  @Test
  void aBatchIsNoLongerThanAsked() {
    for (int i = 0; i < 5; i += 1) {
      HsmKeyRow row = row("root.%020x".formatted(i));
      store.write(tx -> hsm.begin(tx, approved(row), NOON, NOON));
    }
    Deadlines past = deadlines(NOON.plusSeconds(601), "");
    assertThat(store.<List<HsmLabel>>read(tx -> hsm.due(tx, past, 3)))
        .extracting(HsmLabel::label)
        .isSorted()
        .hasSize(3);
  }

  private Before begin(Instant now) {
    return store.write(tx -> hsm.begin(tx, approved(row(LABEL)), now, now.minusSeconds(600)));
  }

  private boolean keep(Instant now) {
    return store.write(tx -> hsm.keep(tx, approved(new HsmLabel(LABEL, now))));
  }

  private boolean doom(HsmLabel label, String node, Instant now) {
    return store.write(tx -> hsm.doom(tx, approved(label), node, now));
  }

  private List<HsmLabel> doomed(String node, Instant after) {
    return store.read(tx -> hsm.doomed(tx, node, after, 10));
  }

  private void forget(HsmLabel label) {
    store.change(tx -> hsm.forget(tx, approved(label)));
  }

  private List<HsmLabel> due(Instant now, String started) {
    return store.read(tx -> hsm.due(tx, deadlines(now, started), 10));
  }

  private static Deadlines deadlines(Instant now, String started) {
    return new Deadlines(
        now.minusSeconds(600),
        Optional.of(started).filter(node -> !node.isEmpty()),
        now.minus(Duration.ofDays(7)));
  }

  private int living() {
    return store.read(hsm::living);
  }

  private List<String> known() {
    return store.read(tx -> List.copyOf(hsm.known(tx)));
  }

  private static HsmKeyRow row(String label) {
    return new HsmKeyRow(label, VAULT.id(), NAME.canonical(), VERSION.hex(), "node-1");
  }

  private void addKey() {
    KeyProperties key =
        new KeyProperties(
            NAME,
            VERSION,
            new KeyFace(KeyType.OCT_HSM, KeySpec.Oct.OCT_256, Optional.empty()),
            List.of(KeyOperation.WRAP),
            Attributes.DEFAULT,
            Release.NEVER,
            false,
            Tags.NONE,
            NOON,
            NOON);
    store.change(tx ->
        keys.add(
            tx, VAULT, approved(new SealedVersion<>(key, new Sealed(1, new byte[] {1, 2, 3})))));
  }

  private void removeKey() {
    store.change(tx -> SqlTx.of(tx).run("DELETE FROM crypto_key_version"));
  }
}
