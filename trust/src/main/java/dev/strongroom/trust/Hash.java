package dev.strongroom.trust;

import java.security.MessageDigest;
import java.util.HexFormat;

/// Hash functions inside signatures and paddings. `header` is what PKCS #1 v1.5 puts before a
/// digest: the DER of a DigestInfo up to the digest itself (RFC 8017, 9.2, note 1).
enum Hash {
  SHA_1("SHA-1", 20, ""),
  SHA_256("SHA-256", 32, "3031300d060960864801650304020105000420"),
  SHA_384("SHA-384", 48, "3041300d060960864801650304020205000430"),
  SHA_512("SHA-512", 64, "3051300d060960864801650304020305000440"),
  NONE("", 0, "");

  private final String jcaName;
  private final int bytes;
  private final String header;

  Hash(String jcaName, int bytes, String header) {
    this.jcaName = jcaName;
    this.bytes = bytes;
    this.header = header;
  }

  String jcaName() {
    return jcaName;
  }

  int bytes() {
    return bytes;
  }

  /// The JCA's name of HMAC with it.
  String hmac() {
    return "Hmac" + jcaName.replace("-", "");
  }

  byte[] header() {
    return HexFormat.of().parseHex(header);
  }

  MessageDigest start() {
    return Providers.found(() -> MessageDigest.getInstance(jcaName));
  }
}
