package dev.strongroom.identity;

import dev.strongroom.identity.Credential.Certificate;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import java.security.cert.X509Certificate;
import java.util.List;

/// Gives an application exactly these certificates, as Graph's `keyCredentials` does. Tokens
/// obtained with one that goes end at their next use.
public record ReplaceCertificates(DirectoryStore store, AppId owner, Wanted wanted)
    implements Operation<List<Certificate>> {
  /// @param kept the ids of present ones that stay
  public record Wanted(List<CredentialId> kept, List<Added> added) {}

  public record Added(String displayName, X509Certificate certificate) {}

  @Override
  public String name() {
    return "Update application certificates";
  }

  @Override
  public Action action() {
    return DirectoryActions.WRITE_CREDENTIAL;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(owner);
  }

  @Override
  public List<Certificate> run(Work work) {
    List<Certificate> present =
        store.directory(work.tx()).credentialsOf(owner).stream()
            .filter(Certificate.class::isInstance)
            .map(Certificate.class::cast)
            .toList();
    List<CredentialId> ids = present.stream().map(Certificate::id).toList();
    wanted.kept().stream()
        .filter(id -> !ids.contains(id))
        .findFirst()
        .ifPresent(id -> {
          throw DirectoryActions.notFound(id);
        });
    present.stream()
        .filter(old -> !wanted.kept().contains(old.id()))
        .forEach(old -> store.deleteCredential(work.tx(), work.approve(old)));
    return wanted.added().stream()
        .map(added ->
            new AddCertificate(store, owner, added.displayName(), added.certificate()).run(work))
        .toList();
  }
}
