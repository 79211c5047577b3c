package dev.strongroom.signin;

import dev.strongroom.http.Response;
import dev.strongroom.http.Response.Header;
import dev.strongroom.token.Exchange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keeps cookies, remembers the last page, and sends its forms with their hidden fields; without
/// scripts.
final class TestBrowser {
  private static final Pattern FORM =
      Pattern.compile("(?s)<form method=\"post\" action=\"([^\"]*)\"(.*?)</form>");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

  final Map<String, String> cookies = new LinkedHashMap<>();
  private final Function<Exchange, Response> server;
  private final String origin;
  private String page = "";
  private String address = "10.0.0.7";

  TestBrowser(SignInWorld world) {
    this(world::send, SignInWorld.ORIGIN);
  }

  /// @param origin of the pages
  TestBrowser(Function<Exchange, Response> server, String origin) {
    this.server = server;
    this.origin = origin;
  }

  TestBrowser at(String newAddress) {
    address = newAddress;
    return this;
  }

  Response get(String path) {
    return taken(server.apply(dressed(Exchange.get(path))));
  }

  /// What [#get] would send, for another node.
  Exchange asked(String path) {
    return dressed(Exchange.get(path));
  }

  /// Goes on while the server sends it elsewhere on this host.
  Response follow(Response response) {
    Response now = response;
    while (SignInWorld.header(now, "Location").filter(to -> to.startsWith("/")).isPresent()) {
      now = get(SignInWorld.header(now, "Location").orElseThrow());
    }
    return now;
  }

  /// Fills in the form of the last page that leads to `action`.
  Response submit(String action, String... fields) {
    Map<String, String> form = hidden(action);
    for (int i = 0; i < fields.length; i += 2) {
      form.put(fields[i], fields[i + 1]);
    }
    return post(action, form);
  }

  Response post(String action, Map<String, String> form) {
    return taken(server.apply(dressed(Exchange.post(action, form)).header("Origin", origin)));
  }

  /// What [#submit] would send, for more than one node.
  Exchange filled(String action, String... fields) {
    Map<String, String> form = hidden(action);
    for (int i = 0; i < fields.length; i += 2) {
      form.put(fields[i], fields[i + 1]);
    }
    return dressed(Exchange.post(action, form)).header("Origin", origin);
  }

  /// The hidden fields of the first form that leads there.
  Map<String, String> hidden(String action) {
    Map<String, String> form = new LinkedHashMap<>();
    Matcher forms = FORM.matcher(page);
    while (forms.find()) {
      if (forms.group(1).equals(action) && form.isEmpty()) {
        Matcher hidden = HIDDEN.matcher(forms.group(2));
        while (hidden.find()) {
          form.put(hidden.group(1), unescaped(hidden.group(2)));
        }
      }
    }
    return form;
  }

  /// The challenge of the page's passkey form.
  String challenge() {
    Matcher found = Pattern.compile("data-challenge=\"([^\"]+)\"").matcher(page);
    return found.find() ? found.group(1) : "";
  }

  /// What the page's script would send.
  Response passkey(String action, Function<String, Map<String, String>> authenticator) {
    Map<String, String> form = hidden(action);
    form.putAll(authenticator.apply(challenge()));
    return post(action, form);
  }

  String page() {
    return page;
  }

  Response signIn(String path, String name, String password) {
    get(path);
    return submit("/login", "username", name, "password", password);
  }

  private Exchange dressed(Exchange exchange) {
    StringBuilder header = new StringBuilder();
    cookies.forEach((name, value) ->
        header.append(header.isEmpty() ? "" : "; ").append(name).append('=').append(value));
    return exchange.from(address).header("Cookie", header.toString()).header("User-Agent", "Test");
  }

  private Response taken(Response response) {
    for (Header header : response.headers()) {
      if (header.name().equalsIgnoreCase("Set-Cookie")) {
        String pair = header.value().replaceFirst(";.*", "");
        String name = pair.replaceFirst("=.*", "");
        if (header.value().contains("Max-Age=0")) {
          cookies.remove(name);
        } else {
          cookies.put(name, pair.substring(name.length() + 1));
        }
      }
    }
    page = SignInWorld.text(response);
    return response;
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
