package dev.strongroom.dataplane;

import dev.strongroom.keys.Encrypt;
import dev.strongroom.keys.SignatureChoice;
import dev.strongroom.keys.Verify;
import dev.strongroom.trust.Ciphertext;
import dev.strongroom.trust.EncryptionAlgorithm;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SignatureInput;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the body of a request that uses a key: an algorithm, and bytes as base64url, with or
/// without padding. Closing it wipes the bytes.
final class UseBody implements AutoCloseable {
  private static final String VALUE = "value";
  private static final String CONTEXT = "context";
  private static final String EXTERNAL_MU = "external_mu";
  private static final Set<String> BYTES =
      Set.of(VALUE, "digest", "iv", "aad", "tag", CONTEXT, EXTERNAL_MU);

  private final byte[] body;
  private final Map<String, SecretBytes> bytes = new HashMap<>();
  private Optional<String> algorithm = Optional.empty();
  private boolean valueIsMu;

  private UseBody(byte[] body) {
    this.body = body;
  }

  static UseBody read(byte[] bytes) {
    UseBody read = new UseBody(bytes);
    try {
      BodyFields.document(bytes, read::member);
      return read;
    } catch (RuntimeException refused) {
      read.close();
      throw refused;
    }
  }

  EncryptionAlgorithm encryption() {
    String name = algorithm.orElseThrow(() -> BodyFields.refused(NewKeyBody.noText("alg")));
    return EncryptionAlgorithm.named(name)
        .orElseThrow(() ->
            BodyFields.refused("The algorithm " + name + " is not supported for encryption."));
  }

  SignatureChoice signature() {
    return SignatureChoice.parse(algorithm);
  }

  Encrypt.Plaintext plaintext() {
    return new Encrypt.Plaintext(secret(VALUE), optional("iv"), optional("aad"));
  }

  Ciphertext ciphertext() {
    return new Ciphertext(value(), optional("iv"), optional("aad"), optional("tag"));
  }

  SecretBytes key() {
    return secret(VALUE);
  }

  byte[] value() {
    return open(VALUE);
  }

  SignatureInput toSign() {
    return input(VALUE);
  }

  Verify.Claim claim() {
    return new Verify.Claim(input("digest"), value());
  }

  @Override
  public void close() {
    bytes.values().forEach(SecretBytes::close);
  }

  private void member(JsonParser json, String name) {
    if (name.equals("alg")) {
      algorithm = Optional.of(BodyFields.text(json, name));
    } else if (name.equals(EXTERNAL_MU) && json.currentToken() != JsonToken.VALUE_STRING) {
      valueIsMu = BodyFields.flag(json, name);
    } else if (BYTES.contains(name)) {
      bytes.put(name, decoded(json, name));
    } else {
      json.skipChildren();
    }
  }

  private SecretBytes decoded(JsonParser json, String name) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw BodyFields.refused("The member \"" + name + "\" must hold text.");
    }
    long quote = json.currentTokenLocation().getByteOffset();
    try (SecretBytes text = JsonText.read(body, quote).utf8()) {
      return SecretBytes.owning(Base64Text.decode(text, Base64Text.named(name)));
    }
  }

  /// A digest; for ML-DSA a message, perhaps in a context, or what was made of both.
  private SignatureInput input(String member) {
    Optional<byte[]> mu = optional(EXTERNAL_MU);
    if (mu.isPresent()) {
      return new SignatureInput.ExternalMu(mu.get());
    } else if (valueIsMu) {
      return new SignatureInput.ExternalMu(open(member));
    }
    byte[] value = open(member);
    return optional(CONTEXT)
        .<SignatureInput>map(context -> new SignatureInput.InContext(value, context))
        .orElseGet(() -> new SignatureInput.Value(value));
  }

  private SecretBytes secret(String member) {
    return Optional.ofNullable(bytes.get(member))
        .orElseThrow(() -> BodyFields.refused(NewKeyBody.noText(member)));
  }

  private byte[] open(String member) {
    return secret(member).reveal();
  }

  private Optional<byte[]> optional(String member) {
    return Optional.ofNullable(bytes.get(member)).map(SecretBytes::reveal);
  }
}
