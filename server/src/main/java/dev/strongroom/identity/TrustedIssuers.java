package dev.strongroom.identity;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Which other issuers are trusted now. The operator changes it while the server runs; it is
/// replaced as a whole.
public final class TrustedIssuers {
  /// @param accepting those whose tokens are accepted here for some audience, by their URL
  public record Known(
      List<TrustedIssuer> issuers, IssuerKeys keys, Map<String, TrustedIssuer> accepting) {
    public Known {
      issuers = List.copyOf(issuers);
      accepting = Map.copyOf(accepting);
    }

    public static Known of(List<TrustedIssuer> issuers, IssuerKeys keys) {
      return new Known(
          issuers,
          keys,
          issuers.stream()
              .filter(issuer -> !issuer.accepted().audiences().isEmpty())
              .collect(Collectors.toMap(TrustedIssuer::url, Function.identity())));
    }
  }

  private volatile Known known;

  public TrustedIssuers(Known first) {
    this.known = first;
  }

  /// The same object until it is replaced.
  public Known now() {
    return known;
  }

  public void replace(Known next) {
    known = next;
  }
}
