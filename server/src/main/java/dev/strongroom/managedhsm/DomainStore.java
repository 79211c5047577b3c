package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Governed;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultId;
import dev.strongroom.sealing.Sealed;
import java.util.Map;
import java.util.Optional;

/// Keeps the secret halves of security domains, sealed.
public interface DomainStore {
  /// @param domainKey empty before the first download or upload
  /// @param transfer there until a domain has come in
  record Kept(VaultId hsm, Optional<Sealed> domainKey, Optional<Transfer> transfer)
      implements Governed {
    static Kept nothing(VaultId hsm) {
      return new Kept(hsm, Optional.empty(), Optional.empty());
    }

    Kept withDomain(Sealed key) {
      return new Kept(hsm, Optional.of(key), Optional.empty());
    }

    Kept with(Transfer key) {
      return new Kept(hsm, domainKey, Optional.of(key));
    }

    @Override
    public Map<String, String> facts() {
      return Map.of("type", "Strongroom/securityDomains", "name", hsm.toString());
    }
  }

  /// A key to which a domain that comes in is encrypted.
  ///
  /// @param key its private half
  record Transfer(Sealed key, byte[] certificate) {}

  Optional<Kept> find(Tx tx, VaultId hsm);

  void save(Tx tx, Approved<Kept> kept);
}
