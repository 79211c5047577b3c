package dev.strongroom.dataplane;

import dev.strongroom.kernel.Problem;
import dev.strongroom.trust.SecretBytes;
import java.util.Base64;

/// Bytes as text. Azure writes base64url without padding; some clients send the standard alphabet,
/// or padding, so both are read.
final class Base64Text {
  private Base64Text() {}

  /// @param what is to be read, as a refusal names it: `The backup blob`
  static byte[] decode(SecretBytes text, String what) {
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
      throw new Problem.Malformed(what + " is not base64url text.").asException();
    }
  }

  /// The same for a member of a request that is nobody's secret.
  static byte[] decode(String text, String member) {
    return decode(SecretBytes.utf8(text), named(member));
  }

  static String named(String member) {
    return "The member \"" + member + "\"";
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// The text of a secret, to be wiped like it.
  static SecretBytes encode(SecretBytes bytes) {
    return SecretBytes.owning(Base64.getUrlEncoder().withoutPadding().encode(bytes.reveal()));
  }
}
