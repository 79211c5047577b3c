package dev.strongroom.dataplane;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Operation;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.objects.OpenedVersion;
import dev.strongroom.objects.PageRequest;
import dev.strongroom.secrets.BackupSecret;
import dev.strongroom.secrets.DeleteSecret;
import dev.strongroom.secrets.GetDeletedSecret;
import dev.strongroom.secrets.GetSecret;
import dev.strongroom.secrets.ListDeletedSecrets;
import dev.strongroom.secrets.ListSecretVersions;
import dev.strongroom.secrets.ListSecrets;
import dev.strongroom.secrets.PurgeDeletedSecret;
import dev.strongroom.secrets.RecoverDeletedSecret;
import dev.strongroom.secrets.RestoreSecret;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.secrets.Secrets;
import dev.strongroom.secrets.SetSecret;
import dev.strongroom.secrets.UpdateSecret;
import java.util.function.Function;

/// The routes of secrets: `/secrets…` and `/deletedsecrets…`. A path without a version, or with an
/// empty one, means the latest.
final class SecretRoutes {
  private final Secrets secrets;
  private final Paging paging;

  SecretRoutes(Secrets secrets, Paging paging) {
    this.secrets = secrets;
    this.paging = paging;
  }

  void addTo(Routes.Builder<Function<Asked, Operation<Response>>> table) {
    table.add("GET", "/secrets", this::list);
    table.add("POST", "/secrets/restore", this::restore);
    table.add("PUT", "/secrets/{name}", this::set);
    table.add("DELETE", "/secrets/{name}", this::delete);
    table.add("GET", "/secrets/{name}/versions", this::listVersions);
    table.add("GET", "/secrets/{name}/{version?}", this::get);
    table.add("PATCH", "/secrets/{name}/{version?}", this::update);
    table.add("POST", "/secrets/{name}/backup", this::backup);
    table.add("GET", "/deletedsecrets", this::listDeleted);
    table.add("GET", "/deletedsecrets/{name}", this::getDeleted);
    table.add("DELETE", "/deletedsecrets/{name}", this::purge);
    table.add("POST", "/deletedsecrets/{name}/recover", this::recover);
  }

  private Operation<Response> get(Asked asked) {
    return new Bound<>(new GetSecret(secrets, path(asked)), found -> wiped(asked, found));
  }

  /// The value is wiped with the request, not here: the store may have to run the operation again.
  private Operation<Response> set(Asked asked) {
    SetSecret.Content content = asked.call().bodyWithValue().content();
    return new Bound<>(
        new SetSecret(secrets, asked.vault(), asked.newName(), content),
        found -> asked.call().ok(found.vault(), json(asked).secret(found)));
  }

  private Operation<Response> update(Asked asked) {
    UpdateSecret.Change change = asked.call().bodyWithoutValue().change();
    return new Bound<>(
        new UpdateSecret(secrets, path(asked), change), found -> plain(asked, found));
  }

  private Operation<Response> delete(Asked asked) {
    return new Bound<>(
        new DeleteSecret(secrets, path(asked)),
        found -> asked.call().ok(found.vault(), json(asked).deleted(found)));
  }

  private Operation<Response> getDeleted(Asked asked) {
    return new Bound<>(
        new GetDeletedSecret(secrets, path(asked)),
        found -> asked.call().ok(found.vault(), json(asked).deleted(found)));
  }

  private Operation<Response> purge(Asked asked) {
    return new Bound<>(new PurgeDeletedSecret(secrets, path(asked)), asked.call()::noContent);
  }

  private Operation<Response> recover(Asked asked) {
    return new Bound<>(
        new RecoverDeletedSecret(secrets, path(asked)), found -> plain(asked, found));
  }

  private Operation<Response> backup(Asked asked) {
    return new Bound<>(
        new BackupSecret(secrets, path(asked)),
        found -> {
          String blob = Base64Text.encode(found.what());
          return asked.call().ok(found.vault(), ObjectJson.backup(blob));
        });
  }

  private Operation<Response> restore(Asked asked) {
    return new Bound<>(
        new RestoreSecret(
            secrets,
            asked.vault(),
            Base64Text.decode(asked.call().bodyWithValue().backup(), "The backup blob")),
        found -> plain(asked, found));
  }

  private Operation<Response> list(Asked asked) {
    String list = "secrets";
    PageRequest page = paging.read(asked.call(), asked.vault(), list);
    return new Bound<>(
        new ListSecrets(secrets, asked.vault(), page),
        found ->
            asked
                .call()
                .ok(found.vault(), json(asked).secrets(found, paging.next(asked, list, found))));
  }

  private Operation<Response> listVersions(Asked asked) {
    String list = "secrets/" + asked.name() + "/versions";
    PageRequest page = paging.read(asked.call(), asked.vault(), list);
    return new Bound<>(
        new ListSecretVersions(secrets, path(asked), page),
        found ->
            asked
                .call()
                .ok(found.vault(), json(asked).versions(found, paging.next(asked, list, found))));
  }

  private Operation<Response> listDeleted(Asked asked) {
    String list = "deletedsecrets";
    PageRequest page = paging.read(asked.call(), asked.vault(), list);
    return new Bound<>(
        new ListDeletedSecrets(secrets, asked.vault(), page),
        found ->
            asked
                .call()
                .ok(
                    found.vault(),
                    json(asked).deletedSecrets(found, paging.next(asked, list, found))));
  }

  private static Response wiped(Asked asked, Found<OpenedVersion<SecretProperties>> found) {
    try (OpenedVersion<SecretProperties> _ = found.what()) {
      return asked.call().ok(found.vault(), json(asked).secret(found));
    }
  }

  private static Response plain(Asked asked, Found<SecretProperties> found) {
    return asked.call().ok(found.vault(), json(asked).properties(found));
  }

  private static ObjectPath path(Asked asked) {
    return Secrets.path(asked.vault(), asked.name(), asked.version());
  }

  private static SecretJson json(Asked asked) {
    return SecretJson.of(asked.call().request().authority());
  }
}
