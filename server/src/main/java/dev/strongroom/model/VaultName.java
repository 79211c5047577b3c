package dev.strongroom.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A vault's name: 3 to 24 letters, digits and hyphens; starts with a letter, ends with a letter or
/// digit, no `--`. Identity is the lower-case form; `display` keeps the spelling it was created
/// with.
public record VaultName(String canonical, String display) {
  public static final int MIN_LENGTH = 3;
  public static final int MAX_LENGTH = 24;
  private static final Pattern FORM = Pattern.compile("[a-zA-Z](?:-?[a-zA-Z0-9])*");

  public static Optional<VaultName> parse(String text) {
    boolean fits = text.length() >= MIN_LENGTH && text.length() <= MAX_LENGTH;
    return fits && FORM.matcher(text).matches()
        ? Optional.of(new VaultName(text.toLowerCase(Locale.ROOT), text))
        : Optional.empty();
  }

  public static VaultName of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a vault name: " + text));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VaultName that && canonical.equals(that.canonical);
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
