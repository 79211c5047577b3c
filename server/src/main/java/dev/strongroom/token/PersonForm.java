package dev.strongroom.token;

import dev.strongroom.http.Form;
import dev.strongroom.http.Request;
import dev.strongroom.identity.ClientPassed;
import dev.strongroom.people.TokenAsk;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// Reads a token or device request that is made for a person. `claims` and what else clients add is
/// ignored; a proof of the client is read by [TokenForm].
final class PersonForm {
  /// How a client says what it has.
  enum Grant {
    CODE,
    REFRESH,
    DEVICE,
    PASSWORD
  }

  /// @param clientInfo whether MSAL's own member is wanted in the answer
  record Read(
      TokenAsk ask, boolean clientInfo, Optional<String> userName, Optional<SecretBytes> password) {
    Read by(Optional<ClientPassed> passed) {
      return new Read(ask.by(passed), clientInfo, userName, password);
    }
  }

  private PersonForm() {}

  /// Empty for the grants of programs. Clients name the device grant in two ways.
  static Optional<Grant> grant(byte[] body) {
    Form form = Form.parse(body);
    try {
      return switch (form.text("grant_type").orElse("")) {
        case "authorization_code" -> Optional.of(Grant.CODE);
        case "refresh_token" -> Optional.of(Grant.REFRESH);
        case "device_code", "urn:ietf:params:oauth:grant-type:device_code" ->
            Optional.of(Grant.DEVICE);
        case "password" -> Optional.of(Grant.PASSWORD);
        default -> Optional.empty();
      };
    } finally {
      form.wipe();
    }
  }

  static Read read(Request request, String tenant, boolean v1) {
    Form form = Form.parse(request.body());
    try {
      TokenAsk ask =
          new TokenAsk(
              tenant,
              v1,
              form.text("client_id").or(() -> TokenForm.clientOf(request)),
              form.text("scope"),
              form.text("resource"),
              secret(form, "code"),
              form.text("redirect_uri"),
              secret(form, "code_verifier"),
              secret(form, "refresh_token"),
              secret(form, "device_code").or(() -> secret(form, "code")),
              request.header("Origin"),
              Optional.empty());
      return new Read(
          ask,
          form.text("client_info").filter("1"::equals).isPresent(),
          form.text("username"),
          secret(form, "password"));
    } finally {
      form.wipe();
    }
  }

  private static Optional<SecretBytes> secret(Form form, String name) {
    return form.bytes(name).map(SecretBytes::owning);
  }
}
