package dev.strongroom.store;

import static dev.strongroom.kernel.TestTx.approved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.NetworkRules;
import dev.strongroom.keys.KeyFace;
import dev.strongroom.keys.KeyOperation;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.keys.KeyType;
import dev.strongroom.keys.Release;
import dev.strongroom.keys.ReleasePolicy;
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
import dev.strongroom.trust.PublicJwk;
import dev.strongroom.vaults.ServiceUse;
import dev.strongroom.vaults.Sku;
import dev.strongroom.vaults.Stamp;
import dev.strongroom.vaults.Vault;
import dev.strongroom.vaults.VaultSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
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

/// What only keys have in their rows; the rest of a store's contract is held by secrets, whose
/// tables are the same.
@ParameterizedClass
@EnumSource
class KeyStoreContractTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final ObjectName SIGNER = ObjectName.of("Signer");
  private static final ReleasePolicy POLICY =
      new ReleasePolicy("application/json", new byte[] {'{', '}'}, true);
  private static final VaultFacts CONTOSO =
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
  void everythingOfAVersionComesBackAsItWas() {
    Release release = new Release(true, Optional.of(POLICY));
    List<KeyFace> faces =
        List.of(
            face(new PublicJwk.Rsa(KeySpec.Rsa.RSA_3072, new byte[] {-1, 2}, new byte[] {3})),
            face(new PublicJwk.Ec(KeySpec.Ec.P_256K, new byte[] {0, 2}, new byte[] {0, 3})),
            face(new PublicJwk.MlDsa(KeySpec.MlDsa.ML_DSA_87, new byte[] {4})),
            new KeyFace(KeyType.OCT_HSM, KeySpec.Oct.OCT_192, Optional.empty()));
    for (int i = 0; i < faces.size(); i += 1) {
      KeyProperties key = key(i, faces.get(i), i == 0 ? release : Release.NEVER, i % 2 == 1);
      add(key);
      KeyProperties found = latest();
      assertThat(found).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(key);
    }
  }

  @Test
  void anUpdateChangesWhatMayChange() {
    add(key(1, faceOfOct(), Release.NEVER, false));
    KeyProperties changed =
        new KeyProperties(
            SIGNER,
            version(1),
            faceOfOct(),
            List.of(),
            new Attributes(false, Optional.of(NOON), Optional.empty()),
            Release.NEVER,
            false,
            new Tags(Map.of("a", "b")),
            NOON,
            NOON.plusSeconds(1));
    store.change(tx -> keys.update(tx, CONTOSO, approved(changed)));
    assertThat(latest()).isEqualTo(changed);
  }

  @Test
  void aVaultsKeysGoWithIt() {
    add(key(1, faceOfOct(), Release.NEVER, false));
    add(key(2, faceOfOct(), Release.NEVER, false));
    ContentsSql contents = new ContentsSql();
    assertThat(store.<Boolean>write(tx -> contents.destroySome(tx, approved(purged()), 2)))
        .as("two versions are as many as one step takes")
        .isFalse();
    assertThat(store.<Boolean>write(tx -> contents.destroySome(tx, approved(purged()), 2)))
        .isTrue();
    long left =
        store.read(tx ->
            SqlTx.of(tx)
                .one(
                    """
                    SELECT (SELECT count(*) FROM crypto_key)
                      + (SELECT count(*) FROM crypto_key_version) AS n
                    """,
                    row -> row.number("n"))
                .orElseThrow());
    assertThat(left).isZero();
  }

  @Test
  void everyStatementIsARangeOfAnIndex() {
    assumeThat(databases).as("tells its plans so").isEqualTo(Databases.SQLITE);
    for (String sql : new ObjectStatements(KeyTable.TABLE).ranges()) {
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

  private void add(KeyProperties key) {
    SealedVersion<KeyProperties> sealed =
        new SealedVersion<>(key, new Sealed(1, new byte[] {1, 2, 3}));
    store.change(tx -> keys.add(tx, CONTOSO, approved(sealed)));
  }

  private KeyProperties latest() {
    return store.read(tx -> keys.latest(tx, CONTOSO, SIGNER).orElseThrow().properties());
  }

  private static KeyProperties key(int number, KeyFace face, Release release, boolean managed) {
    return new KeyProperties(
        SIGNER,
        version(number),
        face,
        List.of(KeyOperation.WRAP, KeyOperation.SIGN),
        Attributes.DEFAULT,
        release,
        managed,
        Tags.NONE,
        NOON,
        NOON);
  }

  private static KeyFace face(PublicJwk open) {
    return new KeyFace(KeyType.of(open.spec(), false), open.spec(), Optional.of(open));
  }

  private static KeyFace faceOfOct() {
    return new KeyFace(KeyType.OCT, KeySpec.Oct.OCT_128, Optional.empty());
  }

  private static ObjectVersion version(int number) {
    return new ObjectVersion("%032x".formatted(number));
  }

  private static Vault purged() {
    return new Vault(
        CONTOSO,
        new VaultSettings(
            Sku.PREMIUM,
            Optional.of(true),
            AccessPolicies.of(List.of()),
            NetworkRules.OPEN,
            new ServiceUse(Optional.empty(), Optional.empty(), Optional.empty())),
        Tags.NONE,
        new Stamp("", "", NOON),
        new Stamp("", "", NOON),
        Optional.empty());
  }
}
