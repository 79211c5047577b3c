package dev.strongroom.vaults;

import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The regions of this server, the first being the default. `East US` and `eastus` name the same
/// one, as in Azure.
public record Locations(List<String> names) {
  public Locations {
    Check.that(!names.isEmpty(), "a server has a location");
    names = names.stream().map(Locations::normal).distinct().toList();
  }

  public String first() {
    return names.getFirst();
  }

  public Optional<String> find(String given) {
    String name = normal(given);
    return names.contains(name) ? Optional.of(name) : Optional.empty();
  }

  /// The region that a resource of `type` asks for; refuses none and an unknown one in ARM's words.
  public String require(Optional<String> given, String type) {
    String wanted =
        given
            .filter(text -> !text.isBlank())
            .orElseThrow(() ->
                new Problem.Invalid(
                        "LocationRequired",
                        "The location property is required for this definition.")
                    .asException());
    return find(wanted).orElseThrow(() -> notAvailable(wanted, type));
  }

  private RuntimeException notAvailable(String wanted, String type) {
    return new Problem.Invalid(
            "LocationNotAvailableForResourceType",
            "The provided location '"
                + wanted
                + "' is not available for resource type '"
                + type
                + "'. List of available regions for the resource type is '"
                + String.join(",", names)
                + "'.")
        .asException();
  }

  private static String normal(String given) {
    return given.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
