package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// The public keys that verify this server's tokens, including the next one. Anyone may ask.
public record ListSigningKeys(DirectoryStore directory, TokenKeyStore store, String segment)
    implements Operation<TokenKeys> {
  @Override
  public String name() {
    return "SigningKeys";
  }

  @Override
  public Action action() {
    return DirectoryActions.DISCOVER;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public TokenKeys run(Work work) {
    TenantPath.find(directory.directory(work.tx()), segment);
    return store.keys(work.tx());
  }
}
