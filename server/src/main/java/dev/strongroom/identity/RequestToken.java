package dev.strongroom.identity;

import dev.strongroom.identity.TokenIssuer.Grant;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
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
    Grant grant = new ClientCheck(signIn, attempt).proven(work, directory, tenant);
    if (!grant.principal().enabled()) {
      throw EntraErrors.disabled(grant.principal());
    }
    if (!signIn.audiences().ours(resource)) {
      throw EntraErrors.unknownResource(resource, grant.principal().tenant().toString());
    }
    return signIn.issuer().issue(work, grant, resource);
  }
}
