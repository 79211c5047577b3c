package dev.strongroom.signin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where somebody goes on to after signing in. It travels through the page as text, so it can only
/// name places of ours: the address is always built here.
sealed interface Destination {
  Pattern AUTHORIZE =
      Pattern.compile("authorize ([A-Za-z0-9.-]{1,64}) (v1|v2) ([\\x21-\\x7e]{0,8000})");

  Pattern ORIGIN =
      Pattern.compile(
          "(https?://(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?)(?:[/?#].*)?");

  /// A scheme of an application's own leads to no site.
  Pattern OWN_SCHEME =
      Pattern.compile("((?:msal[a-z0-9-]+|[a-z][a-z0-9+-]*(?:\\.[a-z0-9+-]+)+):).*");

  record Account() implements Destination {}

  record Device() implements Destination {}

  /// @param query as the application sent it
  record Authorize(String tenant, boolean v1, String query) implements Destination {}

  static Destination parse(String text) {
    Matcher authorize = AUTHORIZE.matcher(text);
    if (authorize.matches()) {
      return new Authorize(authorize.group(1), authorize.group(2).equals("v1"), authorize.group(3));
    }
    return text.equals("device") ? new Device() : new Account();
  }

  default String text() {
    return switch (this) {
      case Account() -> "account";
      case Device() -> "device";
      case Authorize(String tenant, boolean v1, String query) ->
          "authorize " + tenant + (v1 ? " v1 " : " v2 ") + query;
    };
  }

  /// Path and query at this host. What asked for a fresh sign-in is taken out: it has been given.
  default String location() {
    return switch (this) {
      case Account() -> "/account";
      case Device() -> "/device";
      case Authorize(String tenant, boolean v1, String query) ->
          "/" + tenant + (v1 ? "/oauth2/authorize?" : "/oauth2/v2.0/authorize?") + settled(query);
    };
  }

  /// Whether the application wants the person to show something now, whoever is signed in.
  default boolean fresh() {
    return this instanceof Authorize(_, _, String query)
        && Arrays.asList(query.toLowerCase(Locale.ROOT).split("&", -1)).contains("prompt=login");
  }

  private static String settled(String query) {
    return Arrays.stream(query.split("&", -1))
        .filter(pair -> !pair.toLowerCase(Locale.ROOT).startsWith("prompt="))
        .collect(Collectors.joining("&"));
  }

  /// The origin that the browser will be sent to in the end, for the page's own policy. It stands
  /// in a header and comes back in a form that anybody may send, so nothing but an origin passes.
  static Optional<String> originOf(String redirect) {
    Matcher origin = ORIGIN.matcher(redirect);
    Matcher own = OWN_SCHEME.matcher(redirect);
    if (origin.matches()) {
      return Optional.of(origin.group(1));
    }
    return own.matches() ? Optional.of(own.group(1)) : Optional.empty();
  }
}
