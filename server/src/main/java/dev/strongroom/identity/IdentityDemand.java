package dev.strongroom.identity;

import dev.strongroom.model.AppId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// A request for a token of a managed identity.
///
/// @param proof what the caller showed that it cannot choose
/// @param wanted which of several identities it wants
public record IdentityDemand(Proof proof, Optional<String> resource, Wanted wanted) {
  public sealed interface Proof {
    /// The value of `X-IDENTITY-HEADER` or `secret`.
    record Header(SecretBytes value) implements Proof {}

    /// The Unix user whom the kernel named at the other end of a socket.
    record UnixUser(int uid) implements Proof {}

    /// Nothing but having reached the endpoint that the operator bound to one identity.
    record Endpoint(AppId identity) implements Proof {}

    record Nothing() implements Proof {}
  }

  /// Each is compared with what the proof allows, and chooses among it; it never adds to it.
  public record Wanted(
      Optional<String> clientId, Optional<String> objectId, Optional<String> resourceId) {

    boolean fits(Principal.ManagedIdentity identity) {
      return clientId.map(id -> id.equalsIgnoreCase(identity.app().toString())).orElse(true)
          && objectId.map(id -> id.equalsIgnoreCase(identity.id().toString())).orElse(true)
          && resourceId.map(id -> ResourceId.of(id).equals(identity.resource())).orElse(true);
    }
  }
}
