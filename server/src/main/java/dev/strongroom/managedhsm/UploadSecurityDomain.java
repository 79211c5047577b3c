package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import dev.strongroom.sealing.Sealed;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// Brings the security domain of another HSM into a new one, which is activated by it: then the
/// other's backups can be restored here.
public record UploadSecurityDomain(
    Domains domains, VaultName hsm, SecurityDomain.Returning returning)
    implements Operation<Boolean> {
  private static final int ACCEPTED = 202;

  public static final Action ACTION =
      Action.data("Microsoft.KeyVault/managedHsm/securitydomain/upload/action", Effect.WRITE, "");

  @Override
  public String name() {
    return "SecurityDomainUpload";
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
  public int status(Boolean done) {
    return ACCEPTED;
  }

  @Override
  public Boolean run(Work work) {
    ManagedHsm found = domains.lock(work, hsm);
    GetTransferKey.refuseActivated(found);
    DomainStore.Kept kept = domains.kept(work.tx(), found.about().id());
    DomainStore.Transfer transfer =
        kept.transfer()
            .orElseThrow(() ->
                new Problem.Conflict(
                        "NoTransferKey",
                        "Ask for the transfer key first (GET /securitydomain/upload): the domain"
                            + " must be encrypted to it.")
                    .asException());
    try (SecretBytes pkcs8 = domains.opened(work.tx(), found, Domains.TRANSFER, transfer.key());
        SecretBytes master = opened(pkcs8);
        SecretBytes key = domainKey(master)) {
      Sealed sealed = domains.sealed(work.tx(), found, Domains.KEY, key);
      domains.store().save(work.tx(), work.approve(kept.withDomain(sealed)));
    }
    domains.activate(work, found);
    return true;
  }

  private SecretBytes opened(SecretBytes pkcs8) {
    return DomainParcel.open(TransferKey.read(pkcs8), returning.wrappedKey())
        .orElseThrow(() -> refused("its key is not encrypted to this HSM's transfer key"));
  }

  private SecretBytes domainKey(SecretBytes master) {
    Optional<SecretBytes> found =
        returning.data().stream()
            .filter(datum -> datum.tag().equals(Domains.TAG))
            .findFirst()
            .flatMap(datum -> DomainParcel.open(master, datum.tag(), datum.jwe()));
    return found
        .filter(key -> key.length() == Domains.KEY_BYTES)
        .orElseThrow(() -> refused("it holds no domain key of this product"));
  }

  private static RuntimeException refused(String why) {
    return new Problem.Malformed("The security domain cannot be restored: " + why + ".")
        .asException();
  }
}
