package dev.strongroom.elevation;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The name of a schedule request: a GUID that the client chooses. Its approval has the same.
public record RequestId(UUID value) {
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  public static Optional<RequestId> parse(String text) {
    return GUID.matcher(text).matches()
        ? Optional.of(new RequestId(UUID.fromString(text)))
        : Optional.empty();
  }

  public static RequestId of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a GUID: " + text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
