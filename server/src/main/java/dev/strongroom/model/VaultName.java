package dev.strongroom.model;

import java.util.Locale;
import java.util.Optional;

/// A vault's name: 3 to 24 letters, digits and hyphens; starts with a letter, ends with a letter or
/// digit, no `--`. Identity is the lower-case form; `display` keeps the spelling it was created
/// with.
///
/// A managed HSM is a vault of keys with rules of its own, and its names are others than those of
/// vaults: both may be called `contoso`. So its identity ends with a word that no vault's can.
public record VaultName(String canonical, String display) {
  public static final int MIN_LENGTH = 3;
  public static final int MAX_LENGTH = 24;
  private static final String OF_HSM = ".managedhsm";

  public static Optional<VaultName> parse(String text) {
    return fits(text)
        ? Optional.of(new VaultName(text.toLowerCase(Locale.ROOT), text))
        : Optional.empty();
  }

  /// The name of a managed HSM.
  public static Optional<VaultName> parseHsm(String text) {
    return parse(text).map(name -> new VaultName(name.canonical + OF_HSM, name.display));
  }

  public boolean isHsm() {
    return canonical.endsWith(OF_HSM);
  }

  /// Of the resource, as the control plane writes it.
  public String type() {
    return "Microsoft.KeyVault/" + (isHsm() ? "managedHSMs" : "vaults");
  }

  /// The first label of its host.
  public String label() {
    return isHsm() ? canonical.substring(0, canonical.length() - OF_HSM.length()) : canonical;
  }

  /// Every request asks, so there is no regular expression here.
  private static boolean fits(String text) {
    int length = text.length();
    if (length < MIN_LENGTH || length > MAX_LENGTH || !isLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length; i += 1) {
      char c = text.charAt(i);
      boolean hyphen = c == '-' && text.charAt(i - 1) != '-' && i + 1 < length;
      if (!hyphen && !isLetter(c) && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
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
