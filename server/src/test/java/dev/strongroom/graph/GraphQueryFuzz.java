package dev.strongroom.graph;

import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import dev.strongroom.token.Exchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// `$filter` and `$search` of Graph: read or refused, and what was read judges every object.
public final class GraphQueryFuzz {
  private static final Map<String, Function<String, List<String>>> PROPERTIES =
      Map.of(
          "id", one -> List.of(one),
          "displayName", one -> List.of(one.toUpperCase(Locale.ROOT)),
          "proxyAddresses", one -> List.of(one, one + one));
  private static final Who.Principal WHO =
      new Who.Principal(
          TenantId.of("11111111-1111-4111-8111-111111111111"),
          PrincipalId.of("22222222-2222-4222-8222-222222222222"),
          Optional.empty(),
          "https://login.corp.test/",
          Caller.Kind.USER);

  private GraphQueryFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    judge(() -> Filter.parse(text, PROPERTIES));
    GraphCall call =
        new GraphCall(
            Exchange.get("/v1.0/users?$search=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .header("ConsistencyLevel", "eventual")
                .request(),
            Map.of(),
            WHO);
    judge(() -> Search.parse(call, PROPERTIES));
  }

  private static void judge(Supplier<Predicate<String>> parse) {
    Predicate<String> read;
    try {
      read = parse.get();
    } catch (Refused refused) {
      refused.problem();
      return;
    }
    for (String object : List.of("", "a", "o'neill", "x".repeat(300))) {
      boolean once = read.test(object);
      if (once != read.test(object)) {
        throw new AssertionError("judged in two ways");
      }
    }
  }
}
