package dev.strongroom.trust;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// An operator's public key, which a share of the root key's seal is encrypted to.
public sealed interface OperatorKey {
  int RSA_BITS_MIN = 2048;

  /// `rsa` or `age`: the format of what is encrypted.
  String format();

  byte[] encrypt(SecretBytes content, Providers providers, SecureRandom random);

  /// Names the key to people.
  String fingerprint();

  /// An age recipient (`age1…`), or an RSA key of 2048 bits or more as PEM (`BEGIN PUBLIC KEY`).
  static Optional<OperatorKey> parse(String text) {
    String key = text.strip();
    return key.startsWith("age1") ? Age.parse(key) : Rsa.parse(key);
  }

  /// An X25519 key of age.
  record Age(String recipient) implements OperatorKey {
    private static final String PREFIX = "age";

    static Optional<OperatorKey> parse(String text) {
      return Bech32.decode(PREFIX, text)
          .filter(key -> key.length == AgeFile.KEY_BYTES)
          .map(key -> new Age(Bech32.encode(PREFIX, key)));
    }

    @Override
    public String format() {
      return "age";
    }

    @Override
    public byte[] encrypt(SecretBytes content, Providers providers, SecureRandom random) {
      byte[] key = Bech32.decode(PREFIX, recipient).orElseThrow();
      return new AgeFile(providers).seal(key, content, random);
    }

    @Override
    public String fingerprint() {
      return recipient;
    }
  }

  /// RSA-OAEP (SHA-256) of an AES key, AES-256-GCM of the content:
  ///
  /// ```
  /// length of the wrapped key (2) | wrapped key | sealed bytes of a SealingKey
  /// ```
  record Rsa(RSAPublicKey key) implements OperatorKey {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    static final Binding PLACE = Binding.of("strongroom operator's share, 1");

    static Optional<OperatorKey> parse(String pem) {
      int begin = pem.indexOf(BEGIN);
      int end = pem.indexOf(END);
      if (begin < 0 || end < begin) {
        return Optional.empty();
      }
      try {
        byte[] der =
            Base64.getDecoder()
                .decode(pem.substring(begin + BEGIN.length(), end).replaceAll("\\s", ""));
        KeyFactory factory = KeyFactory.getInstance(Algorithms.RSA);
        RSAPublicKey key = (RSAPublicKey) factory.generatePublic(new X509EncodedKeySpec(der));
        return key.getModulus().bitLength() < RSA_BITS_MIN
            ? Optional.empty()
            : Optional.of(new Rsa(key));
      } catch (GeneralSecurityException | IllegalArgumentException otherKey) {
        return Optional.empty();
      }
    }

    @Override
    public String format() {
      return "rsa";
    }

    @Override
    public byte[] encrypt(SecretBytes content, Providers providers, SecureRandom random) {
      byte[] bytes = new byte[Algorithms.AES_KEY_BYTES];
      random.nextBytes(bytes);
      try (SecretBytes aes = SecretBytes.owning(bytes)) {
        Cipher cipher = oaep();
        cipher.init(Cipher.ENCRYPT_MODE, key, sha256(), random);
        byte[] wrapped = cipher.doFinal(aes.reveal());
        try (SealingKey sealing = new SealingKey(1, aes, providers, random)) {
          byte[] sealed = sealing.seal(PLACE, content);
          return ByteBuffer.allocate(Short.BYTES + wrapped.length + sealed.length)
              .putShort((short) wrapped.length)
              .put(wrapped)
              .put(sealed)
              .array();
        }
      } catch (GeneralSecurityException broken) {
        throw new IllegalStateException("RSA cannot encrypt", broken);
      }
    }

    @Override
    public String fingerprint() {
      byte[] hash = Arrays.copyOf(Merkle.sha256().digest(key.getEncoded()), 16);
      return "rsa " + key.getModulus().bitLength() + " " + HexFormat.of().formatHex(hash);
    }

    static Cipher oaep() {
      return Providers.found(() -> Cipher.getInstance(Algorithms.RSA_OAEP));
    }

    static OAEPParameterSpec sha256() {
      return new OAEPParameterSpec(
          Algorithms.SHA256, Algorithms.MGF1, MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
    }
  }
}
