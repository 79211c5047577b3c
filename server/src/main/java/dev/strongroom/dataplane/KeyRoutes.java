package dev.strongroom.dataplane;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Operation;
import dev.strongroom.keys.BackupKey;
import dev.strongroom.keys.CreateKey;
import dev.strongroom.keys.DeleteKey;
import dev.strongroom.keys.GetDeletedKey;
import dev.strongroom.keys.GetKey;
import dev.strongroom.keys.ImportKey;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.ListDeletedKeys;
import dev.strongroom.keys.ListKeyVersions;
import dev.strongroom.keys.ListKeys;
import dev.strongroom.keys.Making;
import dev.strongroom.keys.NewKey;
import dev.strongroom.keys.PurgeDeletedKey;
import dev.strongroom.keys.RecoverDeletedKey;
import dev.strongroom.keys.RestoreKey;
import dev.strongroom.keys.Restoring;
import dev.strongroom.keys.UpdateKey;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.objects.PageRequest;
import java.util.function.Function;

/// The routes of keys: `/keys…` and `/deletedkeys…`. A path without a version, or with an empty
/// one, means the latest.
final class KeyRoutes {
  private final Keys keys;
  private final Paging paging;

  KeyRoutes(Keys keys, Paging paging) {
    this.keys = keys;
    this.paging = paging;
  }

  void addTo(Routes.Builder<Function<Asked, Operation<Response>>> table) {
    table.add("GET", "/keys", this::list);
    table.add("POST", "/keys/restore", this::restore);
    table.add("PUT", "/keys/{name}", this::bringIn);
    table.add("DELETE", "/keys/{name}", this::delete);
    table.add("POST", "/keys/{name}/create", this::create);
    table.add("GET", "/keys/{name}/versions", this::listVersions);
    table.add("GET", "/keys/{name}/{version?}", this::get);
    table.add("PATCH", "/keys/{name}/{version?}", this::update);
    table.add("POST", "/keys/{name}/backup", this::backup);
    table.add("GET", "/deletedkeys", this::listDeleted);
    table.add("GET", "/deletedkeys/{name}", this::getDeleted);
    table.add("DELETE", "/deletedkeys/{name}", this::purge);
    table.add("POST", "/deletedkeys/{name}/recover", this::recover);
  }

  private Operation<Response> create(Asked asked) {
    NewKey wanted = NewKeyBody.read(asked.call().request().body());
    return new Bound<>(
        new CreateKey(keys, asked.vault(), asked.newName(), wanted, making(asked)),
        found -> bundle(asked, found));
  }

  private Operation<Response> bringIn(Asked asked) {
    ArrivingKeyBody body = ArrivingKeyBody.read(asked.call().request().body());
    asked.call().afterwards(body::close);
    return new Bound<>(
        new ImportKey(keys, asked.vault(), asked.newName(), body.arrival(), making(asked)),
        found -> bundle(asked, found));
  }

  private Operation<Response> get(Asked asked) {
    return new Bound<>(new GetKey(keys, path(asked)), found -> bundle(asked, found));
  }

  private Operation<Response> update(Asked asked) {
    KeySettingsBody body = new KeySettingsBody();
    BodyFields.document(asked.call().request().body(), body::member);
    return new Bound<>(
        new UpdateKey(keys, path(asked), body.change()), found -> bundle(asked, found));
  }

  private Operation<Response> delete(Asked asked) {
    return new Bound<>(
        new DeleteKey(keys, path(asked)),
        found -> asked.call().ok(found.vault(), json(asked).deleted(found)));
  }

  private Operation<Response> getDeleted(Asked asked) {
    return new Bound<>(
        new GetDeletedKey(keys, path(asked)),
        found -> asked.call().ok(found.vault(), json(asked).deleted(found)));
  }

  private Operation<Response> purge(Asked asked) {
    return new Bound<>(new PurgeDeletedKey(keys, path(asked)), asked.call()::noContent);
  }

  private Operation<Response> recover(Asked asked) {
    return new Bound<>(new RecoverDeletedKey(keys, path(asked)), found -> bundle(asked, found));
  }

  private Operation<Response> backup(Asked asked) {
    return new Bound<>(
        new BackupKey(keys, path(asked)),
        found ->
            asked.call().ok(found.vault(), ObjectJson.backup(Base64Text.encode(found.what()))));
  }

  private Operation<Response> restore(Asked asked) {
    Restoring restoring = new Restoring();
    asked.call().afterwards(restoring::close);
    return new Bound<>(
        new RestoreKey(
            keys,
            asked.vault(),
            Base64Text.decode(asked.call().bodyWithValue().backup(), "The backup blob"),
            restoring),
        found -> bundle(asked, found));
  }

  private Operation<Response> list(Asked asked) {
    String list = "keys";
    PageRequest page = paging.read(asked.call(), asked.vault(), list);
    return new Bound<>(
        new ListKeys(keys, asked.vault(), page),
        found ->
            asked
                .call()
                .ok(found.vault(), json(asked).keys(found, paging.next(asked, list, found))));
  }

  private Operation<Response> listVersions(Asked asked) {
    String list = "keys/" + asked.name() + "/versions";
    PageRequest page = paging.read(asked.call(), asked.vault(), list);
    return new Bound<>(
        new ListKeyVersions(keys, path(asked), page),
        found ->
            asked
                .call()
                .ok(found.vault(), json(asked).versions(found, paging.next(asked, list, found))));
  }

  private Operation<Response> listDeleted(Asked asked) {
    String list = "deletedkeys";
    PageRequest page = paging.read(asked.call(), asked.vault(), list);
    return new Bound<>(
        new ListDeletedKeys(keys, asked.vault(), page),
        found ->
            asked
                .call()
                .ok(
                    found.vault(),
                    json(asked).deletedKeys(found, paging.next(asked, list, found))));
  }

  /// What is made for a request is wiped with it.
  static Making making(Asked asked) {
    Making making = new Making();
    asked.call().afterwards(making::close);
    return making;
  }

  static Response bundle(Asked asked, Found<KeyProperties> found) {
    return asked.call().ok(found.vault(), json(asked).bundle(found));
  }

  static ObjectPath path(Asked asked) {
    return Keys.path(asked.vault(), asked.name(), asked.version());
  }

  static KeyJson json(Asked asked) {
    return KeyJson.of(asked.call().request().authority());
  }
}
