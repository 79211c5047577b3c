package dev.strongroom.secrets;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a vault's secrets should be, in maps: the specification that the server is held against.
final class VaultModel {
  record Version(String id, String value, boolean enabled, String tag) {}

  /// A secret, or a backup of one.
  record Secret(
      String display, TreeMap<String, Version> versions, String latest, Optional<Instant> purge) {
    Secret copy(Optional<Instant> purgeThen) {
      return new Secret(display, new TreeMap<>(versions), latest, purgeThen);
    }

    Version last() {
      return versions.get(latest);
    }
  }

  private final Duration retention;
  private final boolean purgeProtected;
  private final TreeMap<String, Secret> secrets = new TreeMap<>();

  VaultModel(int retentionDays, boolean purgeProtected) {
    this.retention = Duration.ofDays(retentionDays);
    this.purgeProtected = purgeProtected;
  }

  Optional<Secret> live(String name) {
    return known(name).filter(secret -> secret.purge().isEmpty());
  }

  Optional<Secret> deleted(String name) {
    return known(name).filter(secret -> secret.purge().isPresent());
  }

  List<String> liveNames() {
    return names(true);
  }

  List<String> deletedNames() {
    return names(false);
  }

  int set(String name) {
    return deleted(name).isPresent() ? 409 : 200;
  }

  /// The server chose the version's id.
  void wasSet(String name, Version version) {
    Secret old =
        live(name).orElseGet(() -> new Secret(name, new TreeMap<>(), "", Optional.empty()));
    old.versions().put(version.id(), version);
    secrets.put(
        key(name), new Secret(old.display(), old.versions(), version.id(), Optional.empty()));
  }

  int get(String name, String id) {
    Optional<Version> found = version(name, id);
    return found.isEmpty() ? 404 : found.get().enabled() ? 200 : 403;
  }

  Optional<Version> version(String name, String id) {
    return live(name).map(secret -> id.isEmpty() ? secret.last() : secret.versions().get(id));
  }

  int update(String name, String id, boolean enabled, String tag) {
    Optional<Version> old = version(name, id);
    old.ifPresent(version ->
        live(name)
            .orElseThrow()
            .versions()
            .put(version.id(), new Version(version.id(), version.value(), enabled, tag)));
    return old.isEmpty() ? 404 : 200;
  }

  int delete(String name, Instant now) {
    Optional<Secret> found = live(name);
    found.ifPresent(
        secret -> secrets.put(key(name), secret.copy(Optional.of(now.plus(retention)))));
    return found.isEmpty() ? 404 : 200;
  }

  int recover(String name) {
    Optional<Secret> found = deleted(name);
    found.ifPresent(secret -> secrets.put(key(name), secret.copy(Optional.empty())));
    return found.isEmpty() ? 404 : 200;
  }

  int purge(String name) {
    if (deleted(name).isEmpty()) {
      return 404;
    } else if (purgeProtected) {
      return 403;
    }
    secrets.remove(key(name));
    return 204;
  }

  int restore(Secret backup) {
    if (known(backup.display()).isPresent()) {
      return 409;
    }
    secrets.put(key(backup.display()), backup.copy(Optional.empty()));
    return 200;
  }

  void timeIs(Instant now) {
    secrets
        .values()
        .removeIf(secret -> secret.purge().filter(due -> !due.isAfter(now)).isPresent());
  }

  private Optional<Secret> known(String name) {
    return Optional.ofNullable(secrets.get(key(name)));
  }

  private List<String> names(boolean live) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Secret> entry : secrets.entrySet()) {
      if (entry.getValue().purge().isEmpty() == live) {
        names.add(entry.getValue().display());
      }
    }
    return names;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
