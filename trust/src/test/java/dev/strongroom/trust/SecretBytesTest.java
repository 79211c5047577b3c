package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretBytesTest {
  @Test
  void theyPrintAsALength() {
    assertThat(SecretBytes.utf8("hunter2")).hasToString("SecretBytes[7]");
    assertThat(SecretBytes.utf8("ü").length()).isEqualTo(2);
  }

  @Test
  void theyAreEqualByContent() {
    assertThat(SecretBytes.utf8("hunter2"))
        .isEqualTo(SecretBytes.owning(Hex.bytes("68756e74657232")))
        .isNotEqualTo(SecretBytes.utf8("hunter3"))
        .isNotEqualTo(SecretBytes.utf8("hunter"))
        .isNotEqualTo("hunter2")
        .hasSameHashCodeAs(SecretBytes.utf8("another"));
    assertThat(SecretBytes.utf8("hunter2").hashCode()).isEqualTo(1);
  }

  @Test
  void closingWipesTheBytesThemselves() {
    byte[] bytes = Hex.bytes("010203");
    SecretBytes secret = SecretBytes.owning(bytes);
    assertThat(secret.reveal()).isSameAs(bytes);
    secret.close();
    assertThat(bytes).containsExactly(0, 0, 0);
  }
}
