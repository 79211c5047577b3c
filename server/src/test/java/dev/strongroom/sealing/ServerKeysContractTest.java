package dev.strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.store.Databases;
import dev.strongroom.store.TestStore;
import dev.strongroom.trust.SealRefused;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.Tampered;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ServerKeysContractTest {
  private static final SecretBytes VALUE = SecretBytes.utf8("a private key");

  @Parameter Databases databases;
  @TempDir Path folder;
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
  void theFirstStartMakesThemAndTheNextFindsThem() {
    Node first = new Node(store, folder.resolve("root.key"));
    assertThat(first.perform(new EnsureServerKeys(first.sealing)))
        .isEqualTo(ServerPurposes.ALL.size());
    byte[] sealed = first.sealing.sealForServer(ServerPurposes.TOKEN_SIGNING, VALUE);
    Node second = new Node(store, folder.resolve("root.key"));
    assertThat(second.perform(new EnsureServerKeys(second.sealing))).isZero();
    assertThat(second.sealing.openForServer(ServerPurposes.TOKEN_SIGNING, sealed)).isEqualTo(VALUE);
  }

  @Test
  void whatWasSealedForOnePurposeOpensForNoOther() {
    Node node = started();
    byte[] sealed = node.sealing.sealForServer(ServerPurposes.TOKEN_SIGNING, VALUE);
    for (String other : new String[] {ServerPurposes.LIST_MARKER, ServerPurposes.BACKUP}) {
      assertThatThrownBy(() -> node.sealing.openForServer(other, sealed))
          .isInstanceOf(Tampered.class);
    }
  }

  @Test
  void aPurposeThatNobodyDeclaredHasNoKey() {
    Node node = started();
    assertThatThrownBy(() -> node.sealing.sealForServer("cookies", VALUE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken promise: the server has a key for cookies");
  }

  @Test
  void beforeTheStartThereAreNone() {
    Node node = new Node(store, folder.resolve("root.key"));
    assertThatThrownBy(() -> node.sealing.sealForServer(ServerPurposes.BACKUP, VALUE))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aKeyVersionThatIsNotOursIsNotOurs() {
    Node node = started();
    byte[] sealed = node.sealing.sealForServer(ServerPurposes.BACKUP, VALUE);
    sealed[4] = 9;
    assertThatThrownBy(() -> node.sealing.openForServer(ServerPurposes.BACKUP, sealed))
        .isInstanceOf(Tampered.class)
        .hasMessage("sealed under a key that this server does not have");
    assertThatThrownBy(() -> node.sealing.openForServer(ServerPurposes.BACKUP, new byte[3]))
        .isInstanceOf(Tampered.class);
  }

  @Test
  void aDatabaseStartsOnlyWithItsOwnRootKey() {
    started();
    Node mixedUp = new Node(store, folder.resolve("another-root.key"));
    assertThatThrownBy(() -> mixedUp.perform(new EnsureServerKeys(mixedUp.sealing)))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("a database and a root key were mixed up. Start with the root key");
  }

  @Test
  void aBackupOpensWhereItWasMade() {
    Backups backups = new Backups(started().sealing);
    byte[] blob = backups.seal(VALUE);
    assertThat(new String(blob, 0, 20, StandardCharsets.US_ASCII))
        .isEqualTo("strongroom backup 1\n");
    assertThat(backups.open(blob)).isEqualTo(VALUE);
    assertThat(new Backups(started().sealing).open(blob)).isEqualTo(VALUE);
  }

  @Test
  void whatIsNoBackupOfOursIsRefused() {
    Backups backups = new Backups(started().sealing);
    byte[] blob = backups.seal(VALUE);
    for (int i = 0; i < blob.length; i += 1) {
      byte[] changed = blob.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> backups.open(changed)).as("byte " + i).isInstanceOf(Tampered.class);
      byte[] cut = Arrays.copyOf(blob, i);
      assertThatThrownBy(() -> backups.open(cut)).as("cut " + i).isInstanceOf(Tampered.class);
    }
  }

  private Node started() {
    Node node = new Node(store, folder.resolve("root.key"));
    node.perform(new EnsureServerKeys(node.sealing));
    return node;
  }
}
