package dev.strongroom.http;

import dev.strongroom.kernel.Refused;
import java.nio.charset.StandardCharsets;

/// The parsers that every surface uses: what they do not take, they refuse; what they take of JSON
/// can be written and read again.
public final class HttpFuzz {
  private HttpFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    json(input);
    String text = new String(input, StandardCharsets.UTF_8);
    Authority.parse(text);
    try {
      PathSegments.of("/" + text);
    } catch (Refused refused) {
      refused.problem();
    }
  }

  private static void json(byte[] input) {
    JsonValue value;
    try {
      value = Json.parse(input);
    } catch (Refused refused) {
      return;
    }
    if (!Json.parse(Json.bytes(value)).equals(value)) {
      throw new AssertionError("not read as it was written");
    }
  }
}
