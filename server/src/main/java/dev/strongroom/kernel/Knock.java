package dev.strongroom.kernel;

import java.util.List;
import java.util.Optional;

/// A request at the door, before anything in it is believed: where it comes from, what it shows,
/// and what a token must have been issued for.
///
/// @param bearer the token of `Authorization: Bearer …`; empty when there is none
/// @param audiences the `aud` values accepted here, without a trailing slash
/// @param challenge the `WWW-Authenticate` value that a refusal carries; empty where none is sent
/// @param open true where the surface serves callers without a token (token endpoints, discovery)
public record Knock(
    Origin origin,
    Optional<String> bearer,
    List<String> audiences,
    Optional<String> challenge,
    boolean open) {
  @Override
  public String toString() {
    return "Knock[" + origin.requestId() + "]";
  }
}
