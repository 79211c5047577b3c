package dev.strongroom.identity;

import dev.strongroom.kernel.Assurance;
import dev.strongroom.model.PrincipalId;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /// Whether what a sign-in opened may go on: one at another issuer, only while some issuer that
  /// knows the user is trusted.
  ///
  /// @param methods what was shown at the sign-in
  public boolean vouch(Directory directory, PrincipalId user, Set<String> methods) {
    if (!methods.contains(Assurance.FEDERATED)) {
      return true;
    }
    List<TrustedIssuer> present = known.issuers();
    return directory.foreignNamesOf(user).stream()
        .anyMatch(name -> present.stream().anyMatch(issuer -> issuer.url().equals(name.issuer())));
  }
}
