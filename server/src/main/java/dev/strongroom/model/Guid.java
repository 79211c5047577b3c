package dev.strongroom.model;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Azure's GUIDs as text: 8-4-4-4-12 hexadecimal digits, compared without regard to case, written
/// in lower case.
final class Guid {
  private static final Pattern FORM =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

  private Guid() {}

  static Optional<UUID> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }
}
