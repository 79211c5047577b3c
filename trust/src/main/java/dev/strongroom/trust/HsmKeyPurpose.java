package dev.strongroom.trust;

/// What the token lets a key be used for. It cannot be changed later.
public enum HsmKeyPurpose {
  /// Everything that keys of its kind do for callers.
  USE(1),
  /// An RSA key under which other keys are brought into the token. It does nothing else, so that
  /// what was wrapped for it cannot be decrypted by it.
  IMPORT(2),
  /// As [#USE], and it can be released to another party (`exportable`). The object that stays is as
  /// hidden as any other; the key is wrapped under a backup key whose keys may be wrapped again.
  EXPORTABLE(3);

  private final int code;

  HsmKeyPurpose(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static HsmKeyPurpose of(int code) {
    for (HsmKeyPurpose one : values()) {
      if (one.code == code) {
        return one;
      }
    }
    throw new Tampered("not a purpose of a key in an HSM");
  }
}
