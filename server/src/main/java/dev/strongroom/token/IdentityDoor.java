package dev.strongroom.token;

import dev.strongroom.http.Request;
import dev.strongroom.identity.IdentityDemand.Proof;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.AppId;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;
import java.util.Set;

/// Where a managed-identity endpoint listens, and so what a caller can prove there. A header value
/// proves an identity at every door.
public sealed interface IdentityDoor {
  /// Plain HTTP on loopback, where every process of the machine can knock.
  ///
  /// @param everyProcessIs the one identity that the operator gives to all of them; without it the
  ///   protocols that show no secret (IMDS, Cloud Shell) get nothing here
  record Loopback(Optional<AppId> everyProcessIs) implements IdentityDoor {}

  /// A Unix socket, where the kernel names the caller's user.
  record UnixSocket() implements IdentityDoor {}

  /// The names a local client calls loopback by. A page in a browser that found its way here by
  /// rebinding its own name shows that name.
  Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]", "169.254.169.254");

  default Proof proof(Request request, IdentityRoute route) {
    Optional<String> header =
        request
            .header(route == IdentityRoute.APP_SERVICE_2017 ? "secret" : "X-IDENTITY-HEADER")
            .filter(value -> !value.isEmpty());
    if (header.isPresent()) {
      return new Proof.Header(SecretBytes.utf8(header.get()));
    } else if (route == IdentityRoute.APP_SERVICE) {
      throw new Problem.Unauthenticated(
              "The X-IDENTITY-HEADER header is missing; send the value of IDENTITY_HEADER.",
              Optional.empty())
          .asException();
    }
    return bare(request);
  }

  private Proof bare(Request request) {
    return switch (this) {
      case UnixSocket() ->
          request.peerUser().isPresent()
              ? new Proof.UnixUser(request.peerUser().getAsInt())
              : new Proof.Nothing();
      case Loopback(Optional<AppId> everyProcessIs) ->
          LOCAL_NAMES.contains(request.host())
              ? everyProcessIs.<Proof>map(Proof.Endpoint::new).orElseGet(Proof.Nothing::new)
              : new Proof.Nothing();
    };
  }
}
