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

/// Registers the public certificate of a key pair that an application keeps; it signs assertions
/// with it.
public record AddCertificate(
    DirectoryStore store, AppId owner, String displayName, X509Certificate certificate)
    implements Operation<Certificate> {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;

  @Override
  public String name() {
    return "Add certificate";
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
  public Certificate run(Work work) {
    Directory directory = store.directory(work.tx());
    CredentialLimits.require(directory.application(owner), owner);
    CredentialLimits.checkRoomFor(Certificate.KIND, directory.credentialsOf(owner));
    boolean fits =
        certificate.getPublicKey() instanceof RSAPublicKey rsa
            && rsa.getModulus().bitLength() >= MIN_RSA_BITS
            && rsa.getModulus().bitLength() <= MAX_RSA_BITS;
    if (!fits) {
      throw DirectoryActions.invalid(
          "The certificate's key must be RSA with 2048 to 8192 bits: clients sign assertions with"
              + " RS256 or PS256.");
    }
    Certificate credential =
        new Certificate(
            new CredentialId(DirectoryActions.randomId(work.random())),
            owner,
            displayName,
            work.now(),
            certificate,
            Thumbprints.of(certificate));
    store.insertCredential(work.tx(), work.approve(credential));
    work.note("keyId", credential.id().toString());
    return credential;
  }
}
