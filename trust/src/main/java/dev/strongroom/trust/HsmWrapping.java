package dev.strongroom.trust;

import dev.strongroom.trust.pkcs11.Ck;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// How a root key inside a token wraps other keys. Every way authenticates what it wraps together
/// with the place it belongs to (`docs/decisions/0002`). The way is chosen once, when the root key
/// is made, from what the token offers; it stands in the key's label, so a newer firmware changes
/// nothing about keys that are there. In order of preference:
enum HsmWrapping {
  /// AES-GCM in the token; the place is associated data.
  GCM("gcm", (byte) 2, Ck.CKM_AES_GCM, Ck.CKF_ENCRYPT | Ck.CKF_DECRYPT),
  /// RFC 5649 in the token; a hash of the place is wrapped together with the key.
  KWP("kwp", (byte) 3, Ck.CKM_AES_KEY_WRAP_KWP, Ck.CKF_WRAP | Ck.CKF_UNWRAP),
  /// The same under the number that it had before PKCS #11 3.0.
  PAD("pad", (byte) 4, Ck.CKM_AES_KEY_WRAP_PAD, Ck.CKF_WRAP | Ck.CKF_UNWRAP),
  /// AES-GCM here, under a key that the token derives for this one wrapping and that is forgotten
  /// after it. For tokens that offer nothing of the above.
  DERIVED("der", (byte) 5, Ck.CKM_AES_ECB, Ck.CKF_ENCRYPT);

  private final String mark;
  private final byte format;
  private final long mechanism;
  private final long functions;

  HsmWrapping(String mark, byte format, long mechanism, long functions) {
    this.mark = mark;
    this.format = format;
    this.mechanism = mechanism;
    this.functions = functions;
  }

  /// Three letters for the label of the root key.
  String mark() {
    return mark;
  }

  /// The first byte of what is wrapped this way.
  byte format() {
    return format;
  }

  long mechanism() {
    return mechanism;
  }

  /// Whether the root key must be allowed to do this (one of `CKF_…`).
  boolean needs(long function) {
    return (functions & function) != 0;
  }

  static Optional<HsmWrapping> marked(String mark) {
    return Arrays.stream(values()).filter(one -> one.mark.equals(mark)).findFirst();
  }

  /// The best that a token with these mechanisms offers.
  static Optional<HsmWrapping> best(Map<Long, Long> mechanisms) {
    return Arrays.stream(values()).filter(one -> one.offered(mechanisms)).findFirst();
  }

  boolean offered(Map<Long, Long> mechanisms) {
    return (mechanisms.getOrDefault(mechanism, 0L) & functions) == functions;
  }
}
