package dev.strongroom.dataplane;

import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.keys.KeyOperation;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.keys.ReleasePolicy;
import dev.strongroom.keys.Released;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Deleted;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.Page;
import dev.strongroom.trust.HsmEvidence;
import dev.strongroom.trust.PublicJwk;
import java.time.Instant;
import java.util.Optional;

/// How keys are written on the wire. Never a private member, and nothing of a symmetric key.
record KeyJson(ObjectJson objects) {
  private static final int KEY_BYTES = 1_500;

  /// Azure's number for keys of software, and the one for its older HSMs.
  private static final String SOFTWARE = "0";

  private static final String HARDWARE = "1";
  private static final String MANAGED_HSM = "2";

  /// The form of what is attested: a JWS of [#statement].
  private static final String STATEMENT = "strongroom-1";

  static KeyJson of(String authority) {
    return new KeyJson(new ObjectJson(authority, ObjectKind.KEY));
  }

  byte[] bundle(Found<KeyProperties> found) {
    JsonBytes json = new JsonBytes(KEY_BYTES).open('{');
    bundle(json, found.vault(), found.what());
    return json.close('}').finish();
  }

  /// What is signed about a key in an HSM, with the names that PKCS #11 has for what it says.
  ///
  /// @param at when the token was asked
  /// @param nonce of who asks
  byte[] statement(KeyProperties key, HsmEvidence evidence, Instant at, Optional<String> nonce) {
    JsonBytes json = new JsonBytes(KEY_BYTES).open('{').name("iat").number(at.getEpochSecond());
    nonce.ifPresent(text -> json.name("nonce").string(text));
    json.name("attestation").open('{');
    json.name("kid").string(kid(key)).name("kty").string(key.face().type().wire());
    key.face().open().ifPresent(open -> publicHalf(json, open));
    json.name("token").open('{').name("manufacturer").string(evidence.manufacturer());
    json.name("model").string(evidence.model()).name("serial").string(evidence.serial());
    json.close('}').name("CKA_SENSITIVE").flag(evidence.sensitive());
    json.name("CKA_EXTRACTABLE").flag(evidence.extractable());
    json.name("CKA_LOCAL").flag(evidence.local());
    json.name("CKA_NEVER_EXTRACTABLE").flag(evidence.neverExtractable());
    json.name("exportable").flag(evidence.exportable());
    return json.close('}').close('}').finish();
  }

  /// @param statement signed; none for a key that is in no HSM
  byte[] attested(VaultFacts vault, KeyProperties key, Optional<byte[]> statement) {
    JsonBytes json = new JsonBytes(3 * KEY_BYTES).open('{');
    bundle(json, vault, key, new Extras(Optional.empty(), statement));
    return json.close('}').finish();
  }

  byte[] deleted(Found<Deleted<KeyProperties>> found) {
    JsonBytes json = new JsonBytes(KEY_BYTES).open('{');
    objects.deletion(json, found.what());
    bundle(json, found.vault(), found.what().properties());
    return json.close('}').finish();
  }

  byte[] keys(Found<Page<KeyProperties>> found, Optional<String> nextLink) {
    return ObjectJson.page(
        found, nextLink, (json, key) -> item(json, found.vault(), key, objects.id(key)));
  }

  byte[] versions(Found<Page<KeyProperties>> found, Optional<String> nextLink) {
    return ObjectJson.page(
        found, nextLink, (json, key) -> item(json, found.vault(), key, kid(key)));
  }

  byte[] deletedKeys(Found<Page<Deleted<KeyProperties>>> found, Optional<String> nextLink) {
    return ObjectJson.page(
        found,
        nextLink,
        (json, key) -> {
          objects.deletion(json, key);
          item(json, found.vault(), key.properties(), objects.id(key.properties()));
        });
  }

  String kid(KeyProperties key) {
    return objects.versionId(key);
  }

  /// What the answer of a release repeats of the request.
  record Echo(String apiVersion, Optional<String> nonce) {}

