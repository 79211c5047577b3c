package dev.strongroom.dataplane;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Operation;
import dev.strongroom.keys.GetKeyRotationPolicy;
import dev.strongroom.keys.GetRandomBytes;
import dev.strongroom.keys.KeyRotation;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.RotateKey;
import dev.strongroom.keys.RotationPolicy;
import dev.strongroom.keys.Span;
import dev.strongroom.keys.UpdateKeyRotationPolicy;
import dev.strongroom.objects.Found;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonParser;

/// The routes of rotation, and of random bytes.
final class KeyCareRoutes {
  private static final String POLICY = "/keys/{name}/rotationpolicy";
  private final Keys keys;

  KeyCareRoutes(Keys keys) {
    this.keys = keys;
  }

  void addTo(Routes.Builder<Function<Asked, Operation<Response>>> table) {
    table.add("POST", "/keys/{name}/rotate", this::rotate);
    table.add("GET", POLICY, this::getPolicy);
    table.add("PUT", POLICY, this::setPolicy);
    table.add("POST", "/rng", this::random);
  }

  private Operation<Response> rotate(Asked asked) {
    return new Bound<>(
        new RotateKey(keys, KeyRoutes.path(asked), KeyRoutes.making(asked)),
        found -> KeyRoutes.bundle(asked, found));
  }

  private Operation<Response> getPolicy(Asked asked) {
    return new Bound<>(
        new GetKeyRotationPolicy(keys, KeyRoutes.path(asked)), found -> policy(asked, found));
  }

  private Operation<Response> setPolicy(Asked asked) {
    RotationPolicy wanted = RotationBody.read(asked.call().request().body());
    return new Bound<>(
        new UpdateKeyRotationPolicy(keys, KeyRoutes.path(asked), wanted),
        found -> policy(asked, found));
  }

  private Operation<Response> random(Asked asked) {
    Counted counted = new Counted();
    BodyFields.document(asked.call().request().body(), counted::member);
    return new Bound<>(
        new GetRandomBytes(keys, asked.vault(), counted.count), found -> random(asked, found));
  }

  private static final class Counted {
    private int count;

    void member(JsonParser json, String name) {
      if (name.equals("count")) {
        count = BodyFields.number(json, name);
      } else {
        json.skipChildren();
      }
    }
  }

  private static Response random(Asked asked, Found<SecretBytes> found) {
    try (SecretBytes bytes = found.what();
        SecretBytes text = Base64Text.encode(bytes)) {
      return asked.call().ok(found.vault(), KeyUseJson.random(text));
    }
  }

  private static Response policy(Asked asked, Found<KeyRotation> found) {
    RotationPolicy policy = found.what().policy();
    JsonBytes json = new JsonBytes(ObjectJson.METADATA_BYTES).open('{');
    json.name("id")
        .string(
            asked.call().request().authority()
                + "/keys/"
                + found.what().name().display()
                + "/rotationpolicy");
    json.name("lifetimeActions").open('[');
    policy.afterCreate().ifPresent(span -> action(json, "timeAfterCreate", span, "Rotate"));
    policy.beforeExpiry().ifPresent(span -> action(json, "timeBeforeExpiry", span, "Rotate"));
    action(json, "timeBeforeExpiry", policy.notice(), "Notify");
    json.close(']').name("attributes").open('{');
    Optional<Span> expiry = policy.expiry();
    expiry.ifPresent(span -> json.name("expiryTime").string(span.text()));
    policy.stamps().created().ifPresent(time -> ObjectJson.time(json, "created", time));
    policy.stamps().updated().ifPresent(time -> ObjectJson.time(json, "updated", time));
    return asked.call().ok(found.vault(), json.close('}').close('}').finish());
  }

  private static void action(JsonBytes json, String trigger, Span span, String type) {
    json.open('{').name("trigger").open('{').name(trigger).string(span.text()).close('}');
    json.name("action").open('{').name("type").string(type).close('}').close('}');
  }
}
