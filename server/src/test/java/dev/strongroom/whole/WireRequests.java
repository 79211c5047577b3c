package dev.strongroom.whole;

import dev.strongroom.cli.AppWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every request of the data plane's, ARM's and Graph's wire transcripts, as a request to the
/// [AppWorld]: as good a list of what can be asked of this server as its transcripts are.
final class WireRequests {
  private static final Path WIRE = Path.of("src/test/wire");
  private static final Pattern LINE =
      Pattern.compile("^[a-z-]+ (GET|PUT|POST|PATCH|DELETE|HEAD) (\\S+)$");
  private static final String SUBSCRIPTION = "/subscriptions/" + AppWorld.SUBSCRIPTION;

  record Asked(String method, String url, String body) {}

  private WireRequests() {}

  static List<Asked> all() {
    Set<Asked> found = new LinkedHashSet<>();
    try (Stream<Path> files = Files.walk(WIRE)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".http")).sorted().toList()) {
        if (!file.startsWith(WIRE.resolve("token")) && !file.startsWith(WIRE.resolve("signin"))) {
          found.addAll(of(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(found);
  }

  private static List<Asked> of(Path file) throws IOException {
    List<Asked> found = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    String home =
        file.startsWith(WIRE.resolve("arm")) ? "https://management.test" : "https://dev.vault.test";
    for (int i = 0; i < lines.size(); i += 1) {
      Matcher line = LINE.matcher(lines.get(i));
      if (line.matches()) {
        String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
        String body = next.startsWith("{") || next.startsWith("[") ? next : "";
        found.add(new Asked(line.group(1), url(home, line.group(2)), filled(body)));
      }
    }
    return found;
  }

  private static String url(String home, String target) {
    String filled = filled(target);
    String url = filled.startsWith("https://") ? filled : home + filled;
    return url.replace("//contoso.vault.", "//dev.vault.").replace("odd.test:8443", "test");
  }

  private static String filled(String text) {
    return text.replace("{s}", SUBSCRIPTION)
        .replace("{web}", SUBSCRIPTION + "/resourceGroups/dev")
        .replace("{shop}", SUBSCRIPTION + "/resourceGroups/shop")
        .replace("{authz}", "/providers/Microsoft.Authorization")
        .replace("{kv}", "/providers/Microsoft.KeyVault")
        .replace("{mi}", "/providers/Microsoft.ManagedIdentity/userAssignedIdentities")
        .replace("{tenant}", AppWorld.TENANT.toString())
        .replaceAll("\\{[a-z-]+\\}", "44444444-4444-4444-4444-444444444444");
  }
}
