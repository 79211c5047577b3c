package dev.strongroom.identity;

import dev.strongroom.identity.Credential.ProvisioningToken;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.trust.SecretBytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Gives an application a long-lived token for provisioning, and for nothing else: for identity
/// providers that take one token and keep it. The answer is the only place where it can be read.
public record AddProvisioningToken(
    DirectoryStore store,
    SecureRandom random,
    AppId owner,
    String displayName,
    Optional<Instant> until)
    implements Operation<GeneratedSecret> {
  /// When the request names no end.
  public static final Duration LIFETIME = Duration.ofDays(365);

  public static final Duration MAX_LIFETIME = Duration.ofDays(730);
  private static final int CREATED = 201;

  @Override
  public String name() {
    return "Add provisioning token";
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
  public int status(GeneratedSecret made) {
    return CREATED;
  }

  @Override
  public GeneratedSecret run(Work work) {
    Directory directory = store.directory(work.tx());
    CredentialLimits.require(directory.application(owner), owner);
    CredentialLimits.checkRoomFor(ProvisioningToken.KIND, directory.credentialsOf(owner));
    CredentialLimits.checkText("displayName", displayName);
    Instant expires = until.orElse(work.now().plus(LIFETIME));
    if (!expires.isAfter(work.now()) || expires.isAfter(work.now().plus(MAX_LIFETIME))) {
      throw DirectoryActions.invalid(
          "The end date must lie in the future, at most "
              + MAX_LIFETIME.toDays()
              + " days from now.");
    }
    CredentialId id = new CredentialId(DirectoryActions.randomId(work.random()));
    SecretBytes value = ProvisioningTokens.text(id, random);
    ProvisioningToken credential =
        new ProvisioningToken(
            id, owner, displayName, work.now(), expires, GeneratedSecret.sha256(value));
    store.insertCredential(work.tx(), work.approve(credential));
    work.note("keyId", id.toString());
    return new GeneratedSecret(credential, value);
  }
}
