package dev.strongroom.token;

import dev.strongroom.http.Request;
import java.util.Locale;
import java.util.Optional;

/// Which managed-identity protocol a request speaks. Clients put any prefix before these paths,
/// double their slashes and leave one at the end.
enum IdentityRoute {
  /// `IDENTITY_ENDPOINT` with `X-IDENTITY-HEADER` (2019-08-01).
  APP_SERVICE,
  /// `MSI_ENDPOINT` with `secret` (2017-09-01).
  APP_SERVICE_2017,
  /// The address of virtual machines, 169.254.169.254.
  IMDS,
  /// `MSI_ENDPOINT` without a secret.
  CLOUD_SHELL,
  COMPUTE,
  LOCATION;

  static Optional<IdentityRoute> of(Request request) {
    String path = ("/" + request.path() + "/").replaceAll("/{2,}", "/").toLowerCase(Locale.ROOT);
    if (path.endsWith("/metadata/identity/oauth2/token/")) {
      return Optional.of(IMDS);
    } else if (path.endsWith("/msi/token/")) {
      boolean old =
          request.header("secret").isPresent() && request.header("X-IDENTITY-HEADER").isEmpty();
      return Optional.of(old ? APP_SERVICE_2017 : APP_SERVICE);
    } else if (path.endsWith("/oauth2/token/")) {
      return Optional.of(CLOUD_SHELL);
    } else if (path.endsWith("/metadata/instance/compute/")) {
      return Optional.of(COMPUTE);
    } else if (path.endsWith("/metadata/instance/compute/location/")) {
      return Optional.of(LOCATION);
    }
    return Optional.empty();
  }

  boolean appService() {
    return this == APP_SERVICE || this == APP_SERVICE_2017;
  }

  boolean allows(String method) {
    return method.equals("GET") || (this == CLOUD_SHELL && method.equals("POST"));
  }
}
