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

  record Cbc(byte[] iv) implements Mechanism {
    @Override
    public long type() {
      return Ck.CKM_AES_CBC;
    }
  }

  /// RSA-PSS with a salt of the hash's length, and MGF1 with the same hash.
  ///
  /// @param hash one of `CKM_SHA…`
  record Pss(long hash, int saltBytes) implements Mechanism {
    @Override
    public long type() {
      return Ck.CKM_RSA_PKCS_PSS;
    }
  }

  /// RSA-OAEP without a label, and MGF1 with the same hash.
  ///
  /// @param hash one of `CKM_SHA…`
  record Oaep(long hash) implements Mechanism {
    @Override
    public long type() {
      return Ck.CKM_RSA_PKCS_OAEP;
    }
  }

  /// A temporary AES-256 key under RSA-OAEP, and the key under the temporary one.
  record RsaAes(Oaep oaep) implements Mechanism {
    @Override
    public long type() {
      return Ck.CKM_RSA_AES_KEY_WRAP;
    }
  }
}
