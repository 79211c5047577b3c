package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Creates and rotates keys as fast as the server answers, and remembers what was acknowledged.
final class KeyLoad {
  private static final Pattern NEXT = Pattern.compile("\"nextLink\":\"https://[^/]+([^\"]+)\"");
  private static final String SIGN = "{\"alg\":\"ES256\",\"value\":\"" + "A".repeat(43) + "\"}";
  private static final int NAMES = 2;

  private record Acknowledged(String name, String version, String x) {}

  private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final String kty;

  KeyLoad(String kty) {
    this.kty = kty;
  }

  int size() {
    return acknowledged.size();
  }

  /// Until the server dies.
  void write(TlsClient vault, Map<String, String> headers, int writer) throws IOException {
    for (int n = 0; ; n += 1) {
      String name = "w" + writer + "k" + n % NAMES;
      boolean rotate = n >= NAMES && n % 3 > 0;
      String body = rotate ? "" : "{\"kty\":\"" + kty + "\",\"crv\":\"P-256\"}";
      TlsClient.Answer answer =
          ask(vault, headers, "POST", name + (rotate ? "/rotate" : "/create"), body);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      acknowledged.add(
          new Acknowledged(
              name,
              answer.member("kid").orElseThrow().replaceFirst(".*/", ""),
              answer.member("x").orElseThrow()));
    }
  }

  /// Every acknowledged version since `from` is there, is the same key, and works.
  int check(TlsClient vault, Map<String, String> headers, int from) throws IOException {
    List<Acknowledged> all = List.copyOf(acknowledged);
    for (Acknowledged each : all.subList(from, all.size())) {
      String path = each.name() + "/" + each.version();
      TlsClient.Answer key = ask(vault, headers, "GET", path, "");
      assertThat(key.status()).as("%s is lost: %s", each, key.text()).isEqualTo(200);
      assertThat(key.member("x")).as("%s", each).contains(each.x());
      TlsClient.Answer signed = ask(vault, headers, "POST", path + "/sign", SIGN);
      assertThat(signed.status()).as("half a key: %s %s", each, signed.text()).isEqualTo(200);
      String verify =
          SIGN.replace("value", "digest")
              .replace("}", ",\"value\":\"" + signed.member("value").orElseThrow() + "\"}");
      assertThat(ask(vault, headers, "POST", path + "/verify", verify).text())
          .as("%s", each)
          .contains("true");
    }
    return all.size();
  }

  /// How many versions there are of all keys.
  static int versions(TlsClient vault, Map<String, String> headers) throws IOException {
    int versions = 0;
    for (String name : listed(vault, headers, "/keys" + ChildServer.API)) {
      versions += listed(vault, headers, "/keys/" + name + "/versions" + ChildServer.API).size();
    }
    return versions;
  }

  private static List<String> listed(TlsClient vault, Map<String, String> headers, String first)
      throws IOException {
    List<String> found = new java.util.ArrayList<>();
    String path = first;
    while (!path.isEmpty()) {
      String page = vault.send("GET", path, headers, "").text();
      Matcher kid = Pattern.compile("\"kid\":\"[^\"]*/([^\"/]+)\"").matcher(page);
      while (kid.find()) {
        found.add(kid.group(1));
      }
      Matcher next = NEXT.matcher(page);
      path = next.find() ? next.group(1) : "";
    }
    return found;
  }

  private static TlsClient.Answer ask(
      TlsClient vault, Map<String, String> headers, String... request) throws IOException {
    return vault.send(request[0], "/keys/" + request[1] + ChildServer.API, headers, request[2]);
  }
}
