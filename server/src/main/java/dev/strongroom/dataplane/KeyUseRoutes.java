package dev.strongroom.dataplane;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Operation;
import dev.strongroom.keys.Decrypt;
import dev.strongroom.keys.Encrypt;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.Sign;
import dev.strongroom.keys.UnwrapKey;
import dev.strongroom.keys.Used;
import dev.strongroom.keys.Verify;
import dev.strongroom.keys.WrapKey;
import dev.strongroom.objects.Found;
import dev.strongroom.trust.SecretBytes;
import java.util.function.Function;

/// The routes of what is done with keys. The version may be empty: `/keys/n//sign`.
final class KeyUseRoutes {
  private final Keys keys;

  KeyUseRoutes(Keys keys) {
    this.keys = keys;
  }

  void addTo(Routes.Builder<Function<Asked, Operation<Response>>> table) {
    table.add("POST", "/keys/{name}/{version?}/encrypt", this::encrypt);
    table.add("POST", "/keys/{name}/{version?}/decrypt", this::decrypt);
    table.add("POST", "/keys/{name}/{version?}/wrapkey", this::wrap);
    table.add("POST", "/keys/{name}/{version?}/unwrapkey", this::unwrap);
    table.add("POST", "/keys/{name}/{version?}/sign", this::sign);
    table.add("POST", "/keys/{name}/{version?}/verify", this::verify);
  }

  private Operation<Response> encrypt(Asked asked) {
    UseBody body = body(asked);
    return new Bound<>(
        new Encrypt(keys, KeyRoutes.path(asked), body.encryption(), body.plaintext()),
        found -> asked.call().ok(found.vault(), json(asked).ciphertext(found.what())));
  }

  private Operation<Response> decrypt(Asked asked) {
    UseBody body = body(asked);
    return new Bound<>(
        new Decrypt(keys, KeyRoutes.path(asked), body.encryption(), body.ciphertext()),
        found -> wiped(asked, found));
  }

  private Operation<Response> wrap(Asked asked) {
    UseBody body = body(asked);
    return new Bound<>(
        new WrapKey(keys, KeyRoutes.path(asked), body.encryption(), body.key()),
        found -> asked.call().ok(found.vault(), json(asked).result(found.what())));
  }

  private Operation<Response> unwrap(Asked asked) {
    UseBody body = body(asked);
    return new Bound<>(
        new UnwrapKey(keys, KeyRoutes.path(asked), body.encryption(), body.value()),
        found -> wiped(asked, found));
  }

  private Operation<Response> sign(Asked asked) {
    UseBody body = body(asked);
    return new Bound<>(
        new Sign(keys, KeyRoutes.path(asked), body.signature(), body.toSign()),
        found -> asked.call().ok(found.vault(), json(asked).result(found.what())));
  }

  private Operation<Response> verify(Asked asked) {
    UseBody body = body(asked);
    return new Bound<>(
        new Verify(keys, KeyRoutes.path(asked), body.signature(), body.claim()),
        found -> asked.call().ok(found.vault(), KeyUseJson.verdict(found.what().result())));
  }

  private static UseBody body(Asked asked) {
    UseBody body = UseBody.read(asked.call().request().body());
    asked.call().afterwards(body::close);
    return body;
  }

  private static Response wiped(Asked asked, Found<Used<SecretBytes>> found) {
    try (SecretBytes _ = found.what().result()) {
      return asked.call().ok(found.vault(), json(asked).plaintext(found.what()));
    }
  }

  private static KeyUseJson json(Asked asked) {
    return new KeyUseJson(KeyRoutes.json(asked));
  }
}
