package dev.strongroom.token;

import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.identity.IssuedToken;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.people.PeopleTimes;
import dev.strongroom.people.StartDevice;
import dev.strongroom.people.UserTokens;
import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// Writes what clients get for a person.
final class PersonJson {
  private PersonJson() {}

  /// Numbers are strings at the v1.0 endpoint, as everywhere there.
  static Response tokens(UserTokens.Issued issued, boolean v1, boolean clientInfo) {
    IssuedToken access = issued.access();
    long seconds = Duration.between(access.issued(), access.expires()).toSeconds();
    return TokenJson.secret(
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("token_type", "Bearer");
          json.writeStringProperty("scope", issued.scope());
          if (v1) {
            json.writeStringProperty("expires_in", Long.toString(seconds));
            json.writeStringProperty("ext_expires_in", Long.toString(seconds));
            json.writeStringProperty("expires_on", TokenJson.epoch(access.expires()));
            json.writeStringProperty("not_before", TokenJson.epoch(access.issued()));
            json.writeStringProperty("resource", access.resource());
          } else {
            json.writeNumberProperty("expires_in", seconds);
            json.writeNumberProperty("ext_expires_in", seconds);
          }
          TokenJson.writeToken(json, access);
          issued
              .refreshToken()
              .ifPresent(token -> json.writeStringProperty("refresh_token", text(token)));
          issued.idToken().ifPresent(token -> json.writeStringProperty("id_token", text(token)));
          if (clientInfo) {
            json.writeStringProperty("client_info", clientInfo(issued.user()));
          }
          json.writeEndObject();
        }));
  }

  /// The sentence is what `az` prints.
  static Response device(StartDevice.Started started, String page) {
    return TokenJson.secret(
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("user_code", started.userCode());
          json.writeStringProperty("device_code", started.text());
          json.writeStringProperty("verification_uri", page);
          json.writeStringProperty("verification_url", page);
          json.writeNumberProperty("expires_in", PeopleTimes.DEVICE.toSeconds());
          json.writeNumberProperty("interval", PeopleTimes.DEVICE_INTERVAL.toSeconds());
          json.writeStringProperty(
              "message",
              "To sign in, use a web browser to open the page "
                  + page
                  + " and enter the code "
                  + started.userCode()
                  + " to authenticate.");
          json.writeEndObject();
        }));
  }

  /// MSAL names an account by these two.
  private static String clientInfo(User user) {
    String text = "{\"uid\":\"" + user.id() + "\",\"utid\":\"" + user.tenant() + "\"}";
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(SecretBytes token) {
    return new String(token.reveal(), StandardCharsets.US_ASCII);
  }
}
