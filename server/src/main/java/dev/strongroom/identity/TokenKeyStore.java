package dev.strongroom.identity;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;

/// Where the keys that sign tokens are kept; read from memory, stale with generation `token-keys`.
public interface TokenKeyStore {
  TokenKeys keys(Tx tx);

  void insert(Tx tx, Approved<TokenKey> key);

  void delete(Tx tx, Approved<TokenKey> key);
}
