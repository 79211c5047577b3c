package dev.strongroom.token;

import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Builds requests as the listener would hand them over.
public final class Exchange {
  private String method = "GET";
  private String host = "login.corp.test";
  private int port = 443;
  private String scheme = "https";
  private String target = "/";
  private String peer = "10.0.0.7";
  private OptionalInt user = OptionalInt.empty();
  private byte[] body = {};
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  public static Exchange get(String target) {
    Exchange exchange = new Exchange();
    exchange.target = target;
    return exchange;
  }

  public static Exchange post(String target, Map<String, String> form) {
    Exchange exchange = get(target);
    exchange.method = "POST";
    exchange.header("Content-Type", "application/x-www-form-urlencoded");
    exchange.body = encoded(form).getBytes(StandardCharsets.US_ASCII);
    return exchange;
  }

  public static Map<String, String> form(String... pairs) {
    Map<String, String> form = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      form.put(pairs[i], pairs[i + 1]);
    }
    return form;
  }

  public Exchange method(String name) {
    method = name;
    return this;
  }

  public Exchange target(String pathAndQuery) {
    target = pathAndQuery;
    return this;
  }

  public Exchange at(String newScheme, String newHost, int newPort) {
    scheme = newScheme;
    host = newHost;
    port = newPort;
    return this;
  }

  public Exchange from(String address) {
    peer = address;
    return this;
  }

  public Exchange user(int uid) {
    user = OptionalInt.of(uid);
    return this;
  }

  public Exchange header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public Exchange body(byte[] bytes) {
    body = bytes;
    return this;
  }

  public Request request() {
    return new Request(
        "99999999-9999-4999-8999-999999999999",
        method,
        scheme,
        host.toLowerCase(Locale.ROOT),
        port,
        target,
        name -> Optional.ofNullable(headers.get(name)),
        body,
        peer,
        user,
        scheme.equals("https") ? "TLS1_3" : "");
  }

  public static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String encoded(Map<String, String> form) {
    StringBuilder text = new StringBuilder();
    form.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : "&")
            .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return text.toString();
  }
}
