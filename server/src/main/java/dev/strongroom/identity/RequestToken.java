package dev.strongroom.identity;

import dev.strongroom.identity.ClientProofs.Claim;
import dev.strongroom.identity.TokenIssuer.Grant;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import java.util.Optional;

/// The client credentials grant: an application proves itself and gets a token for one resource.
public record RequestToken(SignIn signIn, Attempt attempt) implements Operation<IssuedToken> {
  private static final String CLIENT_CREDENTIALS = "client_credentials";

  @Override
  public String name() {
    return "ServicePrincipalSignIn";
  }

  @Override
  public Action action() {
    return DirectoryActions.SIGN_IN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public IssuedToken run(Work work) {
    Directory directory = signIn.directory().directory(work.tx());
    Optional<Tenant> tenant = TenantPath.find(directory, attempt.tenant());
    String grantType = attempt.grantType().orElseThrow(() -> EntraErrors.missing("grant_type"));
    String client = attempt.clientId().orElseThrow(() -> EntraErrors.missing("client_id"));
    work.note("appId", EntraErrors.shown(client));
    if (!grantType.equals(CLIENT_CREDENTIALS)) {
      throw EntraErrors.unsupportedGrant(grantType);
    }
    String resource = Scopes.resource(attempt);
    work.note("resource", EntraErrors.shown(resource));
    Attempt.Proof proof = attempt.proof().orElseThrow(EntraErrors::proofMissing);
    Grant grant = proven(work, directory, tenant, proof);
    noteProof(work, directory, grant);
    if (!grant.principal().enabled()) {
      throw EntraErrors.disabled(grant.principal());
    }
    if (!signIn.audiences().ours(resource)) {
      throw EntraErrors.unknownResource(resource, grant.principal().tenant().toString());
    }
    return signIn.issuer().issue(work, grant, resource);
  }

  /// Checks the proof, slowed after failures; a failure counts whatever its reason.
  private Grant proven(
      Work work, Directory directory, Optional<Tenant> tenant, Attempt.Proof proof) {
    String client = attempt.clientId().orElseThrow();
    String address = work.caller().origin().address();
    signIn.throttle().admit(client, address, work.now());
    try {
      Principal principal = known(directory, tenant, client, proof);
      AppId id = principal.clientId().orElseThrow();
      Claim claim = new Claim(principal, directory.credentialsOf(id), client, address, work.now());
      Grant grant = signIn.proofs().check(claim, proof);
      signIn.throttle().succeeded(client, address);
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
