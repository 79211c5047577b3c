package dev.strongroom.managedhsm;

import dev.strongroom.trust.SecretBytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The key to which a security domain that comes back is encrypted, in a certificate that it signs
/// itself: whoever encrypts to it must know from elsewhere whose it is.
record TransferKey(SecretBytes pkcs8, byte[] certificate) {
  private static final int BITS = 3_072;
  private static final int SERIAL_BITS = 127;
  private static final Duration LIFE = Duration.ofDays(365);
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  static TransferKey make(String hsm, Instant now, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS, random);
      KeyPair pair = generator.generateKeyPair();
      X500Principal name = new X500Principal("CN=" + hsm);
      byte[] certificate =
          new JcaX509v3CertificateBuilder(
                  name,
                  new BigInteger(SERIAL_BITS, random),
                  Date.from(now.minus(CLOCKS_DIFFER)),
                  Date.from(now.plus(LIFE)),
                  name,
                  pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
              .getEncoded();
      return new TransferKey(SecretBytes.owning(pair.getPrivate().getEncoded()), certificate);
    } catch (GeneralSecurityException | OperatorCreationException | java.io.IOException e) {
      throw new IllegalStateException("the JDK makes RSA keys", e);
    }
  }

  static PrivateKey read(SecretBytes pkcs8) {
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8.reveal()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("we made this key", e);
    }
  }
}
