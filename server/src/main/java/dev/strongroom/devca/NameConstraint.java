package dev.strongroom.devca;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;

/// What the authority may certify: names under its suffixes, `localhost`, and the loopback
/// addresses.
final class NameConstraint {
  private static final String LOCALHOST = "localhost";

  /// Address and mask, RFC 5280 4.2.1.10: 127.0.0.0/8 and ::1/128.
  private static final byte[] LOOPBACK_4 = {127, 0, 0, 0, (byte) 255, 0, 0, 0};

  private static final byte[] LOOPBACK_6 = loopback6();

  /// Absent: RFC 5280 forbids an empty list.
  private static final GeneralSubtree @Nullable [] NOTHING_EXCLUDED = null;

  private NameConstraint() {}

  static NameConstraints permitting(List<String> suffixes) {
    Stream<GeneralName> names =
        Stream.concat(suffixes.stream(), Stream.of(LOCALHOST))
            .distinct()
            .map(suffix -> new GeneralName(GeneralName.dNSName, suffix));
    Stream<GeneralName> addresses =
        Stream.of(LOOPBACK_4, LOOPBACK_6)
            .map(range -> new GeneralName(GeneralName.iPAddress, new DEROctetString(range)));
    return new NameConstraints(
        Stream.concat(names, addresses).map(GeneralSubtree::new).toArray(GeneralSubtree[]::new),
        NOTHING_EXCLUDED);
  }

  static boolean covers(X509Certificate authority, List<String> suffixes) {
    byte[] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
    if (extension == null) {
      return false;
    }
    try {
      byte[] value = ASN1OctetString.getInstance(extension).getOctets();
      NameConstraints found = NameConstraints.getInstance(ASN1OctetString.fromByteArray(value));
      Set<String> permitted =
          Arrays.stream(found.getPermittedSubtrees())
              .map(GeneralSubtree::getBase)
              .filter(name -> name.getTagNo() == GeneralName.dNSName)
              .map(name -> name.getName().toString())
              .collect(Collectors.toUnmodifiableSet());
      return permitted.containsAll(suffixes);
    } catch (IOException | IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static byte[] loopback6() {
    byte[] range = new byte[32];
    range[15] = 1;
    Arrays.fill(range, 16, 32, (byte) 255);
    return range;
  }
}
