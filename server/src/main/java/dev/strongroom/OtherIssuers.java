package dev.strongroom;

import dev.strongroom.Config.Issuer;
import dev.strongroom.identity.ForeignSignIns;
import dev.strongroom.identity.OidcDocuments;
import dev.strongroom.identity.OidcIssuerKeys;
import dev.strongroom.identity.TrustedIssuers;
import dev.strongroom.identity.TrustedIssuers.Known;
import dev.strongroom.model.AppId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the configuration says of other issuers, and what was made of it. It can be replaced while
/// the server runs: then tokens, sign-ins, provisioning and release policies follow at the next
/// request.
public final class OtherIssuers {
  private record Made(List<Issuer> from, OidcIssuerKeys keys, ForeignSignIns signIns) {
    /// @throws UnusableIssuer when a file cannot be used
    static Made of(List<Issuer> issuers) {
      OidcDocuments documents = IssuerFiles.documents(issuers);
      OidcIssuerKeys keys = IssuerFiles.keys(issuers, documents);
      return new Made(List.copyOf(issuers), keys, IssuerFiles.signIns(issuers, documents, keys));
    }

    Known known() {
      return Known.of(from.stream().map(Issuer::trusted).toList(), keys);
    }
  }

  private final TrustedIssuers trusted;
  private volatile Made made;

  private OtherIssuers(Made first) {
    this.made = first;
    this.trusted = new TrustedIssuers(first.known());
  }

  /// @throws UnusableIssuer when a file cannot be used
  public static OtherIssuers of(List<Issuer> issuers) {
    return new OtherIssuers(Made.of(issuers));
  }

  /// Keys that were fetched from an issuer of which nothing has changed stay, so that it need not
  /// be asked again; not where a file says who is believed to be it, because another file may lie
  /// there now.
  ///
  /// @throws UnusableIssuer when a file cannot be used; then everything stays as it was
  public synchronized void replace(List<Issuer> issuers) {
    Made next = Made.of(issuers);
    Set<String> unchanged =
        issuers.stream()
            .filter(made.from()::contains)
            .filter(issuer -> issuer.authorityFile().isEmpty())
            .map(issuer -> issuer.trusted().url())
            .collect(Collectors.toUnmodifiableSet());
    next.keys().inherit(made.keys(), unchanged);
    made = next;
    trusted.replace(next.known());
  }

  public TrustedIssuers trusted() {
    return trusted;
  }

  ForeignSignIns signIns() {
    return made.signIns();
  }

  /// Whose users an application provisions.
  Optional<String> provisionedBy(AppId client) {
    return made.from().stream()
        .filter(issuer -> issuer.provisionedBy().filter(client::equals).isPresent())
        .map(issuer -> issuer.trusted().url())
        .findFirst();
  }
}
