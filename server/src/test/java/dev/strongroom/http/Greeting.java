package dev.strongroom.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// A TLS greeting written by hand, with one version and one suite: the JDK's client no longer
/// speaks the old ones.
public final class Greeting {
  public static final int TLS_1_1 = 0x0302;
  public static final int TLS_1_2 = 0x0303;
  public static final int ECDSA_AES_128_CBC_SHA = 0xc009;
  public static final int ECDSA_AES_128_GCM = 0xc02b;
  public static final int RSA_AES_128_GCM = 0x009c;
  public static final int HANDSHAKE = 0x16;
  public static final int ALERT = 0x15;
  public static final int PROTOCOL_VERSION = 70;
  public static final int HANDSHAKE_FAILURE = 40;
  private static final int PATIENCE_MILLIS = 30_000;

  private static final byte[] EXTENSIONS =
      HexFormat.of()
          .parseHex(
              "000a"
                  + "0004"
                  + "0002"
                  + "0017" // supported_groups: secp256r1
                  + "000b"
                  + "0002"
                  + "01"
                  + "00" // ec_point_formats: uncompressed
                  + "000d"
                  + "0004"
                  + "0002"
                  + "0403"); // signature_algorithms: ecdsa, SHA-256

  private Greeting() {}

  /// The type of the first record that the server answers with, and the reason if it is an alert.
  public static int[] answer(int port, int version, int suite) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(clientHello(version, suite));
      byte[] head = socket.getInputStream().readNBytes(5);
      if (head[0] != ALERT) {
        return new int[] {head[0]};
      }
      return new int[] {head[0], socket.getInputStream().readNBytes(2)[1]};
    }
  }

  private static byte[] clientHello(int version, int suite) {
    int hello = 2 + 32 + 1 + 2 + 2 + 2 + 2 + EXTENSIONS.length;
    ByteBuffer bytes = ByteBuffer.allocate(5 + 4 + hello);
    bytes.put((byte) HANDSHAKE).putShort((short) 0x0301).putShort((short) (4 + hello));
    bytes.putInt((1 << 24) | hello);
    bytes.putShort((short) version).put(new byte[32]).put((byte) 0);
    bytes.putShort((short) 2).putShort((short) suite).put((byte) 1).put((byte) 0);
    bytes.putShort((short) EXTENSIONS.length).put(EXTENSIONS);
    return bytes.array();
  }
}
