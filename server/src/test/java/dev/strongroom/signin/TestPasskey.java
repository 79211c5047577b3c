package dev.strongroom.signin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// An authenticator in software: makes one passkey and signs with it, rightly unless told
/// otherwise.
final class TestPasskey {
  static final int PRESENT = 0x01;
  static final int VERIFIED = 0x04;
  private static final int ATTESTED = 0x40;
  private static final byte[] ID = "a-credential-id!".getBytes(StandardCharsets.US_ASCII);
  private final KeyPair keys;
  int flags = PRESENT | VERIFIED;
  int counter = 1;
  String origin = "https://login.corp.test";
  String host = "login.corp.test";
  boolean crossOrigin;

  TestPasskey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String handle() {
    return text(ID);
  }

  /// The fields of the page on which a passkey is made.
  Map<String, String> make(String challenge) {
    ByteBuffer credential = ByteBuffer.allocate(16 + 2 + ID.length + 4);
    credential.position(16);
    credential.putShort((short) ID.length).put(ID).putInt(0);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("handle", handle());
    fields.put("client", text(client("webauthn.create", challenge)));
    fields.put("data", text(data(flags | ATTESTED, credential.array())));
    fields.put("key", text(keys.getPublic().getEncoded()));
    return fields;
  }

  /// The fields of the page on which it is used.
  Map<String, String> use(String challenge) {
    counter += 1;
    byte[] data = data(flags, new byte[0]);
    byte[] client = client("webauthn.get", challenge);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("handle", handle());
    fields.put("client", text(client));
    fields.put("data", text(data));
    fields.put("signature", text(signature(data, client)));
    return fields;
  }

  private byte[] signature(byte[] data, byte[] client) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(keys.getPrivate());
      signer.update(data);
      signer.update(sha256(client));
      return signer.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private byte[] client(String type, String challenge) {
    return ("{\"type\":\""
            + type
            + "\",\"challenge\":\""
            + challenge
            + "\",\"origin\":\""
            + origin
            + "\",\"crossOrigin\":"
            + crossOrigin
            + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] data(int flagBits, byte[] more) {
    return ByteBuffer.allocate(37 + more.length)
        .put(sha256(host.getBytes(StandardCharsets.UTF_8)))
        .put((byte) flagBits)
        .putInt(counter)
        .put(more)
        .array();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
