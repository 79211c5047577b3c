package dev.strongroom.sealing;

import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.Binding;
import dev.strongroom.trust.Keyring;
import dev.strongroom.trust.Keyring.KeyName;
import dev.strongroom.trust.SealingKey;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.Tampered;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The server's own keys, unwrapped, from the start on. There are a handful and they do not change
/// while the server runs, so they are kept and not cached.
final class ServerKeys {
  private static final String SERVER = "server";
  private static final String DOMAIN = "strongroom server value, 1";
  private static final int FIRST = 1;

  private final SealedKeyStore store;
  private final Keyring keyring;
  private volatile Map<String, TreeMap<Integer, SealingKey>> keys = Map.of();

  ServerKeys(SealedKeyStore store, Keyring keyring) {
    this.store = store;
    this.keyring = keyring;
  }

  /// Checks that database and root key belong together, makes the keys that are missing, and
  /// unwraps all.
  ///
  /// @return how many were made
  /// @throws dev.strongroom.trust.SealRefused when the database belongs to another root key
  int ensure(Work work) {
    if (store.root(work.tx()).isEmpty()) {
      store.markRoot(work.tx(), work.approve(new RootMark(keyring.rootId())));
    }
    keyring.expectRoot(store.root(work.tx()).orElseThrow().rootId());
    Set<String> missing = new TreeSet<>(ServerPurposes.ALL);
    store.serverKeys(work.tx()).forEach(key -> missing.remove(key.purpose()));
    missing.forEach(purpose -> insert(work, purpose));
    var unwrapped =
        store.serverKeys(work.tx()).stream()
            .collect(
                Collectors.groupingBy(
                    ServerKey::purpose,
                    Collectors.toMap(
                        ServerKey::version, this::unwrap, (one, _) -> one, TreeMap::new)));
    store.whenDurable(work.tx(), () -> keys = unwrapped);
    return missing.size();
  }

  byte[] seal(String purpose, SecretBytes value) {
    return of(purpose).lastEntry().getValue().seal(binding(purpose), value);
  }

  SecretBytes open(String purpose, byte[] sealed) {
    return Optional.ofNullable(of(purpose).get(SealingKey.versionOf(sealed)))
        .map(opens(purpose, sealed))
        .orElseThrow(() -> new Tampered("sealed under a key that this server does not have"));
  }

  private Function<SealingKey, SecretBytes> opens(String purpose, byte[] sealed) {
    return key -> key.open(binding(purpose), sealed);
  }

  private TreeMap<Integer, SealingKey> of(String purpose) {
    TreeMap<Integer, SealingKey> known = keys.getOrDefault(purpose, new TreeMap<>());
    Check.that(!known.isEmpty(), "the server has a key for " + purpose);
    return known;
  }

  private void insert(Work work, String purpose) {
    byte[] wrapped = keyring.create(name(purpose, FIRST));
    store.insertIfAbsent(
        work.tx(), work.approve(new ServerKey(purpose, FIRST, wrapped, work.now())));
  }

  private SealingKey unwrap(ServerKey key) {
    return keyring.unwrap(name(key.purpose(), key.version()), key.wrapped());
  }

  static KeyName name(String purpose, int version) {
    return new KeyName(SERVER, purpose, version);
  }

  private static Binding binding(String purpose) {
    return Binding.of(DOMAIN, purpose);
  }
}
