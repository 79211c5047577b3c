package dev.strongroom.token;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Response;
import dev.strongroom.identity.IdentityWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Every door of signing in: the first byte chooses door and path, a line the rest of the path,
/// what follows is the body. Always a 2xx or a clear 4xx, always one record, never a token for
/// nothing.
public final class TokenFuzz {
  private static final IdentityWorld WORLD = world();
  private static final List<Answerer> DOORS =
      List.of(
          new TokenService(
              WORLD.gate, IdentityWorld.CLOUDS, WORLD.signIn, WORLD.people, () -> WORLD.now),
          new ManagedIdentityEndpoint(
              WORLD.gate, WORLD.signIn, new IdentityDoor.Loopback(Optional.empty()), "westeurope"));

  private TokenFuzz() {}

  /// Makes the world before the first input, whose time is limited.
  public static void fuzzerInitialize() {
    check(DOORS.size() == 2, "two doors");
  }

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int choice = input[0] & 0xff;
    int line = lineEnd(input);
    String rest = new String(input, 1, line - 1, StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length);
    List<String> paths = TokenNoiseTest.PATHS;
    String path =
        paths.get(choice % paths.size()).replace("{t}", IdentityWorld.TENANT.toString()) + rest;
    WORLD.pass(Duration.ofMinutes(6));
    WORLD.records.clear();
    Exchange exchange =
        Exchange.get(path)
            .method(body.length == 0 ? "GET" : "POST")
            .header("Metadata", "true")
            .body(body);
    Response answer = DOORS.get(choice / paths.size() % DOORS.size()).answer(exchange.request());
    check(answer.status() >= 200 && answer.status() < 500, "status " + answer.status());
    check(WORLD.records.size() == 1, WORLD.records.size() + " records");
    check(!Exchange.text(answer).contains("\"access_token\""), "a token for nothing");
  }

  private static int lineEnd(byte[] input) {
    int at = 1;
    while (at < input.length && input[at] != '\n') {
      at += 1;
    }
    return at;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private static IdentityWorld world() {
    try {
      return IdentityWorld.fresh(Files.createTempDirectory("token-fuzz"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
