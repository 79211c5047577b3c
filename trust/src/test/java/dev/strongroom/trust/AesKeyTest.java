package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class AesKeyTest {
  private final byte[] material = Hex.bytes("17".repeat(32));
  private final AesKey key = new AesKey(material);

  @Test
  void itIsACopyAndHandsOutCopies() {
    material[0] = 0;
    key.getEncoded()[1] = 0;
    assertThat(key.getEncoded()).isEqualTo(Hex.bytes("17".repeat(32)));
    assertThat(key.getFormat()).isEqualTo("RAW");
    assertThat(key.getAlgorithm()).isEqualTo("AES");
  }

  @Test
  void itIsWipedForGood() throws ReflectiveOperationException {
    assertThat(key.isDestroyed()).isFalse();
    key.destroy();
    assertThat(key.isDestroyed()).isTrue();
    assertThatThrownBy(key::getEncoded).isInstanceOf(IllegalStateException.class);
    var field = AesKey.class.getDeclaredField("bytes");
    field.setAccessible(true);
    assertThat((byte[]) field.get(key)).containsOnly(0);
  }

  @Test
  void itIsNotSerialized() throws IOException {
    try (var out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThatThrownBy(() -> out.writeObject(key)).isInstanceOf(NotSerializableException.class);
    }
  }
}
