package dev.strongroom.identity;

import dev.strongroom.identity.TokenIssuer.Grant;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import java.util.Optional;

/// An application that comes with a person's code or refresh token proves itself. It writes
/// nothing, so that the work of Argon2 holds up no writer.
public record ProveClient(SignIn signIn, Attempt attempt) implements Operation<ClientPassed> {
  @Override
  public String name() {
    return "ProveClient";
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
  public ClientPassed run(Work work) {
    Directory directory = signIn.directory().directory(work.tx());
    Optional<Tenant> tenant = TenantPath.find(directory, attempt.tenant());
    String client = attempt.clientId().orElseThrow(() -> EntraErrors.missing("client_id"));
    work.note("appId", EntraErrors.shown(client));
    Grant grant = new ClientCheck(signIn, attempt).proven(work, directory, tenant);
    if (!grant.principal().enabled()) {
      throw EntraErrors.disabled(grant.principal());
    }
    AppId id = grant.principal().clientId().orElseThrow();
    return new ClientPassed(id, grant.strength());
  }
}
