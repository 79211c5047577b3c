package dev.strongroom.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// The URL of a token issuer. Only https, so that its keys come over a verified connection.
final class IssuerUrl {
  private static final int MAX_LENGTH = 600;

  private IssuerUrl() {}

  static boolean allowed(String text) {
    return parse(text).isPresent();
  }

  static Optional<URI> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      boolean plain =
          "https".equalsIgnoreCase(uri.getScheme())
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      return plain ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }
}
