package dev.strongroom.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// A root key in this process's memory. The 32 bytes themselves are used for nothing but deriving
/// (HKDF) one key that wraps and one value that identifies, so neither says anything of the other.
final class SoftwareRootKey implements RootKey {
  private static final String WRAP = "strongroom root key: wrap, 1";
  private static final String CHECK = "strongroom root key: check value, 1";
  private static final int ID_BYTES = 16;

  private final SealingKey wrapping;
  private final String id;

  /// Wipes `material` when it returns.
  SoftwareRootKey(SecretBytes material, Providers providers, SecureRandom random) {
    KDF hkdf = providers.hkdf();
    try (material;
        SecretBytes wrap = derive(hkdf, material, WRAP, Algorithms.AES_KEY_BYTES)) {
      wrapping = new SealingKey(1, wrap, providers, random);
      id = HexFormat.of().formatHex(derive(hkdf, material, CHECK, ID_BYTES).reveal());
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public byte[] wrap(Binding binding, SecretBytes key) {
    return wrapping.seal(binding, key);
  }

  @Override
  public SecretBytes unwrap(Binding binding, byte[] wrapped) {
    return wrapping.open(binding, wrapped);
  }

  @Override
  public boolean present() {
    return true;
  }

  @Override
  public void close() {
    wrapping.close();
  }

  @Override
  public String toString() {
    return "RootKey[" + id + "]";
  }

  static SecretBytes derive(KDF hkdf, SecretBytes material, String info, int length) {
    byte[] label = info.getBytes(StandardCharsets.UTF_8);
    try {
      return SecretBytes.owning(
          hkdf.deriveData(
              HKDFParameterSpec.ofExtract().addIKM(material.reveal()).thenExpand(label, length)));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("HKDF cannot derive", broken);
    }
  }
}
