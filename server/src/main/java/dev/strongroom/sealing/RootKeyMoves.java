package dev.strongroom.sealing;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultId;
import java.util.List;

/// Where a change of the root key is written down. A part of [SealedKeyStore].
public interface RootKeyMoves {
  Action MOVES = Action.control("Strongroom/rootKey/move/action", Action.Effect.WRITE);

  /// Replaces a change that was begun and never done.
  void begin(Tx tx, Approved<RootChange> change);

  /// Marks that this database belongs to the new root key now.
  void finish(Tx tx, Approved<RootChange> change);

  /// Keys of vaults, in the order of vault and version, behind this one.
  List<VaultKey> vaultKeysAfter(Tx tx, VaultId vault, int version, int max);

  void rewrap(Tx tx, Approved<VaultKey> key);

  void rewrapServerKey(Tx tx, Approved<ServerKey> key);
}
