package dev.strongroom.dataplane;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultName;
import dev.strongroom.secrets.BackupSecret;
import dev.strongroom.secrets.DeleteSecret;
import dev.strongroom.secrets.Found;
import dev.strongroom.secrets.GetDeletedSecret;
import dev.strongroom.secrets.GetSecret;
import dev.strongroom.secrets.ListDeletedSecrets;
import dev.strongroom.secrets.ListSecretVersions;
import dev.strongroom.secrets.ListSecrets;
import dev.strongroom.secrets.OpenedSecret;
import dev.strongroom.secrets.Page;
import dev.strongroom.secrets.PageRequest;
import dev.strongroom.secrets.PurgeDeletedSecret;
import dev.strongroom.secrets.RecoverDeletedSecret;
import dev.strongroom.secrets.RestoreSecret;
import dev.strongroom.secrets.SecretPath;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.secrets.Secrets;
import dev.strongroom.secrets.SetSecret;
import dev.strongroom.secrets.UpdateSecret;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The routes of secrets: `/secrets…` and `/deletedsecrets…`. Words of the route compare without
/// regard to case, as Azure's identifiers do.
final class SecretRoutes {
  private final Secrets secrets;
  private final Paging paging;

  SecretRoutes(Secrets secrets, Paging paging) {
    this.secrets = secrets;
    this.paging = paging;
  }

  /// One request, seen from here.
  private record Asked(Call call, VaultName vault, SecretJson json, List<String> words) {
    String method() {
      return call.request().effectiveMethod();
    }

    boolean ends(String word) {
      return words.getLast().toLowerCase(Locale.ROOT).equals(word);
    }

    SecretPath latest() {
      return SecretPath.latest(vault, words.get(1));
    }

    SecretPath version() {
      return new SecretPath(vault, words.get(1), Optional.of(words.get(2)));
    }
  }

  /// The operation that the request asks for, or the refusal.
  Operation<Response> read(Call call, VaultName vault, ApiVersion version) {
    SecretJson json = new SecretJson(call.request().authority(), version);
    Asked asked = new Asked(call, vault, json, call.words());
    String collection =
        asked.words().isEmpty() ? "" : asked.words().getFirst().toLowerCase(Locale.ROOT);
    Optional<Operation<Response>> found =
        switch (collection) {
          case "secrets" -> live(asked);
          case "deletedsecrets" -> deleted(asked);
          default -> Optional.empty();
        };
    return found.orElseThrow(
        () -> new Problem.RouteNotFound(asked.method(), call.request().path()).asException());
  }

  private Optional<Operation<Response>> live(Asked asked) {
    return switch (asked.words().size()) {
      case 1 -> Optional.of(collection(asked));
      case 2 -> Optional.of(secret(asked));
      case 3 -> Optional.of(version(asked));
      default -> Optional.empty();
    };
  }

  private Operation<Response> collection(Asked asked) {
    return switch (asked.method()) {
      case "GET" -> list(asked);
      default -> throw notOffered(asked);
    };
  }

  private Operation<Response> secret(Asked asked) {
    return switch (asked.method()) {
      case "GET" -> get(asked, asked.latest());
      case "PUT" -> set(asked);
      case "PATCH" -> update(asked, asked.latest());
      case "DELETE" -> delete(asked);
      case "POST" -> {
        if (asked.ends("restore")) {
          yield restore(asked);
        }
        throw notOffered(asked);
      }
      default -> throw notOffered(asked);
    };
  }

  private Operation<Response> version(Asked asked) {
    return switch (asked.method()) {
      case "GET" -> asked.ends("versions") ? listVersions(asked) : get(asked, asked.version());
      case "PATCH" -> update(asked, asked.version());
      case "POST" -> {
        if (asked.ends("backup")) {
          yield backup(asked);
        }
        throw notOffered(asked);
      }
      default -> throw notOffered(asked);
    };
  }

