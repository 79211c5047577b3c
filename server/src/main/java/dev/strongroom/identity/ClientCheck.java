package dev.strongroom.identity;

import dev.strongroom.identity.ClientProofs.Claim;
import dev.strongroom.identity.TokenIssuer.Grant;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import java.util.Optional;

/// Checks what a client shows of itself.
///
/// @param attempt with a client id
record ClientCheck(SignIn signIn, Attempt attempt) {
  /// Checks the proof, slowed after failures; a failure counts whatever its reason.
  Grant proven(Work work, Directory directory, Optional<Tenant> tenant) {
    Attempt.Proof proof = attempt.proof().orElseThrow(EntraErrors::proofMissing);
    String client = attempt.clientId().orElseThrow();
    String address = work.caller().origin().address();
    signIn.throttle().admit(client, address, work.now());
    try {
      Principal principal = known(directory, tenant, client, proof);
      AppId id = principal.clientId().orElseThrow();
      Claim claim = new Claim(principal, directory.credentialsOf(id), client, address, work.now());
      Grant grant = signIn.proofs().check(claim, proof);
      signIn.throttle().succeeded(client, address);
      noteProof(work, directory, grant);
      return grant;
    } catch (Refused refused) {
      signIn.throttle().failed(client, address, work.now());
      throw refused;
    }
  }

  private Principal known(
      Directory directory, Optional<Tenant> tenant, String client, Attempt.Proof proof) {
    Optional<Principal> found =
        AppId.parse(client)
            .flatMap(directory::client)
            .filter(principal -> tenant.isEmpty() || tenant.get().id().equals(principal.tenant()));
    if (found.isEmpty()) {
      signIn.proofs().pretend(proof);
    }
    return found.orElseThrow(() -> EntraErrors.applicationNotFound(client, attempt.tenant()));
  }

  private static void noteProof(Work work, Directory directory, Grant grant) {
    work.note("servicePrincipalId", grant.principal().id().toString());
    work.note("credentialId", grant.credential().toString());
    directory
        .credential(grant.credential())
        .ifPresent(credential -> work.note("credentialKind", credential.kind()));
  }
}
