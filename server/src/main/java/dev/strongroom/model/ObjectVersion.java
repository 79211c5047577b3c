package dev.strongroom.model;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The version of an object: 32 lower-case hexadecimal digits, chosen at random.
public record ObjectVersion(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{32}");
  private static final int BYTES = 16;

  public static Optional<ObjectVersion> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new ObjectVersion(text.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  public static ObjectVersion random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new ObjectVersion(HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return hex;
  }
}
