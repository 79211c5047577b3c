package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import dev.strongroom.sealing.Sealed;

/// The certificate to which a security domain must be encrypted that is to come into this HSM. Made
/// when it is first asked for, and used up by the upload. Only an HSM that is not activated has
/// one.
///
/// @param draft keeps what is made before the write
public record GetTransferKey(Domains domains, VaultName hsm, TransferDraft draft)
    implements Operation<byte[]> {
  public static final Action ACTION =
      Action.data(
          "Microsoft.KeyVault/managedHsm/securitydomain/transferkey/read", Effect.WRITE, "");

  @Override
  public String name() {
    return "SecurityDomainTransferKeyGet";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return Domains.target(hsm);
  }

  @Override
  public Runnable preparation(Preview preview) {
    ManagedHsm found = domains.hsm(preview.tx(), hsm);
    boolean needed =
        !found.activated() && domains.kept(preview.tx(), found.about().id()).transfer().isEmpty();
    return () -> {
      if (needed) {
        draft.put(TransferKey.make(hsm.display(), preview.now(), domains.random()));
      }
    };
  }

  @Override
  public byte[] run(Work work) {
    ManagedHsm found = domains.lock(work, hsm);
    refuseActivated(found);
    DomainStore.Kept kept = domains.kept(work.tx(), found.about().id());
    if (kept.transfer().isPresent()) {
      return kept.transfer().get().certificate();
    }
    TransferKey key =
        draft
            .made()
            .orElseThrow(() ->
                new Problem.Conflict("Conflict", "The HSM has just changed. Ask again.")
                    .asException());
    Sealed sealed = domains.sealed(work.tx(), found, Domains.TRANSFER, key.pkcs8());
    DomainStore.Transfer transfer = new DomainStore.Transfer(sealed, key.certificate());
    domains.store().save(work.tx(), work.approve(kept.with(transfer)));
    return key.certificate();
  }

  static void refuseActivated(ManagedHsm hsm) {
    if (hsm.activated()) {
      throw new Problem.Conflict(
              "HsmAlreadyActivated",
              "The managed HSM '"
                  + hsm.name()
                  + "' is activated and has a security domain of its own. A domain comes back into"
                  + " a new HSM only.")
          .asException();
    }
  }
}
