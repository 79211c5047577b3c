package dev.strongroom.sealing;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where wrapped keys lie.
public interface SealedKeyStore extends RootKeyMoves {
  /// The newest version of the vault's key: the one that seals.
  Optional<VaultKey> newest(Tx tx, VaultId vault);

  Optional<VaultKey> find(Tx tx, VaultId vault, int version);

  void insert(Tx tx, Approved<VaultKey> key);

  /// Adds to the uses of a key. Bookkeeping of a write that policy has seen already.
  void addUses(Tx tx, VaultId vault, int version, long uses);

  void destroy(Tx tx, Approved<DestroyedKeys> keys);

  /// Vaults whose newest key has been used `uses` times or was made at `madeUntil` or before.
  List<VaultId> due(Tx tx, long uses, Instant madeUntil, int max);

  /// Every key of the server.
  List<ServerKey> serverKeys(Tx tx);

  /// Inserts the key unless another node has made this version in the meantime.
  void insertIfAbsent(Tx tx, Approved<ServerKey> key);

  Optional<RootMark> root(Tx tx);

  /// Inserts the mark unless another node has left one in the meantime.
  void markRoot(Tx tx, Approved<RootMark> mark);

  /// Runs `action` when what this session has seen is committed: at once in a session that only
  /// reads, after the commit in one that writes, never when it is rolled back.
  void whenDurable(Tx tx, Runnable action);
}
