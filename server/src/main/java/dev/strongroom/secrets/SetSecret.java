package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// Sets a value. Each call makes a new version, also when nothing changed. The name of a
/// soft-deleted secret cannot be used until that is recovered or purged.
public record SetSecret(Secrets secrets, VaultName vault, ObjectName secret, Content content)
    implements Operation<Found<OpenedSecret>> {
  public static final Action ACTION = Secrets.writes("setSecret/action", "set");

  public record Content(
      SecretBytes value, SecretAttributes attributes, Optional<String> contentType, Tags tags) {}

  @Override
  public String name() {
    return "SecretSet";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return SecretPath.latest(vault, secret.display()).target();
  }

  @Override
  public Found<OpenedSecret> run(Work work) {
    VaultFacts facts = secrets.vault(work, vault);
    SecretProperties properties =
        switch (secrets.store().state(work.tx(), facts, secret)) {
          case SecretState.Absent() -> properties(work, secret, Optional.empty());
          case SecretState.Live(SecretProperties latest) ->
              properties(work, latest.name(), Optional.of(latest.version()));
          case SecretState.Deleted(_) ->
              throw new Problem.DeletedButRecoverable(ObjectKind.SECRET, secret.display())
                  .asException();
          case SecretState.Purging() ->
              throw new Problem.BeingDeleted(ObjectKind.SECRET, secret.display()).asException();
        };
    SealedSecret sealed = secrets.seal(work.tx(), facts, properties, content.value());
    secrets.store().add(work.tx(), facts, work.approve(sealed));
    return new Found<>(facts, new OpenedSecret(properties, content.value()));
  }

  private SecretProperties properties(
      Work work, ObjectName spelled, Optional<ObjectVersion> previous) {
    return new SecretProperties(
        spelled,
        ObjectVersion.random(work.random()),
        previous,
        content.attributes(),
        content.contentType(),
        content.tags(),
        work.now(),
        work.now());
  }
}
