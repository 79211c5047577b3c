package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.identity.TestCertificate;
import dev.strongroom.identity.TokenKey;
import dev.strongroom.kernel.TestTx;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What the keys that sign tokens promise on every database.
@ParameterizedClass
@EnumSource
class TokenKeySqlContractTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123Z");

  @Parameter Databases databases;
  @TempDir Path folder;
  private TestStore store;
  private final TokenKeySql keys = new TokenKeySql();

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theyComeBackOldestFirst() {
    RSAPublicKey publicKey =
        (RSAPublicKey) TestCertificate.rsa(NOW, NOW.plusSeconds(60)).pair().getPublic();
    TokenKey younger = new TokenKey("b", publicKey, new byte[] {1, -1}, NOW, NOW.plusSeconds(9));
    TokenKey older = new TokenKey("a", publicKey, new byte[] {2}, NOW, NOW);
    store.change(tx -> {
      keys.insert(tx, TestTx.approved(younger));
      keys.insert(tx, TestTx.approved(older));
    });
    List<TokenKey> read = store.read(keys::keys).all();
    assertThat(read).extracting(TokenKey::id).containsExactly("a", "b");
    assertThat(read.getLast().sealed()).containsExactly(1, -1);
    assertThat(read.getLast().publicKey().getModulus()).isEqualTo(publicKey.getModulus());
    assertThat(read.getLast().signsFrom()).isEqualTo(NOW.plusSeconds(9));
    store.change(tx -> keys.delete(tx, TestTx.approved(older)));
    assertThat(store.read(keys::keys).holds("a")).isFalse();
  }
}
