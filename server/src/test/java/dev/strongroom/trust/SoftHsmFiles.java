package dev.strongroom.trust;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Opens the files of a SoftHSM token with its PIN, past the library: so a test learns the private
/// keys that were made in the token, which the library gives to nobody.
///
/// A file is a generation (8 bytes) and attributes: type (8), kind (8), value. What is text or
/// number of a private object is encrypted under the token's key, and that under the PIN.
public final class SoftHsmFiles {
  private static final long USER_PIN = 0x8000534DL;
  private static final int FLAG = 1;
  private static final int NUMBER = 2;
  private static final int BYTES = 3;
  private static final int ATTRIBUTES = 4;
  private static final int MECHANISMS = 5;
  private static final int SALT = 8;
  private static final int BLOCK = 16;
  private static final int MAGIC = 3;
  private static final int ITERATIONS = 1500;

  private SoftHsmFiles() {}

  /// The readable attributes (`CKA_…`) of every private object in the token's folder.
  public static List<Map<Long, byte[]>> privateObjects(Path tokens, String pin)
      throws IOException, GeneralSecurityException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(tokens)) {
      files = all.filter(file -> file.toString().endsWith(".object")).sorted().toList();
    }
    byte[] key = new byte[0];
    for (Path file : files) {
      if (file.endsWith("token.object")) {
        key = tokenKey(attributes(file).get(USER_PIN), pin);
      }
    }
    List<Map<Long, byte[]>> found = new ArrayList<>();
    for (Path file : files) {
      if (!file.endsWith("token.object")) {
        found.add(opened(attributes(file), key));
      }
    }
    return found;
  }

  private static byte[] tokenKey(byte[] blob, String pin) throws GeneralSecurityException {
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    hash.update(blob, 0, SALT);
    byte[] derived = hash.digest(pin.getBytes(StandardCharsets.UTF_8));
    int times = ITERATIONS + Byte.toUnsignedInt(blob[SALT - 1]);
    for (int i = 1; i < times; i += 1) {
      derived = hash.digest(derived);
    }
    byte[] plain = decrypted(derived, Arrays.copyOfRange(blob, SALT, blob.length));
    return Arrays.copyOfRange(plain, MAGIC, plain.length);
  }

  private static Map<Long, byte[]> opened(Map<Long, byte[]> sealed, byte[] key) {
    Map<Long, byte[]> open = new HashMap<>();
    sealed.forEach((type, value) -> {
      try {
        open.put(type, decrypted(key, value));
      } catch (GeneralSecurityException inTheClear) {
        open.put(type, value);
      }
    });
    return open;
  }

  private static byte[] decrypted(byte[] key, byte[] value) throws GeneralSecurityException {
    if (value.length < 2 * BLOCK) {
      return value;
    }
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(value, 0, BLOCK));
    return cipher.doFinal(value, BLOCK, value.length - BLOCK);
  }

  private static Map<Long, byte[]> attributes(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
    in.getLong();
    Map<Long, byte[]> found = new HashMap<>();
    while (in.hasRemaining()) {
      long type = in.getLong();
      int kind = (int) in.getLong();
      byte[] value = new byte[length(kind, in)];
      in.get(value);
      if (kind == BYTES) {
        found.put(type, value);
      }
    }
    return found;
  }

  private static int length(int kind, ByteBuffer in) {
    return switch (kind) {
      case FLAG -> 1;
      case NUMBER -> Long.BYTES;
      case BYTES, ATTRIBUTES -> (int) in.getLong();
      case MECHANISMS -> (int) in.getLong() * Long.BYTES;
      default -> throw new IllegalStateException("not a file of SoftHSM: kind " + kind);
    };
  }
}
