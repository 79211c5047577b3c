package dev.strongroom.store;

import static dev.strongroom.kernel.TestTx.approved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Tx;
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
import dev.strongroom.objects.SealedVersion;
import dev.strongroom.sealing.Sealed;
import dev.strongroom.secrets.SecretProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
class SecretStoreContractTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final VaultFacts CONTOSO = vault("contoso", 1);
  private static final VaultFacts FABRIKAM = vault("fabrikam", 2);
  private static final ObjectName DB = ObjectName.of("Db-Password");

  @Parameter Databases databases;
  @TempDir Path folder;
  private final ObjectSql<SecretProperties> secrets = ObjectSql.secrets(1 << 20);
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
  void everythingOfAVersionComesBackAsItWas() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("z", "last letter first");
    tags.put("quote\"", "\\ \n ü €");
    SealedVersion<SecretProperties> secret =
        new SealedVersion<>(
            new SecretProperties(
                DB,
                version(7),
                Optional.of(version(6)),
                new Attributes(
                    false,
                    Optional.of(Instant.EPOCH),
                    Optional.of(Instant.ofEpochSecond(32503680000L))),
                Optional.of("text/plain"),
                new Tags(tags),
                NOON,
                NOON.plusSeconds(1)),
            new Sealed(3, new byte[] {0, -1, 5}));
    add(CONTOSO, secret);
    assertThat(latest(CONTOSO, DB)).contains(secret);
    assertThat(version(CONTOSO, DB, 7)).contains(secret);
    SecretProperties found = latest(CONTOSO, DB).orElseThrow().properties();
    assertThat(found.name().display()).isEqualTo("Db-Password");
    assertThat(found.tags().entries().keySet()).containsExactly("z", "quote\"");
  }

  @Test
  void theLatestVersionIsTheOneAddedLast() {
    add(CONTOSO, secret(DB, 9));
    add(CONTOSO, secret(DB, 2));
    assertThat(latest(CONTOSO, DB)).contains(secret(DB, 2));
    assertThat(version(CONTOSO, DB, 9)).contains(secret(DB, 9));
    assertThat(version(CONTOSO, DB, 1)).isEmpty();
  }

  @Test
  void namesAreComparedWithoutRegardToCaseAndKeepTheirFirstSpelling() {
    add(CONTOSO, secret(DB, 1));
    add(CONTOSO, secret(ObjectName.of("db-password"), 2));
    SealedVersion<SecretProperties> found =
        latest(CONTOSO, ObjectName.of("DB-PASSWORD")).orElseThrow();
    assertThat(found.properties().version()).isEqualTo(version(2));
    assertThat(found.properties().name().display()).isEqualTo("Db-Password");
    assertThat(spelling("DB-PASSWORD")).contains("Db-Password");
    delete(CONTOSO, ObjectName.of("db-password"), 2);
    assertThat(spelling("DB-PASSWORD")).contains("Db-Password");
    assertThat(spelling("absent")).isEmpty();
    assertThat(spelling("no name")).isEmpty();
  }

  private Optional<String> spelling(String name) {
    return store.read(tx -> secrets.spelling(tx, CONTOSO, name));
  }

  @Test
  void vaultsDoNotSeeEachOther() {
    add(CONTOSO, secret(DB, 1));
    assertThat(latest(FABRIKAM, DB)).isEmpty();
    assertThat(list(FABRIKAM, Optional.empty(), 10)).isEmpty();
    assertThat(state(FABRIKAM, DB)).isEqualTo(new ObjectState.Absent<>());
  }

  @Test
  void aPurgedVaultsNameLivingAgainStartsEmptyAlsoInTheCache() {
    VaultFacts again = vault("contoso", 3);
    add(CONTOSO, secret(DB, 1));
    assertThat(latest(CONTOSO, DB)).isPresent();
    assertThat(latest(again, DB)).isEmpty();
  }

  @Test
  void memoryAnswersWhatWasReadBeforeAndNothingElse() {
    assumeThat(databases).as("asks whether memory holds").isNotEqualTo(Databases.POSTGRES_SHARED);
    add(CONTOSO, secret(DB, 1));
    assertThatThrownBy(() -> store.memory(tx -> secrets.latest(tx, CONTOSO, DB)))
        .isSameAs(NotInMemory.SIGNAL);
    assertThat(latest(CONTOSO, DB)).isPresent();
    assertThat(inMemory(DB)).contains(secret(DB, 1));
  }

  @Test
  void aWriteForgetsItsOwnRowAndNoOther() {
    assumeThat(databases).as("asks whether memory holds").isNotEqualTo(Databases.POSTGRES_SHARED);
    ObjectName other = ObjectName.of("other");
    add(CONTOSO, secret(DB, 1));
    add(CONTOSO, secret(other, 1));
    latest(CONTOSO, DB);
    latest(CONTOSO, other);
    add(CONTOSO, secret(DB, 2));
    assertThat(inMemory(other)).isPresent();
    assertThat(latest(CONTOSO, DB)).contains(secret(DB, 2));
  }

  @Test
  void anUpdateIsSeenByLatestAndByVersion() {
    add(CONTOSO, secret(DB, 1));
    latest(CONTOSO, DB);
    version(CONTOSO, DB, 1);
    SecretProperties old = secret(DB, 1).properties();
    SecretProperties changed =
        new SecretProperties(
            DB,
            version(1),
            Optional.empty(),
            new Attributes(false, Optional.empty(), Optional.of(NOON.plusSeconds(60))),
            Optional.of("x"),
            new Tags(Map.of("a", "b")),
            old.created(),
            NOON.plusSeconds(9));
    store.change(tx -> secrets.update(tx, CONTOSO, approved(changed)));
    assertThat(latest(CONTOSO, DB).orElseThrow().properties()).isEqualTo(changed);
    assertThat(version(CONTOSO, DB, 1).orElseThrow().properties()).isEqualTo(changed);
  }

  @Test
  void aDeletedSecretIsGoneFromEveryReadButTheDeletedOnes() {
    add(CONTOSO, secret(DB, 1));
    add(CONTOSO, secret(DB, 2));
    latest(CONTOSO, DB);
    version(CONTOSO, DB, 1);
    Deleted<SecretProperties> deleted = delete(CONTOSO, DB, 2);
    assertThat(latest(CONTOSO, DB)).isEmpty();
    assertThat(version(CONTOSO, DB, 1)).isEmpty();
    assertThat(list(CONTOSO, Optional.empty(), 10)).isEmpty();
    assertThat(versions(DB, Optional.empty(), 10)).isEmpty();
    assertThat(
            store.<List<SealedVersion<SecretProperties>>>read(
                tx -> secrets.sealedVersions(tx, CONTOSO, DB, 10)))
        .isEmpty();
    assertThat(deleted(DB)).contains(deleted);
    assertThat(state(CONTOSO, DB)).isEqualTo(new ObjectState.Gone<>(deleted));
    assertThat(
            store.<List<Deleted<SecretProperties>>>read(
                tx -> secrets.listDeleted(tx, CONTOSO, Optional.empty(), 10)))
        .containsExactly(deleted);
  }

  @Test
  void aRecoveredSecretIsBackWithAllItsVersions() {
    add(CONTOSO, secret(DB, 1));
    add(CONTOSO, secret(DB, 2));
    delete(CONTOSO, DB, 2);
    store.change(tx -> secrets.recover(tx, CONTOSO, approved(secret(DB, 2).properties())));
    assertThat(latest(CONTOSO, DB)).contains(secret(DB, 2));
    assertThat(version(CONTOSO, DB, 1)).contains(secret(DB, 1));
    assertThat(deleted(DB)).isEmpty();
  }

  @Test
  void onlySecretsWhoseRetentionPassedAreDueTheLongestDueFirst() {
    for (String name : List.of("a", "b", "c")) {
      add(CONTOSO, secret(ObjectName.of(name), 1));
    }
    deleteUntil(ObjectName.of("a"), NOON.plusSeconds(20));
    deleteUntil(ObjectName.of("b"), NOON.plusSeconds(10));
    deleteUntil(ObjectName.of("c"), NOON.plusSeconds(30));
    assertThat(due(NOON.plusSeconds(9), 10)).isEmpty();
    assertThat(due(NOON.plusSeconds(20), 10)).extracting(DueObject::name).containsExactly("b", "a");
    assertThat(due(NOON.plusSeconds(30), 2)).hasSize(2);
  }

  @Test
  void listsAreKeysetPagesInTheOrderOfCanonicalNames() {
    for (String name : List.of("b", "A-1", "a1", "-x", "9", "Zz")) {
      add(CONTOSO, secret(ObjectName.of(name), 1));
    }
    assertThat(names(list(CONTOSO, Optional.empty(), 10)))
        .containsExactly("-x", "9", "A-1", "a1", "b", "Zz");
    assertThat(names(list(CONTOSO, Optional.of("9"), 2))).containsExactly("A-1", "a1");
    assertThat(names(list(CONTOSO, Optional.of("a0"), 2))).containsExactly("a1", "b");
    assertThat(list(CONTOSO, Optional.of("zz"), 2)).isEmpty();
  }

  @Test
  void versionsAreKeysetPagesInTheOrderOfTheirIds() {
    for (int version : List.of(3, 1, 2)) {
      add(CONTOSO, secret(DB, version));
    }
    assertThat(versions(DB, Optional.empty(), 2))
        .extracting(SecretProperties::version)
        .containsExactly(version(1), version(2));
    assertThat(versions(DB, Optional.of(version(2).hex()), 2))
        .extracting(SecretProperties::version)
        .containsExactly(version(3));
  }

  @Test
  void aBackupReadsAllVersionsTheLatestLast() {
    for (int version : List.of(3, 1, 2)) {
      add(CONTOSO, secret(DB, version));
    }
    assertThat(
            store.<List<SealedVersion<SecretProperties>>>read(
                tx -> secrets.sealedVersions(tx, CONTOSO, DB, 10)))
        .containsExactly(secret(DB, 1), secret(DB, 3), secret(DB, 2));
  }

  @Test
  void resealingFindsOldKeysInDeletedSecretsToo() {
    add(CONTOSO, secret(DB, 1));
    add(CONTOSO, secret(ObjectName.of("other"), 2));
    delete(CONTOSO, DB, 1);
    assertThat(sealedBefore(1)).isEmpty();
    assertThat(sealedBefore(2)).hasSize(2);
    SealedVersion<SecretProperties> fresh =
        new SealedVersion<>(secret(DB, 1).properties(), new Sealed(2, new byte[] {9, 9}));
    store.change(tx -> secrets.reseal(tx, CONTOSO, approved(fresh)));
    assertThat(sealedBefore(2)).containsExactly(secret(ObjectName.of("other"), 2));
  }

  @Test
  void everyStatementIsARangeOfAnIndex() {
    assumeThat(databases).as("tells its plans so").isEqualTo(Databases.SQLITE);
    for (String sql : new ObjectStatements(SecretTable.TABLE).ranges()) {
      Object[] binds =
          Collections.nCopies((int) sql.chars().filter(c -> c == '?').count(), 1).toArray();
      List<String> plan =
          store.write(tx ->
              SqlTx.of(tx).all("EXPLAIN QUERY PLAN " + sql, row -> row.text("detail"), binds));
      assertThat(plan)
          .as(sql)
          .allMatch(step -> step.startsWith("SEARCH") || step.startsWith("LIST SUBQUERY"));
    }
  }

  private void add(VaultFacts vault, SealedVersion<SecretProperties> secret) {
    store.change(tx -> secrets.add(tx, vault, approved(secret)));
  }

  private Deleted<SecretProperties> delete(VaultFacts vault, ObjectName name, int latest) {
    Deleted<SecretProperties> deleted =
        new Deleted<>(
            secret(name, latest).properties(),
            NOON.plusSeconds(5),
            NOON.plusSeconds(5).plus(Duration.ofDays(90)));
    store.change(tx -> secrets.delete(tx, vault, approved(deleted)));
    return deleted;
  }

  private void deleteUntil(ObjectName name, Instant purge) {
    Deleted<SecretProperties> deleted = new Deleted<>(secret(name, 1).properties(), NOON, purge);
    store.change(tx -> secrets.delete(tx, CONTOSO, approved(deleted)));
  }

  private Optional<SealedVersion<SecretProperties>> latest(VaultFacts vault, ObjectName name) {
    return store.read(tx -> secrets.latest(tx, vault, name));
  }

  private Optional<SealedVersion<SecretProperties>> inMemory(ObjectName name) {
    return store.memory(tx -> secrets.latest(tx, CONTOSO, name));
  }

  private Optional<Deleted<SecretProperties>> deleted(ObjectName name) {
    return store.read(tx -> secrets.deleted(tx, CONTOSO, name));
  }

  private Optional<SealedVersion<SecretProperties>> version(
      VaultFacts vault, ObjectName name, int version) {
    return store.read(tx -> secrets.version(tx, vault, name, version(version)));
  }

  private ObjectState<SecretProperties> state(VaultFacts vault, ObjectName name) {
    return store.write(tx -> secrets.state(tx, vault, name));
  }

  private List<SecretProperties> list(VaultFacts vault, Optional<String> after, int max) {
    return store.read(tx -> secrets.list(tx, vault, after, max));
  }

  private List<SecretProperties> versions(ObjectName name, Optional<String> after, int max) {
    return store.read(tx -> secrets.versions(tx, CONTOSO, name, after, max));
  }

  private List<SealedVersion<SecretProperties>> sealedBefore(int key) {
    return store.read((Tx tx) -> secrets.sealedBefore(tx, CONTOSO, key, 10));
  }

  private List<DueObject> due(Instant now, int max) {
    return store.read(tx -> secrets.due(tx, now, max));
  }

  private static List<String> names(List<SecretProperties> secrets) {
    return secrets.stream().map(secret -> secret.name().display()).toList();
  }

  private static SealedVersion<SecretProperties> secret(ObjectName name, int version) {
    return new SealedVersion<>(
        new SecretProperties(
            name,
            version(version),
            Optional.empty(),
            Attributes.DEFAULT,
            Optional.empty(),
            Tags.NONE,
            NOON,
            NOON),
        new Sealed(1, new byte[] {(byte) version, 1, 2}));
  }

  private static ObjectVersion version(int number) {
    return new ObjectVersion("%032x".formatted(number));
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
