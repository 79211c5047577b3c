package dev.strongroom.token;

import dev.strongroom.http.Form;
import dev.strongroom.http.Request;
import dev.strongroom.identity.Attempt;
import dev.strongroom.identity.Attempt.Proof;
import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Reads a token request: the form, and the client's id and secret from HTTP Basic where they stand
/// there (RFC 6749, 2.3.1). `claims`, `client_info` and what else clients add is ignored.
final class TokenForm {
  private static final String BASIC = "Basic ";
  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private record Basic(Optional<String> client, Optional<SecretBytes> secret) {}

  private TokenForm() {}

  static Attempt read(Request request, String tenant) {
    Form form = Form.parse(request.body());
    try {
      Basic basic = basic(request);
      return new Attempt(
          tenant,
          form.text("grant_type"),
          form.text("client_id").or(basic::client),
          proof(form, basic),
          form.text("scope"),
          form.text("resource"));
    } finally {
      form.wipe();
    }
  }

  /// The client's id where it stands in HTTP Basic.
  static Optional<String> clientOf(Request request) {
    return basic(request).client();
  }

  /// Who asks, and nothing else of what is in the request.
  static Optional<String> clientIdOf(Request request) {
    Form form = Form.parse(request.body());
    try {
      return form.text("client_id").or(() -> clientOf(request));
    } finally {
      form.wipe();
    }
  }

  private static Optional<Proof> proof(Form form, Basic basic) {
    Optional<Proof> assertion =
        form.text("client_assertion_type")
            .filter(JWT_BEARER::equals)
            .flatMap(_ -> form.bytes("client_assertion"))
            .map(SecretBytes::owning)
            .map(Proof.Assertion::new);
    return assertion.or(() ->
        form.bytes("client_secret")
            .map(SecretBytes::owning)
            .or(basic::secret)
            .map(Proof.Secret::new));
  }

  private static Basic basic(Request request) {
    Optional<byte[]> decoded =
        request
            .header("Authorization")
            .filter(value -> value.regionMatches(true, 0, BASIC, 0, BASIC.length()))
            .flatMap(value -> base64(value.substring(BASIC.length()).trim()));
    if (decoded.isEmpty()) {
      return new Basic(Optional.empty(), Optional.empty());
    }
    byte[] pair = decoded.get();
    int colon = Form.indexOf(pair, ':', 0, pair.length);
    String client = new String(Form.decode(pair, 0, colon), StandardCharsets.UTF_8);
    byte[] secret = Form.decode(pair, Math.min(colon + 1, pair.length), pair.length);
    return new Basic(
        Optional.of(client).filter(text -> !text.isEmpty()),
        Optional.of(SecretBytes.owning(secret)).filter(value -> value.length() > 0));
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
