package dev.strongroom.trust;

import java.util.Optional;

/// What encryption gives and decryption takes. Which of the parts beside the bytes are there, the
/// algorithm decides.
public record Ciphertext(
    byte[] bytes, Optional<byte[]> iv, Optional<byte[]> aad, Optional<byte[]> tag) {
  public static Ciphertext of(byte[] bytes) {
    return new Ciphertext(bytes, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
