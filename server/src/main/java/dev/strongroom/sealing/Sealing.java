package dev.strongroom.sealing;

import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.sealing.OpenKeys.Open;
import dev.strongroom.trust.KeyWear;
import dev.strongroom.trust.Keyring;
import dev.strongroom.trust.Keyring.KeyName;
import dev.strongroom.trust.SealingKey;
import dev.strongroom.trust.SecretBytes;
import java.time.Duration;
import java.time.InstantSource;

/// Seals and opens the values of vaults under the vault's own key, and those of the server under
/// its own. Opening a value whose key is in memory needs no disk.
public final class Sealing {
  private static final String VALUES = "values";
  private static final Duration RETRY_WORN_OUT = Duration.ofHours(1);

  private final SealedKeyStore store;
  private final Keyring keyring;
  private final RootWatch watch;
  private final OpenKeys open;
  private final ServerKeys server;

  public Sealing(SealedKeyStore store, Keyring keyring, InstantSource clock) {
    this.store = store;
    this.keyring = keyring;
    this.watch = new RootWatch(keyring, clock);
    this.open = new OpenKeys(watch::millis);
    this.server = new ServerKeys(store, keyring);
  }

  /// Gives a new vault its first key, in the transaction that makes the vault.
  public void createVaultKey(Work work, VaultFacts vault) {
    Check.that(store.newest(work.tx(), vault.id()).isEmpty(), "a vault gets its first key once");
    insert(work, vault.id(), 1);
  }

  /// Destroys every key of a vault, so that no value of it opens again, not from a copy of the
  /// database that was made after this either.
  public void destroyVaultKeys(Work work, VaultId vault) {
    store.destroy(work.tx(), work.approve(new DestroyedKeys(vault)));
    store.whenDurable(work.tx(), () -> open.destroy(vault));
  }

  /// Seals under the newest version of the vault's key. Only in a transaction that writes.
  public Sealed seal(Tx tx, SealContext context, SecretBytes value) {
    VaultKey newest =
        store
            .newest(tx, context.vault())
            .orElseThrow(() -> new IllegalStateException("broken promise: a vault has a key"));
    if (KeyWear.wornOut(newest.uses())) {
      String reason = "The key of this vault has been used too often; re-key the vault.";
      throw new Problem.Unavailable(reason, RETRY_WORN_OUT).asException();
    }
    Open key = opened(tx, newest);
    long due = key.uses().take();
    if (due > 0) {
      store.addUses(tx, context.vault(), newest.version(), due);
      store.whenDurable(tx, () -> key.uses().settled(due));
    }
    return new Sealed(newest.version(), key.key().seal(context.binding(), value));
  }

  /// @throws dev.strongroom.trust.Tampered when these are not the bytes that were sealed for this
  ///   place
  public SecretBytes open(Tx tx, SealContext context, Sealed sealed) {
    Open key =
        open.find(context.vault(), sealed.keyVersion())
            .orElseGet(() -> opened(tx, stored(tx, context.vault(), sealed.keyVersion())));
    return key.key().open(context.binding(), sealed.bytes());
  }

  /// Seals a value of the server itself under the key of `purpose` (see [ServerPurposes]).
  public byte[] sealForServer(String purpose, SecretBytes value) {
    return server.seal(purpose, value);
  }

  /// @throws dev.strongroom.trust.Tampered when these bytes were not sealed here for this purpose
  public SecretBytes openForServer(String purpose, byte[] sealed) {
    return server.open(purpose, sealed);
  }

  /// Adds a version to the vault's key; every write from now on is sealed under it.
  int rekey(Work work, VaultId vault) {
    int version = newestVersion(work.tx(), vault) + 1;
    insert(work, vault, version);
    return version;
  }

  /// The version of the vault's key that seals now.
  public int newestVersion(Tx tx, VaultId vault) {
    return store
        .newest(tx, vault)
        .map(VaultKey::version)
        .orElseThrow(() -> new IllegalStateException("broken promise: a vault has a key"));
  }

  public RootWatch watch() {
    return watch;
  }

  Keyring keyring() {
    return keyring;
  }

  SealedKeyStore store() {
    return store;
  }

  ServerKeys server() {
    return server;
  }

  private void insert(Work work, VaultId vault, int version) {
    byte[] wrapped = RootWatch.needing(() -> keyring.create(name(vault, version)));
    store.insert(work.tx(), work.approve(new VaultKey(vault, version, wrapped, 0, work.now())));
  }

  private VaultKey stored(Tx tx, VaultId vault, int version) {
    return store
        .find(tx, vault, version)
        .orElseThrow(() -> new IllegalStateException("broken promise: a sealed value has a key"));
  }

  private Open opened(Tx tx, VaultKey key) {
    return open.find(key.vault(), key.version()).orElseGet(() -> unwrapped(tx, key));
  }

  private Open unwrapped(Tx tx, VaultKey key) {
    KeyName name = name(key.vault(), key.version());
    SealingKey unwrapped = RootWatch.needing(() -> keyring.unwrap(name, key.wrapped()));
    Open opened = new Open(unwrapped, new UseLedger());
    store.whenDurable(tx, () -> open.keep(key.vault(), opened));
    return opened;
  }

  static KeyName name(VaultId vault, int version) {
    return new KeyName(vault.toString(), VALUES, version);
  }
}
