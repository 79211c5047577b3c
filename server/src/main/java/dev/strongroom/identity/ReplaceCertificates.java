package dev.strongroom.identity;

import dev.strongroom.identity.Credential.Certificate;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/// Gives an application exactly these certificates, of key pairs that it keeps and signs assertions
/// with, as Graph's `keyCredentials` does. Tokens obtained with one that goes end at their next
/// use.
public record ReplaceCertificates(DirectoryStore store, AppId owner, Wanted wanted)
    implements Operation<List<Certificate>> {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;

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
    return wanted.added().stream().map(added -> add(work, added)).toList();
  }

  private Certificate add(Work work, Added added) {
    Directory directory = store.directory(work.tx());
    CredentialLimits.require(directory.application(owner), owner);
    CredentialLimits.checkRoomFor(Certificate.KIND, directory.credentialsOf(owner));
    checkKey(added.certificate());
    Certificate credential =
        new Certificate(
            new CredentialId(DirectoryActions.randomId(work.random())),
            owner,
            added.displayName(),
            work.now(),
            added.certificate(),
            Thumbprints.of(added.certificate()));
    store.insertCredential(work.tx(), work.approve(credential));
    work.note("keyId", credential.id().toString());
    return credential;
  }

  private static void checkKey(X509Certificate certificate) {
    boolean fits =
        certificate.getPublicKey() instanceof RSAPublicKey rsa
            && rsa.getModulus().bitLength() >= MIN_RSA_BITS
            && rsa.getModulus().bitLength() <= MAX_RSA_BITS;
    if (!fits) {
      throw DirectoryActions.invalid(
          "The certificate's key must be RSA with 2048 to 8192 bits: clients sign assertions with"
              + " RS256 or PS256.");
    }
  }
}
