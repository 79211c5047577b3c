package dev.strongroom.store;

import static dev.strongroom.kernel.TestTx.approved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.NetworkRules;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Attributes;
import dev.strongroom.objects.Deleted;
import dev.strongroom.objects.DueObject;
import dev.strongroom.objects.ObjectState;
import dev.strongroom.objects.PurgeStep;
import dev.strongroom.objects.SealedVersion;
import dev.strongroom.sealing.Sealed;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.vaults.ServiceUse;
import dev.strongroom.vaults.Sku;
import dev.strongroom.vaults.Stamp;
import dev.strongroom.vaults.Vault;
import dev.strongroom.vaults.VaultSettings;
import java.nio.file.Path;
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

/// A purge goes in bounded steps. After each of them the server may die; what is left is hidden,
/// and found again.
@ParameterizedClass
@EnumSource
class PurgeContractTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant DUE = NOON.plusSeconds(7 * 86_400);
  private static final int BATCH = 4;
  private static final VaultFacts CONTOSO = vault("contoso", 1);
  private static final VaultFacts FABRIKAM = vault("fabrikam", 2);
  private static final ObjectName DB = ObjectName.of("Db");
  private static final ObjectName OTHER = ObjectName.of("other");

  @Parameter Databases databases;
  @TempDir Path folder;
  private final ObjectSql<SecretProperties> secrets = ObjectSql.secrets(1 << 20);
  private final ContentsSql contents = new ContentsSql();
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
  void fewerVersionsThanABatchGoInOneStep() {
    deleted(CONTOSO, DB, BATCH - 1);
    assertThat(purge(DB)).isEqualTo(new PurgeStep(BATCH - 1, true));
    assertThatNothingIsLeft();
  }

  @Test
  void aBatchOfVersionsGoesInOneStep() {
    deleted(CONTOSO, DB, BATCH);
    assertThat(purge(DB)).isEqualTo(new PurgeStep(BATCH, true));
    assertThatNothingIsLeft();
  }

  @Test
  void oneVersionMoreGoesInTwoSteps() {
    deleted(CONTOSO, DB, BATCH + 1);
    assertThat(purge(DB)).isEqualTo(new PurgeStep(BATCH, false));
    assertThat(rows(CONTOSO)).as("a secret and its latest version").isEqualTo(2);
    assertThat(purge(DB)).isEqualTo(new PurgeStep(1, true));
    assertThatNothingIsLeft();
  }

  @Test
  void aPurgeThatHasBegunShowsNothingAndHoldsTheName() {
    deleted(CONTOSO, DB, BATCH + 1);
    deleted(CONTOSO, OTHER, 1);
    purge(DB);
    assertThat(state(DB)).isEqualTo(new ObjectState.Purging<>());
    assertThat(store.<Optional<?>>read(tx -> secrets.latest(tx, CONTOSO, DB))).isEmpty();
    assertThat(store.<Optional<?>>read(tx -> secrets.deleted(tx, CONTOSO, DB))).isEmpty();
    assertThat(store.<List<?>>read(tx -> secrets.list(tx, CONTOSO, Optional.empty(), 9))).isEmpty();
    assertThat(store.<List<?>>read(tx -> secrets.sealedVersions(tx, CONTOSO, DB, 9))).isEmpty();
    assertThat(store.<List<?>>read(tx -> secrets.versions(tx, CONTOSO, DB, Optional.empty(), 9)))
        .isEmpty();
    assertThat(
            store.<List<Deleted<SecretProperties>>>read(
                tx -> secrets.listDeleted(tx, CONTOSO, Optional.empty(), 9)))
        .extracting(secret -> secret.properties().name())
        .containsExactly(OTHER);
  }

  @Test
  void whatHasBegunIsDueFirstWhateverTheClockSays() {
    deleted(CONTOSO, OTHER, 1);
    deleted(CONTOSO, DB, BATCH + 1);
    purge(DB);
    assertThat(due(NOON.minusSeconds(86_400))).containsExactly("db");
    assertThat(due(DUE)).containsExactly("db", "other");
  }

  @Test
  void aPurgeNeverTouchesALiveSecret() {
    add(CONTOSO, DB, 1);
    assertThat(purge(DB)).isEqualTo(new PurgeStep(0, false));
    assertThat(state(DB)).isInstanceOf(ObjectState.Live.class);
    assertThat(store.<Optional<?>>read(tx -> secrets.latest(tx, CONTOSO, DB))).isPresent();
  }

  @Test
  void aVaultsRowsGoInBoundedStepsAndNoOthers() {
    deleted(FABRIKAM, DB, 2);
    for (int versions : List.of(BATCH - 1, BATCH, BATCH + 1)) {
      deleted(CONTOSO, DB, versions);
      deleted(CONTOSO, OTHER, 1);
      long before = rows(CONTOSO);
      while (!destroySome()) {
        long after = rows(CONTOSO);
        assertThat(before - after).as("rows of one step").isBetween(1L, (long) BATCH);
        before = after;
      }
      assertThat(before).as("rows of the last step").isLessThanOrEqualTo(BATCH);
      assertThat(rows(CONTOSO)).isZero();
    }
    assertThat(rows(FABRIKAM)).isEqualTo(3);
  }

  @Test
  void aVaultsContentsGoInOneStepWhenTheyFit() {
    deleted(CONTOSO, DB, BATCH - 2);
    assertThat(destroySome()).as("a row less than a batch").isTrue();
    assertThat(rows(CONTOSO)).isZero();
    assertThat(destroySome()).as("no rows").isTrue();
  }

  @Test
  void aSecretBeingPurgedGoesWithItsVault() {
    deleted(CONTOSO, DB, BATCH + 2);
    purge(DB);
    assertThat(destroySome()).isTrue();
    assertThat(rows(CONTOSO)).isZero();
    assertThat(due(DUE)).isEmpty();
  }

  private void assertThatNothingIsLeft() {
    assertThat(rows(CONTOSO)).isZero();
    assertThat(due(DUE)).isEmpty();
    assertThat(state(DB)).isEqualTo(new ObjectState.Absent<>());
    add(CONTOSO, DB, 9);
    assertThat(rows(CONTOSO)).as("a new secret of that name starts empty").isEqualTo(2);
  }

  private PurgeStep purge(ObjectName name) {
    DueObject due = new DueObject(CONTOSO.id(), name.canonical());
    return store.write(tx -> secrets.purge(tx, approved(due), BATCH));
  }

  private boolean destroySome() {
    Vault purged =
        new Vault(
            CONTOSO,
            new VaultSettings(
                Sku.STANDARD,
                Optional.of(true),
                AccessPolicies.of(List.of()),
                NetworkRules.OPEN,
                new ServiceUse(Optional.empty(), Optional.empty(), Optional.empty())),
            Tags.NONE,
            new Stamp("", "", NOON),
            new Stamp("", "", NOON),
            Optional.empty());
    return store.write(tx -> contents.destroySome(tx, approved(purged), BATCH));
  }

  private long rows(VaultFacts vault) {
    return store.read(tx ->
        SqlTx.of(tx)
            .one(
                """
                SELECT (SELECT count(*) FROM secret WHERE vault_id = ?)
                  + (SELECT count(*) FROM secret_version WHERE vault_id = ?) AS n
                """,
                row -> row.number("n"),
                vault.id().toString(),
                vault.id().toString())
            .orElseThrow());
  }

  private ObjectState<SecretProperties> state(ObjectName name) {
    return store.write(tx -> secrets.state(tx, CONTOSO, name));
  }

  private List<String> due(Instant now) {
    return store.read(tx -> secrets.due(tx, now, 9).stream().map(DueObject::name).toList());
  }

  private void deleted(VaultFacts vault, ObjectName name, int versions) {
    SecretProperties latest = add(vault, name, 1);
    for (int version = 2; version <= versions; version += 1) {
      latest = add(vault, name, version);
    }
    Deleted<SecretProperties> deleted = new Deleted<>(latest, NOON, DUE);
    store.change(tx -> secrets.delete(tx, vault, approved(deleted)));
  }

  private SecretProperties add(VaultFacts vault, ObjectName name, int version) {
    SecretProperties properties =
        new SecretProperties(
            name,
            new ObjectVersion("%032x".formatted(version)),
            Optional.empty(),
            Attributes.DEFAULT,
            Optional.empty(),
            Tags.NONE,
            NOON,
            NOON);
    SealedVersion<SecretProperties> secret =
        new SealedVersion<>(properties, new Sealed(1, new byte[] {(byte) version}));
    store.change(tx -> secrets.add(tx, vault, approved(secret)));
    return properties;
  }

  private static VaultFacts vault(String name, int number) {
    return new VaultFacts(
        VaultId.of("00000000-0000-0000-0000-00000000000" + number),
        TenantId.of("00000000-0000-0000-0000-0000000000aa"),
        VaultName.of(name),
        ResourceId.of(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/" + name),
        "local",
        90,
        false);
  }
}
