package dev.strongroom.vaults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// `sku.name`; the family is always `A`.
public enum Sku {
  STANDARD,
  PREMIUM;

  public static Optional<Sku> parse(String text) {
    return Arrays.stream(values()).filter(sku -> sku.wire().equalsIgnoreCase(text)).findFirst();
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
