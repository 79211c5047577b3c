package dev.strongroom.identity;

import dev.strongroom.identity.Credential.ClientSecret;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SecretHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Gives an application another client secret. The answer is the only place where it can be read.
public record AddPassword(
    DirectoryStore store, Secrets secrets, AppId owner, String displayName, Optional<Instant> until)
    implements Operation<GeneratedSecret> {
  /// What Microsoft Graph gives when the request names no end.
  public static final Duration LIFETIME = Duration.ofDays(730);

  /// What secrets are made with.
  public record Secrets(SecretHash hash, SecureRandom random) {}

  @Override
  public String name() {
    return "Add password";
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
  public GeneratedSecret run(Work work) {
    Directory directory = store.directory(work.tx());
    CredentialLimits.require(directory.application(owner), owner);
    CredentialLimits.checkRoomFor(ClientSecret.KIND, directory.credentialsOf(owner));
    Instant expires = until.orElse(work.now().plus(LIFETIME));
    if (!expires.isAfter(work.now())) {
      throw DirectoryActions.invalid("The credential's end date must lie in the future.");
    }
    SecretBytes value = GeneratedSecret.clientSecret(secrets.random());
    ClientSecret credential =
        new ClientSecret(
            new CredentialId(DirectoryActions.randomId(work.random())),
            owner,
            displayName,
            work.now(),
            expires,
            GeneratedSecret.hint(value),
            SecretBytes.utf8(secrets.hash().of(value)));
    store.insertCredential(work.tx(), work.approve(credential));
    work.note("keyId", credential.id().toString());
    return new GeneratedSecret(credential, value);
  }
}
