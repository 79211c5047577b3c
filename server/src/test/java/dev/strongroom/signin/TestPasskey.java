package dev.strongroom.signin;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.util.Base64;
import java.util.HexFormat;
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

  /// `3: -7`, ES256.
  String algorithm = "0326";

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
    byte[] key = key();
    ByteBuffer credential = ByteBuffer.allocate(16 + 2 + ID.length + key.length);
    credential.position(16);
    credential.putShort((short) ID.length).put(ID).put(key);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("client", text(client("webauthn.create", challenge)));
    fields.put("made", text(attestation(data(flags | ATTESTED, credential.array()))));
    return fields;
  }

  /// `{"fmt": "none", "attStmt": {}, "authData": …}` in CBOR.
  private static byte[] attestation(byte[] data) {
    byte[] head =
        HexFormat.of().parseHex("a363666d74646e6f6e656761747453746d74a068617574684461746158");
    return ByteBuffer.allocate(head.length + 1 + data.length)
        .put(head)
        .put((byte) data.length)
        .put(data)
        .array();
  }

  /// The public key as COSE writes it: `{1: 2, 3: algorithm, -1: 1, -2: x, -3: y}`.
  private byte[] key() {
    ECPoint point = ((ECPublicKey) keys.getPublic()).getW();
    byte[] said = HexFormat.of().parseHex(algorithm);
    return ByteBuffer.allocate(75 + said.length)
        .put(HexFormat.of().parseHex("a50102"))
        .put(said)
        .put(HexFormat.of().parseHex("2001215820"))
        .put(coordinate(point.getAffineX()))
        .put(HexFormat.of().parseHex("225820"))
        .put(coordinate(point.getAffineY()))
        .array();
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] exact = new byte[32];
    int length = Math.min(bytes.length, exact.length);
    System.arraycopy(bytes, bytes.length - length, exact, exact.length - length, length);
    return exact;
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
