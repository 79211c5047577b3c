package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.sealing.SealContext;
import dev.strongroom.sealing.Sealed;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.trust.SecretBytes;
import java.security.SecureRandom;
import java.util.Optional;

/// What the operations on security domains share. The domain of an HSM is one key, under which its
/// backups are sealed: who has it back in another HSM can restore them there.
public record Domains(HsmStore hsms, DomainStore store, Sealing sealing, SecureRandom random) {
  static final int KEY_BYTES = 32;

  /// What the key is called in a domain.
  static final String TAG = "strongroom-domain-key";

  /// What is sealed: the domain key, or the private half of the transfer key.
  static final String KEY = "domain-key";

  static final String TRANSFER = "transfer-key";

  static Target target(VaultName hsm) {
    return Target.InVault.collection(hsm, "securitydomain");
  }

  ManagedHsm hsm(Tx tx, VaultName name) {
    return living(hsms.find(tx, name), name);
  }

  ManagedHsm lock(Work work, VaultName name) {
    return living(hsms.lock(work.tx(), name), name);
  }

  DomainStore.Kept kept(Tx tx, VaultId hsm) {
    return store.find(tx, hsm).orElseGet(() -> DomainStore.Kept.nothing(hsm));
  }

  /// The domain key of an activated HSM; the caller closes it.
  SecretBytes key(Tx tx, ManagedHsm hsm) {
    return kept(tx, hsm.about().id())
        .domainKey()
        .map(sealed -> opened(tx, hsm, KEY, sealed))
        .orElseThrow(() -> new IllegalStateException("an activated HSM has a domain key"));
  }

  Sealed sealed(Tx tx, ManagedHsm hsm, String what, SecretBytes secret) {
    return sealing.seal(tx, context(hsm, what), secret);
  }

  SecretBytes opened(Tx tx, ManagedHsm hsm, String what, Sealed sealed) {
    return sealing.open(tx, context(hsm, what), sealed);
  }

  private static SealContext context(ManagedHsm hsm, String what) {
    return new SealContext(
        hsm.about().tenant(), hsm.about().id(), "security-domain", what, "", "value");
  }

  SecretBytes drawn(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return SecretBytes.owning(drawn);
  }

  /// From now on its data plane is open.
  void activate(Work work, ManagedHsm hsm) {
    if (!hsm.activated()) {
      ManagedHsm.State state =
          new ManagedHsm.State(
              Optional.of(work.now()), hsm.state().keysThroughArm(), hsm.state().deletion());
      hsms.update(work.tx(), work.approve(hsm.with(state)));
      work.note("activated", hsm.name().display());
    }
  }

  private static ManagedHsm living(Optional<ManagedHsm> found, VaultName name) {
    return found
        .filter(ManagedHsm::lives)
        .orElseThrow(() -> new Problem.VaultNotFound(name.label()).asException());
  }
}
