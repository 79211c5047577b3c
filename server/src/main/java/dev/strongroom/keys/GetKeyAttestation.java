package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.objects.OpenedVersion;
import dev.strongroom.objects.SealedVersion;
import dev.strongroom.trust.HsmEvidence;
import java.util.Optional;

/// Shows a key as [GetKey] does, with a signed statement of what its HSM says of it now. PKCS #11
/// has no attestation by the hardware itself, so the statement is this server's.
public record GetKeyAttestation(Keys keys, ObjectPath path, Notary notary)
    implements Operation<Found<AttestedKey>> {
  @Override
  public String name() {
    return "KeyAttestationGet";
  }

  @Override
  public Action action() {
    return GetKey.ACTION;
  }

  @Override
  public Target target() {
    return path.target();
  }

  @Override
  public Found<AttestedKey> run(Work work) {
    VaultFacts facts = keys.life().vault(work, path.vault());
    SealedVersion<KeyProperties> found = keys.life().find(work.tx(), facts, path);
    KeyProperties key = found.properties();
    Optional<HsmEvidence> evidence =
        key.face().type().hardware() ? evidence(work, facts, found) : Optional.empty();
    return new Found<>(
        facts,
        new AttestedKey(
            key,
            evidence,
            work.now(),
            payload -> notary.signing(work.tx(), work.now()).apply(payload)));
  }

  private Optional<HsmEvidence> evidence(
      Work work, VaultFacts facts, SealedVersion<KeyProperties> found) {
    if (!work.tx().session().mayWait()) {
      throw NotInMemory.SIGNAL; // the HSM takes as long as it likes
    }
    KeyHome home = keys.homes().of(found.properties().face().type());
    try (OpenedVersion<KeyProperties> opened = keys.life().open(work.tx(), facts, found)) {
      return Refusals.translated(() -> home.evidence(opened.value()));
    }
  }
}
