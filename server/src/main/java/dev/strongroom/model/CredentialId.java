package dev.strongroom.model;

import java.util.Optional;
import java.util.UUID;

/// The id of one credential of an application or managed identity (`keyId` in Microsoft Graph).
public record CredentialId(UUID value) {
  public static Optional<CredentialId> parse(String text) {
    return Guid.parse(text).map(CredentialId::new);
  }

  public static CredentialId of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a GUID: " + text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
