package dev.strongroom.dataplane;

import dev.strongroom.http.Json;
import dev.strongroom.kernel.Refused;
import dev.strongroom.secrets.SetSecret;
import java.nio.charset.StandardCharsets;

/// Bodies of requests about secrets: refused, or read; and the value that our own reader takes is
/// the one that the JSON library takes.
public final class BodyFuzz {
  private BodyFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try (SecretBody body = SecretBody.withValue(input)) {
      SetSecret.Content content = body.content();
      String value = new String(content.value().reveal(), StandardCharsets.UTF_8);
      String expected = Json.parse(input).text("value").orElse("");
      if (!value.equals(expected)) {
        throw new AssertionError("another value was read");
      }
    } catch (Refused refused) {
      refused.problem();
    }
    try (SecretBody body = SecretBody.withoutValue(input)) {
      body.change();
    } catch (Refused refused) {
      refused.problem();
    }
  }
}
