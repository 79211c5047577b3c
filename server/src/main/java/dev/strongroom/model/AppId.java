package dev.strongroom.model;

import java.util.Optional;
import java.util.UUID;

/// The application (client) id of an application or managed identity (`appid`).
public record AppId(UUID value) {
  public static Optional<AppId> parse(String text) {
    return Guid.parse(text).map(AppId::new);
  }

  public static AppId of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a GUID: " + text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
