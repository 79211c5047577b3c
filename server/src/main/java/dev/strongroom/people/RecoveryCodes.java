package dev.strongroom.people;

import dev.strongroom.trust.SecretBytes;
import java.security.SecureRandom;
import java.util.Locale;

/// Codes on paper, for the day the phone is gone: 16 letters and digits in groups of four, 80 bits,
/// so a plain hash of one tells nothing.
final class RecoveryCodes {
  private static final String ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";
  private static final int LENGTH = 16;
  private static final int GROUP = 4;

  private RecoveryCodes() {}

  static SecretBytes fresh(SecureRandom random) {
    byte[] text = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i += 1) {
      text[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
    return SecretBytes.owning(text);
  }

  /// As it is shown: `ABCD-EFGH-…`.
  static String shown(SecretBytes code) {
    String text = Ticket.text(code);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i += GROUP) {
      out.append(i == 0 ? "" : "-").append(text, i, Math.min(i + GROUP, text.length()));
    }
    return out.toString();
  }

  /// Case, spaces and hyphens do not matter; letters that look like digits are read as such.
  static SecretBytes hash(String typed) {
    String plain =
        typed
            .replaceAll("[\\s-]", "")
            .toUpperCase(Locale.ROOT)
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1')
            .replace('U', 'V');
    return Ticket.hash(SecretBytes.utf8(plain));
  }
}
