package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.Mechanism;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Backups of keys in a real token: they come back there, as the same keys, and give nothing away.
class HsmBackupsTest {
  @TempDir static Path folder;
  private static HsmWorld world;

  @BeforeAll
  static void token() {
    world = HsmWorld.fresh(folder);
    made(KeySpec.Oct.OCT_128); // and with it the backup key
  }

  @AfterAll
  static void end() {
    world.close();
  }

  private static HsmKeyRecord made(KeySpec spec) {
    return world.keys.generate(spec, HsmWorld.name(), HsmKeyPurpose.USE);
  }

  @ParameterizedTest
  @MethodSource("dev.strongroom.trust.HsmDifferentialTest#specs")
  void aBackupComesBackAsTheSameKey(KeySpec spec) {
    HsmKeyRecord key = made(spec);
    assertThat(key.backedUp()).isTrue();
    HsmKeyRecord stored = HsmKeyRecord.decode(key.encoded());
    Ciphertext sealed =
        spec instanceof KeySpec.Oct ? HsmWorld.sealed(world.open(key)) : Ciphertext.of(new byte[0]);
    world.keys.destroy(key.label());
    HsmKeyRecord back = world.keys.restore(stored, HsmWorld.name());
    assertThat(back.label()).isNotEqualTo(key.label());
    assertThat(back.spki()).isEqualTo(key.spki());
    assertThat(world.flag(back, Ck.CKA_EXTRACTABLE)).isFalse();
    assertThat(world.flag(back, Ck.CKA_SENSITIVE)).isTrue();
    if (spec instanceof KeySpec.Oct) {
      assertThat(world.open(back).decrypt(HsmWorld.cbc(spec), sealed))
          .isEqualTo(SecretBytes.owning(new byte[16]));
    }
    assertThat(world.keys.restore(back, HsmWorld.name()).spki()).as("again").isEqualTo(key.spki());
  }

  @Test
  void aBackupOfAnotherHsmOpensNowhereElse() {
    HsmKeyRecord key = made(KeySpec.Ec.P_384);
    try (HsmWorld other = HsmWorld.fresh(folder.resolve("other"))) {
      other.keys.generate(KeySpec.Oct.OCT_128, HsmWorld.name(), HsmKeyPurpose.USE);
      assertThatThrownBy(() -> other.keys.restore(key, HsmWorld.name()))
          .isInstanceOf(KeyRefused.class)
          .hasMessage("the key was wrapped by another HSM, and opens there only");
      assertThat(other.labels()).hasSize(1);
    }
  }

  @Test
  void aBackupThatWasChangedIsNoticed() {
    HsmKeyRecord key = made(KeySpec.Ec.P_256);
    int before = world.labels().size();
    for (int at : new int[] {0, 9, 40, key.wrapped().length - 1}) {
      byte[] changed = key.wrapped().clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> world.keys.restore(with(key, key.spki(), changed), HsmWorld.name()))
          .as("byte %d", at)
          .isInstanceOfAny(Tampered.class, KeyRefused.class);
    }
    byte[] cut = Arrays.copyOf(key.wrapped(), 9);
    assertThatThrownBy(() -> world.keys.restore(with(key, key.spki(), cut), HsmWorld.name()))
        .isInstanceOf(Tampered.class);
    HsmKeyRecord other = made(KeySpec.Ec.P_256);
    assertThatThrownBy(
            () -> world.keys.restore(with(key, other.spki(), key.wrapped()), HsmWorld.name()))
        .as("a public half of another key")
        .isInstanceOf(IllegalStateException.class);
    assertThat(world.labels()).as("nothing stayed").hasSize(before + 1);
  }

  private static HsmKeyRecord with(HsmKeyRecord key, byte[] spki, byte[] wrapped) {
    return new HsmKeyRecord(key.spec(), key.purpose(), spki, key.label(), wrapped);
  }

  /// Whoever has the PIN and a backup asks the token for the key in the clear.
  @Test
  void nobodyUnwrapsABackupInTheClear() {
    HsmKeyRecord key = made(KeySpec.Oct.OCT_256);
    byte[] wrapped = Arrays.copyOfRange(key.wrapped(), 9, key.wrapped().length);
    assertThatThrownBy(() ->
            world.token.call(session -> {
              long by =
                  HsmObject.all(session, Ck.CKO_SECRET_KEY, "strongroom-root.backup", 1).getFirst();
              return session
                  .cryptoki()
                  .unwrapKey(
                      session.id(),
                      new Mechanism.Plain(Ck.CKM_AES_KEY_WRAP_PAD),
                      by,
                      wrapped,
                      HsmTemplate.data());
            }))
        .isInstanceOf(CryptokiFailure.class)
        .hasMessageContaining("CKR_TEMPLATE_INCONSISTENT");
  }

  /// Nor takes one that stays out of the token, wrapped by a key of his own.
  @Test
  void nobodyWrapsAKeyThatStays() {
    HsmKeyRecord key = made(KeySpec.Ec.P_256);
    assertThatThrownBy(() ->
            world.token.call(session -> {
              List<Attribute> mine = new ArrayList<>(HsmTemplate.brief(Ck.CKK_AES, Ck.CKA_WRAP));
              mine.add(new Attribute(Ck.CKA_VALUE, new byte[32]));
              long by = session.cryptoki().createObject(session.id(), mine);
              long object = HsmObject.all(session, Ck.CKO_PRIVATE_KEY, key.label(), 1).getFirst();
              return session
                  .cryptoki()
                  .wrapKey(session.id(), new Mechanism.Plain(Ck.CKM_AES_KEY_WRAP_PAD), by, object);
            }))
        .isInstanceOf(CryptokiFailure.class)
        .hasMessageContaining("CKR_KEY_UNEXTRACTABLE");
  }
}
