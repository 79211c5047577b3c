package dev.strongroom.dataplane;

import dev.strongroom.kernel.Problem;
import dev.strongroom.trust.SecretBytes;
import java.util.Base64;

/// A backup as text. Azure writes base64url without padding; some clients send the standard
/// alphabet, or padding, so both are read.
final class BackupText {
  private BackupText() {}

  static byte[] decode(SecretBytes text) {
    byte[] ascii = text.reveal();
    for (int i = 0; i < ascii.length; i += 1) {
      if (ascii[i] == '+') {
        ascii[i] = '-';
      } else if (ascii[i] == '/') {
        ascii[i] = '_';
      }
    }
    try {
      return Base64.getUrlDecoder().decode(ascii);
    } catch (IllegalArgumentException notBase64) {
      throw new Problem.Malformed("The backup blob is not base64url text.").asException();
    }
  }
}