  /// What is signed when a key is released: the request, and the key with its private half wrapped
  /// in `key_hsm`.
  byte[] release(Found<Released> found, Echo echo) {
    Released released = found.what();
    KeyProperties key = released.key();
    JsonBytes json = new JsonBytes(2 * KEY_BYTES + 2 * released.wrapped().length).open('{');
    json.name("request").open('{').name("api-version").string(echo.apiVersion());
    json.name("enc").string(released.transport().label());
    json.name("kid").string(kid(key));
    json.name("nonce");
    echo.nonce().ifPresentOrElse(json::string, json::none);
    json.close('}').name("response").open('{').name("key").open('{');
    bundle(json, found.vault(), key, new Extras(Optional.of(parcel(released)), Optional.empty()));
    return json.close('}').close('}').close('}').finish();
  }

  /// In the form of a `.byok` file, so that what can bring a key can receive one.
  private static byte[] parcel(Released released) {
    JsonBytes json = new JsonBytes(KEY_BYTES).open('{').name("schema_version").string("1.0.0");
    json.name("header").open('{').name("kid").string(released.recipient());
    json.name("alg").string("dir").name("enc").string(released.transport().label()).close('}');
    bytes(json, "ciphertext", released.wrapped());
    return json.close('}').finish();
  }

  private void bundle(JsonBytes json, VaultFacts vault, KeyProperties key) {
    bundle(json, vault, key, Extras.NONE);
  }

  /// What some answers have more.
  ///
  /// @param parcel the wrapped private half
  /// @param statement what is attested of the key
  private record Extras(Optional<byte[]> parcel, Optional<byte[]> statement) {
    static final Extras NONE = new Extras(Optional.empty(), Optional.empty());
  }

  private void bundle(JsonBytes json, VaultFacts vault, KeyProperties key, Extras extras) {
    json.name("key").open('{').name("kid").string(kid(key));
    json.name("kty").string(key.face().type().wire());
    json.name("key_ops").open('[');
    for (KeyOperation operation : key.operations()) {
      json.string(operation.wire());
    }
    json.close(']');
    key.face().open().ifPresent(open -> publicHalf(json, open));
    extras.parcel().ifPresent(wrapped -> bytes(json, "key_hsm", wrapped));
    json.close('}');
    about(json, vault, key, extras.statement());
    key.release().policy().ifPresent(policy -> policy(json, policy));
  }

  private static void item(JsonBytes json, VaultFacts vault, KeyProperties key, String kid) {
    json.name("kid").string(kid);
    about(json, vault, key, Optional.empty());
  }

  private static String platform(VaultFacts vault, KeyProperties key) {
    if (!key.face().type().hardware()) {
      return SOFTWARE;
    }
    return vault.name().isHsm() ? MANAGED_HSM : HARDWARE;
  }

  private static void about(
      JsonBytes json, VaultFacts vault, KeyProperties key, Optional<byte[]> statement) {
    ObjectJson.openAttributes(json, vault, key);
    json.name("exportable").flag(key.release().exportable());
    json.name("hsmPlatform").string(platform(vault, key));
    statement.ifPresent(signed -> {
      json.name("attestation").open('{').name("version").string(STATEMENT);
      bytes(json, "privateKeyAttestation", signed);
      json.close('}');
    });
    json.close('}');
    ObjectJson.tags(json, key.tags());
    if (key.managed()) {
      json.name("managed").flag(true);
    }
  }

  private static void publicHalf(JsonBytes json, PublicJwk open) {
    switch (open) {
      case PublicJwk.Rsa rsa -> {
        bytes(json, "n", rsa.n());
        bytes(json, "e", rsa.e());
      }
      case PublicJwk.Ec ec -> {
        json.name("crv").string(ec.spec().label());
        bytes(json, "x", ec.x());
        bytes(json, "y", ec.y());
      }
      case PublicJwk.MlDsa set -> {
        json.name("alg").string(set.spec().label());
        bytes(json, "pub", set.pub());
      }
    }
  }

  private static void policy(JsonBytes json, ReleasePolicy policy) {
    json.name("release_policy").open('{');
    json.name("contentType").string(policy.contentType());
    bytes(json, "data", policy.data());
    json.name("immutable").flag(policy.immutable());
    json.close('}');
  }

  private static void bytes(JsonBytes json, String name, byte[] bytes) {
    json.name(name).string(Base64Text.encode(bytes));
  }
}
