package dev.strongroom.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a secret, key or certificate: 1 to 127 ASCII letters, digits and hyphens (Swagger
/// `^[0-9a-zA-Z-]+$`; the length from Azure's documentation). Identity is the lower-case form,
/// because Azure compares identifiers without regard to case; `display` keeps the spelling it was
/// created with.
public record ObjectName(String canonical, String display) {
  public static final int MAX_LENGTH = 127;
  private static final Pattern FORM = Pattern.compile("[0-9a-zA-Z-]{1," + MAX_LENGTH + "}");

  public static Optional<ObjectName> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new ObjectName(text.toLowerCase(Locale.ROOT), text))
        : Optional.empty();
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
