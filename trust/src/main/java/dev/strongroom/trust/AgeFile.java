package dev.strongroom.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// A small file in the format of age (C2SP, `age-encryption.org/v1`) for one X25519 recipient, so
/// that an operator may as well open it with `age -d`.
///
/// ```
/// age-encryption.org/v1
/// -> X25519 ephemeral key
/// file key, sealed
/// --- MAC of the above
/// nonce (16) | content, sealed
/// ```
final class AgeFile {
  static final int KEY_BYTES = 32;

  private static final String FIRST = "age-encryption.org/v1\n-> X25519 ";
  private static final String LAST = "\n---";
  private static final String WRAP = "age-encryption.org/v1/X25519";
  private static final int FILE_KEY_BYTES = 16;
  private static final int NONCE_BYTES = 16;
  private static final int TAG_BYTES = 16;

  /// One chunk of the format; what is sealed here is much smaller.
  private static final int CONTENT_MAX = 64 * 1024;

  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
  private static final int SHORT_KEY = 43;
  private static final int MAC_AT_END = 43;

  private final Providers providers;

  AgeFile(Providers providers) {
    this.providers = providers;
  }

  byte[] seal(byte[] recipient, SecretBytes content, SecureRandom random) {
    if (content.length() > CONTENT_MAX) {
      throw new IllegalArgumentException("more than one chunk");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    byte[] scalar = new byte[KEY_BYTES];
    byte[] key = new byte[FILE_KEY_BYTES];
    random.nextBytes(nonce);
    random.nextBytes(key);
    X25519.generatePrivateKey(random, scalar);
    try (SecretBytes ephemeral = SecretBytes.owning(scalar);
        SecretBytes fileKey = SecretBytes.owning(key);
        SecretBytes wrap = wrapKey(ephemeral, publicKey(ephemeral), recipient, recipient)) {
      byte[] body = chacha(Cipher.ENCRYPT_MODE, wrap, new byte[12], fileKey.reveal());
      String header =
          FIRST
              + ENCODER.encodeToString(publicKey(ephemeral))
              + "\n"
              + ENCODER.encodeToString(body)
              + LAST;
      byte[] head =
          (header + " " + mac(fileKey, header) + "\n").getBytes(StandardCharsets.US_ASCII);
      try (SecretBytes payload = derive(fileKey, nonce, "payload")) {
        byte[] sealed = chacha(Cipher.ENCRYPT_MODE, payload, lastChunk(), content.reveal());
        return ByteBuffer.allocate(head.length + NONCE_BYTES + sealed.length)
            .put(head)
            .put(nonce)
            .put(sealed)
            .array();
      }
    }
  }

  /// @throws Tampered when it is not such a file, was changed, or is for somebody else
  SecretBytes open(SecretBytes identity, byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int dashes = text.indexOf(LAST + " ");
    int end = dashes + LAST.length() + 1 + MAC_AT_END + 1;
    if (!text.startsWith(FIRST) || dashes < 0 || file.length < end + NONCE_BYTES + TAG_BYTES) {
      throw new Tampered("not an age file for one X25519 recipient");
    }
    String header = text.substring(0, dashes + LAST.length());
    String stanza = text.substring(FIRST.length(), dashes);
    if (stanza.length() != 2 * SHORT_KEY + 1 || stanza.charAt(SHORT_KEY) != '\n') {
      throw new Tampered("not an age file for one X25519 recipient");
    }
    byte[] ephemeral = decoded(stanza.substring(0, SHORT_KEY));
    byte[] body = decoded(stanza.substring(SHORT_KEY + 1));
    try (SecretBytes wrap = wrapKey(identity, ephemeral, publicKey(identity), ephemeral);
        SecretBytes fileKey =
            SecretBytes.owning(chacha(Cipher.DECRYPT_MODE, wrap, new byte[12], body))) {
      String mac = text.substring(end - 1 - MAC_AT_END, end);
      if (!same(mac, mac(fileKey, header) + "\n")) {
        throw new Tampered("the header of an age file was changed");
      }
      byte[] nonce = Arrays.copyOfRange(file, end, end + NONCE_BYTES);
      byte[] sealed = Arrays.copyOfRange(file, end + NONCE_BYTES, file.length);
      try (SecretBytes payload = derive(fileKey, nonce, "payload")) {
        return SecretBytes.owning(chacha(Cipher.DECRYPT_MODE, payload, lastChunk(), sealed));
      }
    }
  }

  static byte[] publicKey(SecretBytes identity) {
    byte[] key = new byte[KEY_BYTES];
    X25519.scalarMultBase(identity.reveal(), 0, key, 0);
    return key;
  }

  /// @param scalar ours, and `point` theirs
  private SecretBytes wrapKey(
      SecretBytes scalar, byte[] ephemeral, byte[] recipient, byte[] point) {
    byte[] agreed = new byte[KEY_BYTES];
    if (!X25519.calculateAgreement(scalar.reveal(), 0, point, 0, agreed, 0)) {
      throw new Tampered("a key of small order");
    }
    byte[] salt = ByteBuffer.allocate(2 * KEY_BYTES).put(ephemeral).put(recipient).array();
    try (SecretBytes shared = SecretBytes.owning(agreed)) {
      return derive(shared, salt, WRAP);
    }
  }

  private SecretBytes derive(SecretBytes key, byte[] salt, String info) {
    KDF hkdf = providers.hkdf();
    var extract = HKDFParameterSpec.ofExtract().addIKM(key.reveal());
    var salted = salt.length == 0 ? extract : extract.addSalt(salt);
    try {
      return SecretBytes.owning(
          hkdf.deriveData(salted.thenExpand(info.getBytes(StandardCharsets.US_ASCII), KEY_BYTES)));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("HKDF cannot derive", broken);
    }
  }

  private String mac(SecretBytes fileKey, String header) {
    try (SecretBytes key = derive(fileKey, new byte[0], "header")) {
      Mac hmac = Providers.found(() -> Mac.getInstance(Algorithms.HMAC_SHA256));
      hmac.init(new SecretKeySpec(key.reveal(), Algorithms.HMAC_SHA256));
      return ENCODER.encodeToString(hmac.doFinal(header.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("HMAC cannot be computed", broken);
    }
  }

  private static byte[] chacha(int mode, SecretBytes key, byte[] nonce, byte[] content) {
    try {
      Cipher cipher = Providers.found(() -> Cipher.getInstance(Algorithms.CHACHA20_POLY1305));
      cipher.init(
          mode, new SecretKeySpec(key.reveal(), Algorithms.CHACHA20), new IvParameterSpec(nonce));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException wrong) {
      throw new Tampered("an age file was changed, or is for somebody else");
    }
  }

  /// A counter of 0 and the mark of the last chunk.
  private static byte[] lastChunk() {
    byte[] nonce = new byte[12];
    nonce[nonce.length - 1] = 1;
    return nonce;
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException wrong) {
      throw new Tampered("not an age file for one X25519 recipient");
    }
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.ISO_8859_1), other.getBytes(StandardCharsets.ISO_8859_1));
  }
}
