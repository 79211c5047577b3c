package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;

/// Removes one credential; tokens obtained with it end at their next use.
public record DeleteCredential(DirectoryStore store, AppId owner, CredentialId id)
    implements Operation<Credential> {

  @Override
  public String name() {
    return "Remove credential";
  }

  @Override
  public Action action() {
    return DirectoryActions.DELETE_CREDENTIAL;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(owner);
  }

  @Override
  public Credential run(Work work) {
    Credential credential =
        store
            .directory(work.tx())
            .credential(id)
            .filter(found -> found.owner().equals(owner))
            .orElseThrow(() -> DirectoryActions.notFound(id));
    store.deleteCredential(work.tx(), work.approve(credential));
    work.note("keyId", id.toString());
    return credential;
  }
}
