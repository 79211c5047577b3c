package dev.strongroom.deployments;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.OpenedVersion;
import dev.strongroom.secrets.GetSecret;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.secrets.Secrets;
import dev.strongroom.vaults.GetVault;
import dev.strongroom.vaults.Vault;
import dev.strongroom.vaults.VaultAddress;
import dev.strongroom.vaults.Vaults;
import java.util.Map;
import java.util.Optional;

/// Reads a secret that a parameter of a deployment refers to. It takes a right at the vault, none
/// inside it, and the vault must be open to deployments. Who deploys can do with the value what the
/// template says, so this is a read like any other.
///
/// @param secret as it was written; what cannot be a name is not found
/// @param version empty means the latest
public record ReadReferencedSecret(
    Vaults vaults, Secrets secrets, VaultAddress vault, String secret, Optional<String> version)
    implements Operation<OpenedVersion<SecretProperties>> {
  private static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/deploy/action", Effect.READ);

  @Override
  public String name() {
    return ACTION.name();
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return new Target.Resource(vault.resource());
  }

  @Override
  public Traits traits(Tx tx) {
    return Traits.ofResource(Map.of(Traits.SECRET_NAME, secret));
  }

  @Override
  public OpenedVersion<SecretProperties> run(Work work) {
    work.note("secret", version.map(one -> secret + "/" + one).orElse(secret));
    Check.that(work.caller().who() instanceof Who.Principal, "somebody deploys");
    Who.Principal who = (Who.Principal) work.caller().who();
    Vault found = new GetVault(vaults, vault).run(work);
    found
        .closedToDeployments(who, work.caller().origin().address())
        .ifPresent(problem -> {
          throw problem.asException();
        });
    return new GetSecret(secrets, Secrets.path(found.name(), secret, version)).run(work).what();
  }
}
