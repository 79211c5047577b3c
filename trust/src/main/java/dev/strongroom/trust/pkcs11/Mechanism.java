package dev.strongroom.trust.pkcs11;

/// What a function does its work with, and the parameter it takes.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Mechanism {
  /// One of `CKM_…`.
  long type();

  record Plain(long type) implements Mechanism {}

  /// AES-GCM with a tag of 16 bytes. Some tokens insist on choosing the nonce: after encrypting,
  /// `nonce` holds the one that was used.
  record Gcm(byte[] nonce, byte[] associated) implements Mechanism {
    @Override
    public long type() {
      return Ck.CKM_AES_GCM;
    }
  }
}
