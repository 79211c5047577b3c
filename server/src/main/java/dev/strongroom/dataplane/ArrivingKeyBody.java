package dev.strongroom.dataplane;

import dev.strongroom.keys.ImportKey;
import dev.strongroom.keys.KeyShape;
import dev.strongroom.keys.KeyType;
import dev.strongroom.trust.PrivateJwk;
import dev.strongroom.trust.SecretBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the body of a request that imports a key: a JSON Web Key with its private members, which
/// become bytes without ever being Strings. Closing it wipes them.
final class ArrivingKeyBody implements AutoCloseable {
  private static final Set<String> PUBLIC = Set.of("n", "e", "x", "y", "pub");
  private static final Set<String> SECRET = Set.of("d", "p", "q", "dp", "dq", "qi", "k", "priv");

  private final byte[] body;
  private final KeySettingsBody settings = new KeySettingsBody();
  private final Map<String, byte[]> open = new HashMap<>();
  private final Map<String, SecretBytes> secret = new HashMap<>();
  private Optional<String> type = Optional.empty();
  private Optional<String> curve = Optional.empty();
  private Optional<String> algorithm = Optional.empty();
  private Optional<byte[]> parcel = Optional.empty();
  private boolean hardware;
  private boolean hasKey;

  private ArrivingKeyBody(byte[] body) {
    this.body = body;
  }

  static ArrivingKeyBody read(byte[] bytes) {
    ArrivingKeyBody read = new ArrivingKeyBody(bytes);
    try {
      BodyFields.document(bytes, read::member);
      return read;
    } catch (RuntimeException refused) {
      read.close();
      throw refused;
    }
  }

  /// The key; its secrets still belong to this body.
  ImportKey.Arrival arrival() {
    if (!hasKey) {
      throw BodyFields.refused("The request body must have an object member \"key\".");
    }
    KeyType named =
        KeyShape.type(type.orElseThrow(() -> BodyFields.refused(NewKeyBody.noText("kty"))));
    ImportKey.Parcel how =
        parcel
            .<ImportKey.Parcel>map(text -> ParcelText.read(text))
            .orElseGet(() -> new ImportKey.Parcel.Open(jwk(named)));
    boolean inHsm = hardware || named.hardware();
    KeyType wanted = inHsm ? inHsm(named) : named;
    return new ImportKey.Arrival(wanted, how, settings.settings(inHsm));
  }

  @Override
  public void close() {
    secret.values().forEach(SecretBytes::close);
  }

  private void member(JsonParser json, String name) {
    switch (name) {
      case "key" -> {
        BodyFields.object(json, name, this::jwkMember);
        hasKey = true;
      }
      case "Hsm", "hsm" -> hardware = BodyFields.flag(json, name);
      case "key_ops" -> json.skipChildren();
      default -> settings.member(json, name);
    }
  }

  private void jwkMember(JsonParser json, String name) {
    if (PUBLIC.contains(name)) {
      open.put(name, Base64Text.decode(BodyFields.text(json, name), name));
    } else if (SECRET.contains(name)) {
      secret.put(name, secret(json, name));
    } else {
      switch (name) {
        case "kty" -> type = Optional.of(BodyFields.text(json, name));
        case "crv" -> curve = Optional.of(BodyFields.text(json, name));
        case "alg" -> algorithm = Optional.of(BodyFields.text(json, name));
        case "key_ops" -> settings.operations(json);
        case "key_hsm" ->
            parcel = Optional.of(Base64Text.decode(BodyFields.text(json, name), name));
        default -> json.skipChildren();
      }
    }
  }

  private SecretBytes secret(JsonParser json, String name) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw BodyFields.refused("The member \"" + name + "\" must hold text.");
    }
    long quote = json.currentTokenLocation().getByteOffset();
    try (SecretBytes text = JsonText.read(body, quote).utf8()) {
      return SecretBytes.owning(Base64Text.decode(text, Base64Text.named(name)));
    }
  }

  private PrivateJwk jwk(KeyType named) {
    return switch (named) {
      case RSA, RSA_HSM -> rsa();
      case EC, EC_HSM ->
          new PrivateJwk.Ec(
              KeyShape.curve(curve.orElseThrow(() -> BodyFields.refused(NewKeyBody.noText("crv")))),
              open("x"),
              open("y"),
              secret("d"));
      case OCT, OCT_HSM -> new PrivateJwk.Oct(secret("k"));
      case AKP, AKP_HSM ->
          new PrivateJwk.MlDsa(
              KeyShape.algorithm(algorithm), Optional.ofNullable(open.get("pub")), secret("priv"));
    };
  }

  private PrivateJwk rsa() {
    return new PrivateJwk.Rsa(
        open("n"),
        open("e"),
        secret("d"),
        new PrivateJwk.Factors(secret("p"), secret("q"), secret("dp"), secret("dq"), secret("qi")));
  }

  private byte[] open(String member) {
    return Optional.ofNullable(open.get(member)).orElseThrow(() -> missing(member));
  }

  private SecretBytes secret(String member) {
    return Optional.ofNullable(secret.get(member)).orElseThrow(() -> missing(member));
  }

  private static RuntimeException missing(String member) {
    return BodyFields.refused("The key must have a string member \"" + member + "\".");
  }

  private static KeyType inHsm(KeyType named) {
    return switch (named) {
      case RSA, RSA_HSM -> KeyType.RSA_HSM;
      case EC, EC_HSM -> KeyType.EC_HSM;
      case OCT, OCT_HSM -> KeyType.OCT_HSM;
      case AKP, AKP_HSM -> KeyType.AKP_HSM;
    };
  }
}
