package dev.strongroom.kernel;

import java.util.Optional;

/// Where a request came from, for the audit record. No header or body of the request but these ever
/// reaches it.
///
/// @param requestId ours, a GUID, sent back as `x-ms-request-id`
/// @param correlationId the client's `x-ms-client-request-id`
/// @param address the peer's address, as text
/// @param authority scheme, host and port of the request, as `https://dev.vault.localhost:8443`
/// @param uri the path and query as received, without secrets: no API of ours carries one there
/// @param tlsVersion `TLS1_3`, `TLS1_2`, or empty on the loopback identity endpoint
public record Origin(
    String requestId,
    Optional<String> correlationId,
    String address,
    String userAgent,
    String authority,
    String uri,
    String apiVersion,
    String tlsVersion) {
  /// For jobs and start-up: the server asks itself.
  public static Origin internal(String requestId) {
    return new Origin(requestId, Optional.empty(), "", "strongroom", "", "", "", "");
  }
}
