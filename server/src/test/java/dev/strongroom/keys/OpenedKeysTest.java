package dev.strongroom.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.model.VaultId;
import dev.strongroom.sealing.Sealed;
import dev.strongroom.trust.KeyOperations;
import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.SignatureAlgorithm;
import dev.strongroom.trust.SignatureInput;
import dev.strongroom.trust.SoftwareKeys;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OpenedKeysTest {
  private static final VaultId CONTOSO = VaultId.of("44444444-4444-4444-4444-444444444441");
  private static final VaultId FABRIKAM = VaultId.of("44444444-4444-4444-4444-444444444442");
  private static final int MAX = 2;
  private final SoftwareKeys keys = new SoftwareKeys(Providers.jdkOnly(), new SecureRandom());
  private final List<KeyOperations> opened = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final OpenedKeys open = new OpenedKeys(() -> now, MAX);

  @Test
  void aKeyIsOpenedOnceAndStaysOpen() {
    mac(id(CONTOSO, "a", 1));
    mac(id(CONTOSO, "a", 1));
    assertThat(opened).hasSize(1);
    assertThat(isOpen(opened.getFirst())).isTrue();
  }

  @Test
  void otherSealedBytesAreAnotherKey() {
    mac(id(CONTOSO, "a", 1));
    mac(id(CONTOSO, "a", 2));
    assertThat(opened).hasSize(2);
  }

  @Test
  void noMoreStayOpenThanMay() {
    for (int i = 0; i < 10; i += 1) {
      mac(id(CONTOSO, "k" + i, 1));
    }
    open.tidy();
    assertThat(opened.stream().filter(OpenedKeysTest::isOpen)).hasSize(MAX);
  }

  @Test
  void whatNobodyUsesIsWipedWhenItsTimeIsOver() {
    mac(id(CONTOSO, "a", 1));
    now = now.plus(KeyLimits.OPEN_KEY_IDLE).minusMillis(1);
    open.tidy();
    assertThat(isOpen(opened.getFirst())).isTrue();
    now = now.plusMillis(1);
    open.tidy();
    assertThat(isOpen(opened.getFirst())).isFalse();
  }

  @Test
  void aDroppedKeyIsWipedAndItsNeighboursAreNot() {
    mac(id(CONTOSO, "a", 1));
    mac(id(FABRIKAM, "a", 1));
    open.drop(CONTOSO, "a");
    assertThat(isOpen(opened.get(0))).isFalse();
    assertThat(isOpen(opened.get(1))).isTrue();
    mac(id(CONTOSO, "a", 1));
    assertThat(opened).hasSize(3);
  }

  @Test
  void aKeyInUseIsWipedOnlyAfterwards() {
    byte[] mac =
        open.use(
            id(CONTOSO, "a", 1),
            opening(),
            key -> {
              open.drop(CONTOSO, "a");
              return sign(key);
            });
    assertThat(mac).hasSize(32);
    assertThat(isOpen(opened.getFirst())).isFalse();
  }

  @Test
  void aKeyThatDoesNotOpenIsNotKept() {
    assertThatThrownBy(() ->
            open.use(
                id(CONTOSO, "a", 1),
                () -> {
                  throw new IllegalStateException("not today");
                },
                OpenedKeysTest::sign))
        .hasMessage("not today");
    mac(id(CONTOSO, "a", 1));
    assertThat(opened).hasSize(1);
  }

  private void mac(OpenedKeys.Id id) {
    assertThat(open.use(id, opening(), OpenedKeysTest::sign)).hasSize(32);
  }

  private Supplier<KeyOperations> opening() {
    return () -> {
      KeyOperations key = keys.generate(KeySpec.Oct.OCT_256);
      opened.add(key);
      return key;
    };
  }

  private static byte[] sign(KeyOperations key) {
    return key.sign(SignatureAlgorithm.HS256, new SignatureInput.Value(new byte[0]));
  }

  private static boolean isOpen(KeyOperations key) {
    try {
      sign(key);
      return true;
    } catch (IllegalStateException wiped) {
      return false;
    }
  }

  private static OpenedKeys.Id id(VaultId vault, String name, int sealed) {
    return new OpenedKeys.Id(vault, name, "v", new Sealed(1, new byte[] {(byte) sealed}));
  }
}
