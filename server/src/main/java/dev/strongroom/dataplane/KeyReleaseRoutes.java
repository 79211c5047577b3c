package dev.strongroom.dataplane;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Operation;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.ReleaseKey;
import dev.strongroom.keys.Released;
import dev.strongroom.keys.Releasing;
import dev.strongroom.objects.Found;
import dev.strongroom.trust.KeyTransport;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonParser;

/// The route that releases keys.
final class KeyReleaseRoutes {
  private final Keys keys;
  private final Releasing releasing;

  KeyReleaseRoutes(Keys keys, Releasing releasing) {
    this.keys = keys;
    this.releasing = releasing;
  }

  void addTo(Routes.Builder<Function<Asked, Operation<Response>>> table) {
    table.add("POST", "/keys/{name}/{version?}/release", this::release);
  }

  private Operation<Response> release(Asked asked) {
    Body body = new Body();
    BodyFields.document(asked.call().request().body(), body::member);
    ReleaseKey.Request request =
        new ReleaseKey.Request(
            body.target.orElseThrow(() -> BodyFields.refused(NewKeyBody.noText("target"))),
            body.transport,
            ReleaseRulesText::read);
    return new Bound<>(
        new ReleaseKey(keys, KeyRoutes.path(asked), releasing, request),
        found -> answer(asked, found, body.nonce));
  }

  private static Response answer(Asked asked, Found<Released> found, Optional<String> nonce) {
    byte[] payload =
        KeyRoutes.json(asked).release(found, new KeyJson.Echo(asked.apiVersion().text(), nonce));
    String signed = found.what().signing().apply(payload);
    JsonBytes json = new JsonBytes(signed.length() + ObjectJson.METADATA_BYTES).open('{');
    return asked.call().ok(found.vault(), json.name("value").string(signed).close('}').finish());
  }

  private static final class Body {
    private Optional<String> target = Optional.empty();
    private Optional<String> nonce = Optional.empty();
    private KeyTransport transport = KeyTransport.CKM_RSA_AES_KEY_WRAP;

    void member(JsonParser json, String name) {
      switch (name) {
        case "target" -> target = Optional.of(BodyFields.text(json, name));
        case "nonce" -> nonce = Optional.of(BodyFields.text(json, name));
        case "enc" -> transport = transport(BodyFields.text(json, name));
        default -> json.skipChildren();
      }
    }

    private static KeyTransport transport(String name) {
      return KeyTransport.named(name)
          .orElseThrow(() ->
              BodyFields.refused("The key encryption algorithm " + name + " is not supported."));
    }
  }
}
