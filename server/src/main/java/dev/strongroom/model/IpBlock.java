package dev.strongroom.model;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A range of addresses: the first `prefix` bits of `high:low`, the others zero. An IPv4 address
/// stands in the upper half of `high`. IPv6 forms of IPv4 addresses are read as IPv4.
public record IpBlock(boolean ipv6, long high, long low, int prefix) {
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;
  private static final int HALF = 64;
  private static final int IPV4_BYTES = 4;
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");
  private static final int OCTET_MAX = 255;

  /// An address, or a range as `10.0.0.0/8`. Bits behind the prefix are ignored, as in Azure.
  public static Optional<IpBlock> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return address(text);
    }
    String prefix = text.substring(slash + 1);
    if (!PREFIX.matcher(prefix).matches()) {
      return Optional.empty();
    }
    int length = Integer.parseInt(prefix);
    return address(text.substring(0, slash))
        .filter(single -> length <= single.prefix())
        .map(single -> single.cut(length));
  }

  /// A single address; no name is ever looked up.
  public static Optional<IpBlock> address(String text) {
    return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
  }

  /// The range of the first `length` bits.
  public IpBlock cut(int length) {
    return new IpBlock(ipv6, high & mask(length), low & mask(length - HALF), length);
  }

  public boolean contains(IpBlock address) {
    return address.ipv6 == ipv6 && address.prefix >= prefix && address.cut(prefix).equals(this);
  }

  private static Optional<IpBlock> ipv4(String text) {
    Matcher parts = IPV4.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long bits = 0;
    for (int i = 1; i <= IPV4_BYTES; i += 1) {
      int octet = Integer.parseInt(parts.group(i));
      if (octet > OCTET_MAX) {
        return Optional.empty();
      }
      bits = (bits << Byte.SIZE) | octet;
    }
    return Optional.of(new IpBlock(false, bits << IPV4_BITS, 0, IPV4_BITS));
  }

  private static Optional<IpBlock> ipv6(String text) {
    int zone = text.indexOf('%');
    try {
      String literal = zone < 0 ? text : text.substring(0, zone);
      ByteBuffer bytes = ByteBuffer.wrap(InetAddress.ofLiteral(literal).getAddress());
      return Optional.of(
          bytes.remaining() == IPV4_BYTES
              ? new IpBlock(false, ((long) bytes.getInt()) << IPV4_BITS, 0, IPV4_BITS)
              : new IpBlock(true, bytes.getLong(), bytes.getLong(), IPV6_BITS));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /// The upper `bits` bits set; a shift by 64 would be a shift by nothing.
  private static long mask(int bits) {
    if (bits <= 0) {
      return 0;
    }
    return bits >= HALF ? -1L : -1L << (HALF - bits);
  }
}
