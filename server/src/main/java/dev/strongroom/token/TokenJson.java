package dev.strongroom.token;

import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.identity.IssuedToken;
import dev.strongroom.identity.TokenKey;
import dev.strongroom.identity.TokenKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;

/// Writes tokens and key sets.
final class TokenJson {
  private TokenJson() {}

  /// The v2.0 answer has numbers; the v1.0 answer has strings, and the times.
  static Response token(IssuedToken issued, boolean strings) {
    return secret(
        Json.write(json -> {
          long seconds = Duration.between(issued.issued(), issued.expires()).toSeconds();
          json.writeStartObject();
          json.writeStringProperty("token_type", "Bearer");
          if (strings) {
            json.writeStringProperty("expires_in", Long.toString(seconds));
            json.writeStringProperty("ext_expires_in", Long.toString(seconds));
            json.writeStringProperty("expires_on", epoch(issued.expires()));
            json.writeStringProperty("not_before", epoch(issued.issued()));
            json.writeStringProperty("resource", issued.resource());
          } else {
            json.writeNumberProperty("expires_in", seconds);
            json.writeNumberProperty("ext_expires_in", seconds);
          }
          writeToken(json, issued);
          json.writeEndObject();
        }));
  }

  static void writeToken(JsonGenerator json, IssuedToken issued) {
    json.writeStringProperty(
        "access_token", new String(issued.token().reveal(), StandardCharsets.US_ASCII));
  }

  static String epoch(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  static Response secret(byte[] body) {
    return Response.json(200, body)
        .with("Cache-Control", "no-store, no-cache")
        .with("Pragma", "no-cache");
  }

  static Response keys(TokenKeys keys) {
    return Response.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("keys");
          keys.all().forEach(key -> key(json, key));
          json.writeEndArray();
          json.writeEndObject();
        }));
  }

  private static void key(JsonGenerator json, TokenKey key) {
    json.writeStartObject();
    json.writeStringProperty("kty", "RSA");
    json.writeStringProperty("use", "sig");
    json.writeStringProperty("alg", "RS256");
    json.writeStringProperty("kid", key.id());
    json.writeStringProperty("x5t", key.id());
    json.writeStringProperty("n", unsigned(key.publicKey().getModulus()));
    json.writeStringProperty("e", unsigned(key.publicKey().getPublicExponent()));
    json.writeEndObject();
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] magnitude = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
  }
}
