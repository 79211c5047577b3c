package dev.strongroom.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;

/// The private key of an operator, on the operator's own machine.
public sealed interface OperatorIdentity extends AutoCloseable {
  /// The format that it opens, as [OperatorKey#format()].
  String format();

  /// @throws Tampered when this is for somebody else, or was changed
  SecretBytes decrypt(byte[] encrypted, Providers providers, SecureRandom random);

  @Override
  void close();

  /// What age's key files hold (a line `AGE-SECRET-KEY-1…`, comments around it), or an RSA key as
  /// PEM (`BEGIN PRIVATE KEY`, PKCS #8, not under a passphrase).
  static Optional<OperatorIdentity> parse(SecretBytes file) {
    String text = new String(file.reveal(), StandardCharsets.UTF_8);
    return text.lines()
        .filter(line -> line.startsWith("AGE-SECRET-KEY-1"))
        .findFirst()
        .map(line -> Age.parse(line.strip()))
        .orElseGet(() -> Rsa.parse(text));
  }

  record Age(SecretBytes scalar) implements OperatorIdentity {
    static Optional<OperatorIdentity> parse(String text) {
      return Bech32.decode("age-secret-key-", text)
          .filter(key -> key.length == AgeFile.KEY_BYTES)
          .map(key -> new Age(SecretBytes.owning(key)));
    }

    @Override
    public String format() {
      return "age";
    }

    @Override
    public SecretBytes decrypt(byte[] encrypted, Providers providers, SecureRandom random) {
      return new AgeFile(providers).open(scalar, encrypted);
    }

    @Override
    public void close() {
      scalar.close();
    }
  }

  record Rsa(PrivateKey key) implements OperatorIdentity {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    static Optional<OperatorIdentity> parse(String pem) {
      int begin = pem.indexOf(BEGIN);
      int end = pem.indexOf(END);
      if (begin < 0 || end < begin) {
        return Optional.empty();
      }
      try {
        String body = pem.substring(begin + BEGIN.length(), end).replaceAll("\\s", "");
        try (SecretBytes der = SecretBytes.owning(Base64.getDecoder().decode(body))) {
          KeyFactory factory = KeyFactory.getInstance(Algorithms.RSA);
          return Optional.of(
              new Rsa(factory.generatePrivate(new PKCS8EncodedKeySpec(der.reveal()))));
        }
      } catch (GeneralSecurityException | IllegalArgumentException otherKey) {
        return Optional.empty();
      }
    }

    @Override
    public String format() {
      return "rsa";
    }

    @Override
    public SecretBytes decrypt(byte[] encrypted, Providers providers, SecureRandom random) {
      ByteBuffer content = ByteBuffer.wrap(encrypted);
      int length = content.remaining() < Short.BYTES ? 0 : content.getShort();
      if (length <= 0 || content.remaining() < length) {
        throw new Tampered("not a share encrypted to an RSA key");
      }
      byte[] wrapped = new byte[length];
      content.get(wrapped);
      byte[] sealed = new byte[content.remaining()];
      content.get(sealed);
      try {
        Cipher cipher = OperatorKey.Rsa.oaep();
        cipher.init(Cipher.DECRYPT_MODE, key, OperatorKey.Rsa.sha256());
        try (SecretBytes aes = SecretBytes.owning(cipher.doFinal(wrapped));
            SealingKey sealing = new SealingKey(1, aes, providers, random)) {
          return sealing.open(OperatorKey.Rsa.PLACE, sealed);
        }
      } catch (GeneralSecurityException | IllegalArgumentException wrong) {
        throw new Tampered("a share is for somebody else, or was changed");
      }
    }

    /// Wiping it is the provider's.
    @Override
    public void close() {}

    @Override
    public String toString() {
      return "OperatorIdentity.Rsa";
    }
  }
}
