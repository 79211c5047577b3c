package dev.strongroom.dataplane;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.managedhsm.DomainHolder;
import dev.strongroom.managedhsm.DownloadSecurityDomain;
import dev.strongroom.managedhsm.SecurityDomain;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Security domains on the wire: a JSON document in a text, in the form that `az keyvault
/// security-domain` reads and writes.
final class SecurityDomainJson {
  private static final String KDF = "sp108_kdf";

  private SecurityDomainJson() {}

  /// Whose shares are asked for: of each JWK only the certificate counts, and what else it says of
  /// the key must be true.
  static List<DomainHolder> holders(JsonValue body) {
    List<JsonValue> items = body.items("certificates");
    if (items.size() > DownloadSecurityDomain.MAX_HOLDERS) {
      throw refused("A security domain is shared among at most 10 certificates.");
    }
    return items.stream().map(SecurityDomainJson::holder).toList();
  }

  static int required(JsonValue body) {
    Optional<BigDecimal> number = body.number("required");
    try {
      return number.map(BigDecimal::intValueExact).orElse(DownloadSecurityDomain.MIN_REQUIRED);
    } catch (ArithmeticException notWhole) {
      throw refused("The member \"required\" must be a whole number.");
    }
  }

  static byte[] domain(SecurityDomain domain) {
    byte[] document =
        Json.write(json -> {
          json.writeStartObject();
          data(json, domain.data());
          json.writeName("SharedKeys");
          json.writeStartObject();
          json.writeName("enc_shares");
          json.writeStartArray();
          for (SecurityDomain.Share share : domain.shares()) {
            json.writeStartObject();
            json.writeStringProperty("enc_key", share.jwe());
            json.writeStringProperty("x5t_256", share.holder());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeStringProperty("key_algorithm", "shamir_share");
          json.writeNumberProperty("required", domain.required());
          json.writeEndObject();
          json.writeNumberProperty("version", 2);
          json.writeEndObject();
        });
    return one("value", new String(document, StandardCharsets.UTF_8));
  }

  static byte[] status(boolean done) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringProperty("status", done ? "Success" : "Failed");
      json.writeStringProperty(
          "status_details", done ? "The resource is active." : "The resource is not active.");
      json.writeEndObject();
    });
  }

  /// Azure's specification says an object; its service, and so its tools, say a text that holds it.
  static byte[] transferKey(byte[] certificate) {
    byte[] jwk =
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("kty", "RSA");
          json.writeName("key_ops");
          json.writeStartArray();
          json.writeString("wrapKey");
          json.writeEndArray();
          json.writeStringProperty("alg", "RSA-OAEP-256");
          json.writeName("x5c");
          json.writeStartArray();
          json.writeString(Base64.getEncoder().encodeToString(certificate));
          json.writeEndArray();
          json.writeStringProperty("x5t#S256", DomainHolder.of(certificate).thumbprint());
          json.writeEndObject();
        });
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringProperty("key_format", "jwk");
      json.writeStringProperty("transfer_key", new String(jwk, StandardCharsets.UTF_8));
      json.writeEndObject();
    });
  }

  /// `value` of an upload.
  static SecurityDomain.Returning returning(JsonValue body) {
    String text = body.text("value").orElseThrow(() -> refused("The body has no \"value\"."));
    JsonValue document = parsed(text);
    JsonValue data =
        document.member("EncData").orElseThrow(() -> refused("The domain has no EncData."));
    if (!data.text("kdf").orElse("").equals(KDF)) {
      throw refused("The domain's kdf must be " + KDF + ".");
    }
    String key =
        document
            .member("WrappedKey")
            .flatMap(wrapped -> wrapped.text("enc_key"))
            .orElseThrow(() -> refused("The domain has no WrappedKey."));
    return new SecurityDomain.Returning(
        data.items("data").stream()
            .map(item ->
                new SecurityDomain.Datum(
                    item.text("tag").orElse(""), item.text("compact_jwe").orElse("")))
            .toList(),
        key);
  }

  private static void data(JsonGenerator json, List<SecurityDomain.Datum> data) {
    json.writeName("EncData");
    json.writeStartObject();
    json.writeName("data");
    json.writeStartArray();
    for (SecurityDomain.Datum datum : data) {
      json.writeStartObject();
      json.writeStringProperty("compact_jwe", datum.jwe());
      json.writeStringProperty("tag", datum.tag());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringProperty("kdf", KDF);
    json.writeEndObject();
  }

  private static DomainHolder holder(JsonValue jwk) {
    List<JsonValue> chain = jwk.items("x5c");
    if (chain.isEmpty() || !(chain.getFirst() instanceof JsonValue.Str(String text))) {
      throw refused("Each certificate needs x5c.");
    }
    DomainHolder holder = DomainHolder.of(certificate(text));
    Optional<BigInteger> modulus = jwk.text("n").map(SecurityDomainJson::number);
    Optional<BigInteger> exponent = jwk.text("e").map(SecurityDomainJson::number);
    boolean honest =
        modulus.map(holder.key().getModulus()::equals).orElse(true)
            && exponent.map(holder.key().getPublicExponent()::equals).orElse(true)
            && jwk.text("x5t#S256").map(holder.thumbprint()::equals).orElse(true);
    if (!honest) {
      throw refused("n, e or x5t#S256 of a certificate is not that of its x5c.");
    }
    return holder;
  }

  private static byte[] certificate(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      throw refused("A member of x5c is not base64.");
    }
  }

  private static BigInteger number(String base64Url) {
    try {
      return new BigInteger(1, Base64.getUrlDecoder().decode(base64Url));
    } catch (IllegalArgumentException notBase64) {
      throw refused("n and e must be base64url.");
    }
  }

  private static JsonValue parsed(String text) {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (Refused malformed) {
      throw refused("The security domain is not well-formed JSON.");
    }
  }

  private static byte[] one(String name, String text) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringProperty(name, text);
      json.writeEndObject();
    });
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
