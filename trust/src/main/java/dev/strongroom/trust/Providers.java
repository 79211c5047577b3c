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

/// Which implementation does which operation. The Amazon Corretto Crypto Provider (AWS-LC) does RSA
/// and ECDSA, three to twelve times faster than the JDK; the JDK does AES-GCM, because a reused
/// cipher of the JDK seals 200 bytes 1.7 times faster, and everything that the other does not
/// offer. Where the accelerated provider cannot be loaded, the JDK does it all.
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

  private Optional<Provider> by(SigningKey.Kind kind) {
    return switch (kind) {
      case RS256, ES256 -> accelerated;
      case ED25519 -> Optional.empty();
    };
  }

  private interface Lookup<T> {
    T get() throws GeneralSecurityException;
  }

  private static <T> T found(Lookup<T> lookup) {
    try {
      return lookup.get();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java runtime lacks a required algorithm", missing);
    }
  }
}
