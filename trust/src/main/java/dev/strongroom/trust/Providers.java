package dev.strongroom.trust;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Which implementation does which operation. The Amazon Corretto Crypto Provider (AWS-LC) does
/// RSA, ECDSA and ML-DSA, three to twelve times faster than the JDK; the JDK does AES-GCM, because
/// a reused cipher of the JDK seals 200 bytes 1.7 times faster, and everything that the other does
/// not offer. Where the accelerated provider cannot be loaded, the JDK does it all.
///
/// Nothing is registered globally: TLS and libraries keep the providers they chose.
public final class Providers {
  private final Optional<Provider> accelerated;

  Providers(Optional<Provider> accelerated) {
    this.accelerated = accelerated;
  }

  /// Looks for the accelerated provider and says once when it is missing. Call it once, at start.
  public static Providers detect(Logger log) {
    AmazonCorrettoCryptoProvider candidate = AmazonCorrettoCryptoProvider.INSTANCE;
    return choose(
        log, candidate, Optional.ofNullable(candidate.getLoadingError()).map(Throwable::toString));
  }

  static Providers choose(
      Logger log, AmazonCorrettoCryptoProvider candidate, Optional<String> fault) {
    if (fault.isEmpty()) {
      candidate.assertHealthy();
      return new Providers(Optional.of(candidate));
    }
    log.log(
        Level.WARNING,
        "The accelerated crypto provider does not run on this platform ({0}); RSA and ECDSA are done"
            + " by the JDK, several times slower.",
        fault.get());
    return jdkOnly();
  }

  /// The JDK alone, without looking for anything faster.
  public static Providers jdkOnly() {
    return new Providers(Optional.empty());
  }

  /// The provider to hand to a library (as a JWT signer) for RSA and ECDSA; empty means the JDK's.
  public Optional<Provider> forSignatures() {
    return accelerated;
  }

  /// A cipher for AES-256-GCM, to be kept and initialised again for every value.
  Cipher aesGcm() {
    return found(() -> Cipher.getInstance(Algorithms.AES_GCM));
  }

  KDF hkdf() {
    return found(() -> KDF.getInstance(Algorithms.HKDF));
  }

  Signature signature(SigningKey.Kind kind) {
    Optional<Provider> by = by(kind);
    return found(() ->
        by.isPresent()
            ? Signature.getInstance(kind.signature(), by.get())
            : Signature.getInstance(kind.signature()));
  }

  KeyPairGenerator keyPairGenerator(SigningKey.Kind kind) {
    Optional<Provider> by = by(kind);
    return found(() ->
        by.isPresent()
            ? KeyPairGenerator.getInstance(kind.family(), by.get())
            : KeyPairGenerator.getInstance(kind.family()));
  }

  KeyFactory keyFactory(SigningKey.Kind kind) {
    return found(() -> KeyFactory.getInstance(kind.family()));
  }

  /// A cipher of the JDK, for AES.
  static Cipher aes(String transformation) {
    return found(() -> Cipher.getInstance(transformation));
  }

  Cipher rsa(String transformation) {
    return found(() ->
        accelerated.isPresent()
            ? Cipher.getInstance(transformation, accelerated.get())
            : Cipher.getInstance(transformation));
  }

  /// Of a digest by EC keys, of mu by ML-DSA keys.
  Signature signature(KeySpec key) {
    Optional<Provider> by = by(key);
    String name =
        key instanceof KeySpec.Ec
            ? Algorithms.ECDSA
            : accelerated.isPresent() ? Algorithms.ML_DSA_MU : Algorithms.ML_DSA_MU_OF_BC;
    return found(
        () -> by.isPresent() ? Signature.getInstance(name, by.get()) : Signature.getInstance(name));
  }

  KeyFactory keyFactory(KeySpec key) {
    Optional<Provider> by = by(key);
    String name = family(key);
    return found(() ->
        by.isPresent() ? KeyFactory.getInstance(name, by.get()) : KeyFactory.getInstance(name));
  }

  KeyPairGenerator rsaGenerator() {
    return found(() ->
        accelerated.isPresent()
            ? KeyPairGenerator.getInstance(Algorithms.RSA, accelerated.get())
            : KeyPairGenerator.getInstance(Algorithms.RSA));
  }

  private static String family(KeySpec key) {
    return switch (key) {
      case KeySpec.Rsa rsa -> Algorithms.RSA;
      case KeySpec.Ec ec -> Algorithms.EC;
      case KeySpec.Oct oct -> Algorithms.AES;
      case KeySpec.MlDsa set -> Algorithms.ML_DSA;
    };
  }

  /// Bouncy Castle does what the JDK lacks: P-256K, and ML-DSA of a given mu or from a seed.
  private Optional<Provider> by(KeySpec key) {
    boolean lacking = key == KeySpec.Ec.P_256K || key instanceof KeySpec.MlDsa;
    return accelerated.isPresent() || !lacking ? accelerated : Optional.of(Late.BOUNCY_CASTLE);
  }

  /// Made when first needed: that takes a second.
  private static final class Late {
    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  }

  private Optional<Provider> by(SigningKey.Kind kind) {
    return switch (kind) {
      case RS256, ES256 -> accelerated;
      case ED25519 -> Optional.empty();
    };
  }

  interface Lookup<T> {
    T get() throws GeneralSecurityException;
  }

  static <T> T found(Lookup<T> lookup) {
    try {
      return lookup.get();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java runtime lacks a required algorithm", missing);
    }
  }
}