  private Optional<Operation<Response>> deleted(Asked asked) {
    return switch (asked.words().size()) {
      case 1 -> Optional.of(deletedCollection(asked));
      case 2 -> Optional.of(deletedSecret(asked));
      case 3 -> asked.ends("recover") ? Optional.of(recovery(asked)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Operation<Response> deletedCollection(Asked asked) {
    return switch (asked.method()) {
      case "GET" -> listDeleted(asked);
      default -> throw notOffered(asked);
    };
  }

  private Operation<Response> deletedSecret(Asked asked) {
    return switch (asked.method()) {
      case "GET" ->
          new Bound<>(
              new GetDeletedSecret(secrets, asked.latest()),
              found -> asked.call().ok(found.vault(), asked.json().deleted(found)));
      case "DELETE" ->
          new Bound<>(new PurgeDeletedSecret(secrets, asked.latest()), asked.call()::noContent);
      default -> throw notOffered(asked);
    };
  }

  private Operation<Response> recovery(Asked asked) {
    return switch (asked.method()) {
      case "POST" ->
          new Bound<>(
              new RecoverDeletedSecret(secrets, asked.latest()), found -> plain(asked, found));
      default -> throw notOffered(asked);
    };
  }

  private Operation<Response> get(Asked asked, SecretPath path) {
    return new Bound<>(new GetSecret(secrets, path), found -> wiped(asked, found));
  }

  /// The value is wiped with the request, not here: the store may have to run the operation again.
  private Operation<Response> set(Asked asked) {
    String word = asked.words().get(1);
    ObjectName name =
        ObjectName.parse(word)
            .orElseThrow(() ->
                new Problem.Malformed("The request URI contains an invalid name: " + word)
                    .asException());
    SetSecret.Content content = asked.call().bodyWithValue().content();
    return new Bound<>(
        new SetSecret(secrets, asked.vault(), name, content),
        found -> asked.call().ok(found.vault(), asked.json().secret(found)));
  }

  private Operation<Response> update(Asked asked, SecretPath path) {
    UpdateSecret.Change change = asked.call().bodyWithoutValue().change();
    return new Bound<>(new UpdateSecret(secrets, path, change), found -> plain(asked, found));
  }

  private Operation<Response> delete(Asked asked) {
    return new Bound<>(
        new DeleteSecret(secrets, asked.latest()),
        found -> asked.call().ok(found.vault(), asked.json().deleted(found)));
  }

  private Operation<Response> backup(Asked asked) {
    return new Bound<>(
        new BackupSecret(secrets, asked.latest()),
        found -> {
          String blob = Base64.getUrlEncoder().withoutPadding().encodeToString(found.what());
          return asked.call().ok(found.vault(), asked.json().backup(blob));
        });
  }

  private Operation<Response> restore(Asked asked) {
    return new Bound<>(
        new RestoreSecret(
            secrets, asked.vault(), BackupText.decode(asked.call().bodyWithValue().backup())),
        found -> plain(asked, found));
  }

  private Operation<Response> list(Asked asked) {
    String list = "secrets";
    PageRequest page = paging.read(asked.call(), asked.vault(), list);
    return new Bound<>(
        new ListSecrets(secrets, asked.vault(), page),
        found ->
            asked.call().ok(found.vault(), asked.json().secrets(found, next(asked, list, found))));
  }

  private Operation<Response> listVersions(Asked asked) {
    String list = "secrets/" + asked.words().get(1) + "/versions";
    PageRequest page = paging.read(asked.call(), asked.vault(), list);
    return new Bound<>(
        new ListSecretVersions(secrets, asked.latest(), page),
        found ->
            asked.call().ok(found.vault(), asked.json().versions(found, next(asked, list, found))));
  }

  private Operation<Response> listDeleted(Asked asked) {
    String list = "deletedsecrets";
    PageRequest page = paging.read(asked.call(), asked.vault(), list);
    return new Bound<>(
        new ListDeletedSecrets(secrets, asked.vault(), page),
        found ->
            asked
                .call()
                .ok(found.vault(), asked.json().deletedSecrets(found, next(asked, list, found))));
  }

  private <T> Optional<String> next(Asked asked, String list, Found<Page<T>> found) {
    return found
        .what()
        .next()
        .map(after -> paging.nextLink(asked.call(), asked.vault(), list, after));
  }

  private static Response wiped(Asked asked, Found<OpenedSecret> found) {
    try (OpenedSecret _ = found.what()) {
      return asked.call().ok(found.vault(), asked.json().secret(found));
    }
  }

  private static Response plain(Asked asked, Found<SecretProperties> found) {
    return asked.call().ok(found.vault(), asked.json().properties(found));
  }

  private static RuntimeException notOffered(Asked asked) {
    return new Problem.MethodNotAllowed(asked.method(), asked.call().request().path())
        .asException();
  }
}
