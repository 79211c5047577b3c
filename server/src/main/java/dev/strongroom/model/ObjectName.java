package dev.strongroom.model;

import java.util.Locale;
import java.util.Optional;

/// The name of a secret, key or certificate: 1 to 127 ASCII letters, digits and hyphens (Swagger
/// `^[0-9a-zA-Z-]+$`; the length from Azure's documentation). Identity is the lower-case form,
/// because Azure compares identifiers without regard to case; `display` keeps the spelling it was
/// created with.
public record ObjectName(String canonical, String display) {
  public static final int MAX_LENGTH = 127;

  public static Optional<ObjectName> parse(String text) {
    return fits(text)
        ? Optional.of(new ObjectName(text.toLowerCase(Locale.ROOT), text))
        : Optional.empty();
  }

  /// Every request asks, so there is no regular expression here.
  private static boolean fits(String text) {
    int length = text.length();
    for (int i = 0; i < length; i += 1) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return length >= 1 && length <= MAX_LENGTH;
  }

  public static ObjectName of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an object name: " + text));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectName that && canonical.equals(that.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return display;
  }
}
