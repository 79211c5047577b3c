package dev.strongroom.signin;

import dev.strongroom.http.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// One page: its text, and the policy it is shown under. Everything variable goes through
/// [#escaped].
///
/// @param script the one script that it may run
/// @param sendsTo the origin that its form leads to in the end, beside our own
record Page(String title, String body, Optional<String> script, Optional<String> sendsTo) {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:8vh auto;padding:0 1rem}
      main.wide{max-width:44rem}
      h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
      label{display:block;margin:.8rem 0 .2rem}
      input[type=text],input[type=password],input[type=email]{font:inherit;width:100%;padding:.5rem;box-sizing:border-box}
      button{font:inherit;padding:.5rem 1rem;margin:1rem .5rem 0 0;cursor:pointer}
      :focus-visible{outline:3px solid #1a6dd8;outline-offset:2px}
      .problem{border-left:4px solid #c22;padding:.5rem .8rem;margin:1rem 0}
      .quiet{font-size:.875rem;opacity:.8}
      code,.code{font-family:ui-monospace,monospace;font-size:1.05em;overflow-wrap:anywhere}
      ul{padding-left:1.2rem}li form{display:inline}li button{margin:.2rem 0 .2rem .5rem;padding:.1rem .5rem}
      """;

  private static final String STYLE_HASH = hash(STYLE);

  static Page plain(String title, String body) {
    return new Page(title, body, Optional.empty(), Optional.empty());
  }

  Page with(String text) {
    return new Page(title, body, Optional.of(text), sendsTo);
  }

  Page sendingTo(Optional<String> origin) {
    return new Page(title, body, script, origin);
  }

  Response response(int status) {
    String html =
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%s - Strongroom</title>
        <style>%s</style></head>
        <body><main>
        <h1>%s</h1>
        %s</main>%s</body>
        </html>
        """
            .formatted(
                escaped(title),
                STYLE,
                escaped(title),
                body,
                script.map(text -> "<script>" + text + "</script>").orElse(""));
    return Response.text(status, "text/html; charset=utf-8", html)
        .with("Content-Security-Policy", policy())
        .with("X-Frame-Options", "DENY")
        .with("Referrer-Policy", "same-origin")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cache-Control", "no-store");
  }

  /// Nothing but what stands here: no frame around it, no script but ours, and forms lead to us
  /// and, after us, to the application.
  private String policy() {
    return "default-src 'none'; style-src 'sha256-"
        + STYLE_HASH
        + "'"
        + script.map(text -> "; script-src 'sha256-" + hash(text) + "'").orElse("")
        + "; form-action 'self'"
        + sendsTo.map(origin -> " " + origin).orElse("")
        + "; frame-ancestors 'none'; base-uri 'none'";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
