package dev.strongroom.objects;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What a vault's secrets or keys should be, in maps: the specification that the server is held
/// against.
///
/// @param <V> what a test remembers of a version
public final class VaultModel<V> {
  /// An object, or a backup of one.
  ///
  /// @param versions by their ids
  public record Thing<V>(
      String display, TreeMap<String, V> versions, String latest, Optional<Instant> purge) {
    public Thing<V> copy(Optional<Instant> purgeThen) {
      return new Thing<>(display, new TreeMap<>(versions), latest, purgeThen);
    }
  }

  private final Duration retention;
  private final boolean purgeProtected;
  private final TreeMap<String, Thing<V>> things = new TreeMap<>();

  public VaultModel(int retentionDays, boolean purgeProtected) {
    this.retention = Duration.ofDays(retentionDays);
    this.purgeProtected = purgeProtected;
  }

  public Optional<Thing<V>> live(String name) {
    return known(name).filter(thing -> thing.purge().isEmpty());
  }

  public Optional<Thing<V>> deleted(String name) {
    return known(name).filter(thing -> thing.purge().isPresent());
  }

  public List<String> liveNames() {
    return names(true);
  }

  public List<String> deletedNames() {
    return names(false);
  }

  public int set(String name) {
    return deleted(name).isPresent() ? 409 : 200;
  }

  /// The server chose the version's id.
  public void wasSet(String name, String id, V version) {
    Thing<V> old =
        live(name).orElseGet(() -> new Thing<>(name, new TreeMap<>(), "", Optional.empty()));
    old.versions().put(id, version);
    things.put(key(name), new Thing<>(old.display(), old.versions(), id, Optional.empty()));
  }

  /// The id that is meant; an empty one means the latest.
  public Optional<String> id(String name, String id) {
    return live(name)
        .map(thing -> id.isEmpty() ? thing.latest() : id)
        .filter(found -> live(name).orElseThrow().versions().containsKey(found));
  }

  public Optional<V> version(String name, String id) {
    return id(name, id).map(found -> live(name).orElseThrow().versions().get(found));
  }

  public int update(String name, String id, UnaryOperator<V> change) {
    Optional<String> found = id(name, id);
    found.ifPresent(one ->
        live(name).orElseThrow().versions().computeIfPresent(one, (_, old) -> change.apply(old)));
    return found.isEmpty() ? 404 : 200;
  }

  public int delete(String name, Instant now) {
    Optional<Thing<V>> found = live(name);
    found.ifPresent(thing -> things.put(key(name), thing.copy(Optional.of(now.plus(retention)))));
    return found.isEmpty() ? 404 : 200;
  }

  public int recover(String name) {
    Optional<Thing<V>> found = deleted(name);
    found.ifPresent(thing -> things.put(key(name), thing.copy(Optional.empty())));
    return found.isEmpty() ? 404 : 200;
  }

  public int purge(String name) {
    if (deleted(name).isEmpty()) {
      return 404;
    } else if (purgeProtected) {
      return 403;
    }
    things.remove(key(name));
    return 204;
  }

  public int restore(Thing<V> backup) {
    if (known(backup.display()).isPresent()) {
      return 409;
    }
    things.put(key(backup.display()), backup.copy(Optional.empty()));
    return 200;
  }

  public void timeIs(Instant now) {
    things.values().removeIf(thing -> thing.purge().filter(due -> !due.isAfter(now)).isPresent());
  }

  private Optional<Thing<V>> known(String name) {
    return Optional.ofNullable(things.get(key(name)));
  }

  private List<String> names(boolean live) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Thing<V>> entry : things.entrySet()) {
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
