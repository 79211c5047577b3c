package dev.strongroom.provisioning;

import java.util.Optional;

/// What is kept of a person beside the user.
public record Person(
    Optional<String> givenName, Optional<String> familyName, Optional<Email> email) {
  public static final Person UNNAMED =
      new Person(Optional.empty(), Optional.empty(), Optional.empty());

  /// @param type as the client calls it, `work`
  public record Email(String address, String type) {}
}
