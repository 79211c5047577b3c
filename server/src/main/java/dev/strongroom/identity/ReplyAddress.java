package dev.strongroom.identity;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.AppId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a registered application has people's browsers sent back to (a redirect URI).
///
/// @param position among those of its platform
public record ReplyAddress(AppId application, Platform platform, int position, String uri)
    implements Governed {
  public static final int MAX_LENGTH = 256;
  private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._~:/?\\[\\]@!$&()+,;=%-]+");
  private static final Pattern PRIVATE_SCHEME =
      Pattern.compile("msal[a-z0-9-]+|[a-z][a-z0-9+-]*(\\.[a-z0-9+-]+)+");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /// How an application is known again when it comes for its tokens.
  public enum Platform {
    /// A server, which keeps a secret or a key and proves it.
    WEB("web"),
    /// A page in a browser: PKCE, and the origin that the browser names.
    SPA("spa"),
    /// A program on somebody's machine: PKCE.
    PUBLIC_CLIENT("publicClient");

    private final String member;

    Platform(String member) {
      this.member = member;
    }

    /// Graph's word.
    public String member() {
      return member;
    }
  }

  /// Why it cannot be one; empty when it can. Nothing that a browser would read in another way than
  /// we do is taken: no fragment, no user, no pattern, no way up.
  public static Optional<String> objection(Platform platform, String uri) {
    if (uri.length() > MAX_LENGTH || !CHARACTERS.matcher(uri).matches()) {
      return Optional.of("it must have 1 to 256 of the characters that a URI may have, and no '*'");
    }
    Optional<URI> parsed = parsed(uri);
    if (parsed.isEmpty() || parsed.get().getScheme() == null) {
      return Optional.of("it must be an absolute URI");
    }
    URI read = parsed.get();
    String scheme = read.getScheme();
    if (read.getRawUserInfo() != null || read.getRawFragment() != null || climbs(read)) {
      return Optional.of("it must have no user, no fragment and no '..'");
    } else if (scheme.equals("https") || scheme.equals("http")) {
      return web(read);
    }
    boolean own = platform == Platform.PUBLIC_CLIENT && PRIVATE_SCHEME.matcher(scheme).matches();
    return own
        ? Optional.empty()
        : Optional.of(
            "its scheme must be https, or for a public client one of its own, as com.corp.app");
  }

  private static Optional<String> web(URI read) {
    if (read.getHost() == null) {
      return Optional.of("it must name a host");
    }
    boolean plain = read.getScheme().equals("http") && !LOOPBACK.contains(read.getHost());
    return plain ? Optional.of("http is for localhost only") : Optional.empty();
  }

  private static boolean climbs(URI uri) {
    String path = Optional.ofNullable(uri.getRawPath()).orElse("").toLowerCase(Locale.ROOT);
    return path.contains("/..")
        || path.contains("%2e")
        || path.contains("%2f")
        || path.contains("%5c");
  }

  private static Optional<URI> parsed(String uri) {
    try {
      return Optional.of(new URI(uri));
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  /// Whether an application may be answered there. To the letter; only the port of a program that
  /// listens on its own machine is left open, because it takes what is free (RFC 8252, 7.3).
  public boolean admits(String asked) {
    if (asked.equals(uri)) {
      return true;
    }
    return platform == Platform.PUBLIC_CLIENT
        && asked.length() <= MAX_LENGTH
        && withoutPort(uri).isPresent()
        && withoutPort(uri).equals(withoutPort(asked));
  }

  private static Optional<String> withoutPort(String text) {
    return parsed(text)
        .filter(uri -> "http".equals(uri.getScheme()) && uri.getHost() != null)
        .filter(uri -> LOOPBACK.contains(uri.getHost()))
        .filter(uri -> objection(Platform.PUBLIC_CLIENT, text).isEmpty())
        .map(uri ->
            uri.getHost()
                + " "
                + Optional.ofNullable(uri.getRawPath()).orElse("")
                + " "
                + Optional.ofNullable(uri.getRawQuery()).orElse("?"));
  }

  /// What a browser names as the origin of a page there; empty for other than web addresses.
  public Optional<String> origin() {
    return parsed(uri)
        .filter(read -> read.getHost() != null)
        .filter(read -> Set.of("https", "http").contains(read.getScheme()))
        .map(read ->
            read.getScheme() + "://" + read.getHost().toLowerCase(Locale.ROOT) + port(read));
  }

  private static String port(URI uri) {
    int usual = uri.getScheme().equals("https") ? 443 : 80;
    return uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("appId", application.toString(), "platform", platform.member, "redirectUri", uri);
  }
}
