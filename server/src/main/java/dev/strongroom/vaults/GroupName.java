package dev.strongroom.vaults;

import dev.strongroom.kernel.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a resource group: 1 to 90 ASCII letters, digits and `-_.()`, not ending with a
/// period (Azure also takes letters of other scripts). Identity is the lower-case form.
public record GroupName(String canonical, String display) {
  public static final int MAX_LENGTH = 90;
  private static final Pattern FORM =
      Pattern.compile("[0-9a-zA-Z_().-]{0," + (MAX_LENGTH - 1) + "}[0-9a-zA-Z_()-]");

  public static Optional<GroupName> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new GroupName(text.toLowerCase(Locale.ROOT), text))
        : Optional.empty();
  }

  public static GroupName of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a group name: " + text));
  }

  /// For a group that is about to be created.
  public static GroupName forNew(String text) {
    return parse(text)
        .orElseThrow(() ->
            new Problem.Invalid(
                    "InvalidResourceGroup",
                    "The provided resource group name '"
                        + text
                        + "' is invalid. It must have 1 to "
                        + MAX_LENGTH
                        + " characters, which can only be a letter, digit, '-', '.', '(', ')' or"
                        + " '_', and must not end with a period.")
                .asException());
  }

  /// For a group that is looked up: what cannot be a name names nothing.
  public static GroupName existing(String text) {
    return parse(text).orElseThrow(() -> notFound(text));
  }

  RuntimeException notFound() {
    return notFound(display);
  }

  private static RuntimeException notFound(String text) {
    return new Problem.ResourceNotFound(
            "ResourceGroupNotFound", "Resource group '" + text + "' could not be found.")
        .asException();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupName that && canonical.equals(that.canonical);
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
