package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.Tags;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Attributes;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import java.time.Instant;
import java.util.Optional;

/// Changes what is said about a version, never its value. What the request leaves out stays; tags
/// are replaced as a whole.
public record UpdateSecret(Secrets secrets, ObjectPath path, Change change)
    implements Operation<Found<SecretProperties>> {
  public static final Action ACTION = Secrets.writes("update/action", "set");

  public record Change(
      Attributes.Change attributes, Optional<String> contentType, Optional<Tags> tags) {}

  @Override
  public String name() {
    return "SecretUpdate";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return path.target();
  }

  @Override
  public Found<SecretProperties> run(Work work) {
    VaultFacts facts = secrets.life().vault(work, path.vault());
    SecretProperties changed = changed(secrets.life().current(work.tx(), facts, path), work.now());
    secrets.life().store().update(work.tx(), facts, work.approve(changed));
    return new Found<>(facts, changed);
  }

  private SecretProperties changed(SecretProperties old, Instant now) {
    return new SecretProperties(
        old.name(),
        old.version(),
        old.previous(),
        old.attributes().with(change.attributes()),
        change.contentType().or(old::contentType),
        change.tags().orElse(old.tags()),
        old.created(),
        now);
  }
}
