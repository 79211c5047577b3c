package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.Tags;
import dev.strongroom.model.VaultFacts;
import java.time.Instant;
import java.util.Optional;

/// Changes what is said about a version, never its value. What the request leaves out stays; tags
/// are replaced as a whole.
public record UpdateSecret(Secrets secrets, SecretPath path, Change change)
    implements Operation<Found<SecretProperties>> {
  public static final Action ACTION = Secrets.writes("update/action", "set");

  public record Change(
      Optional<Boolean> enabled,
      Optional<Instant> notBefore,
      Optional<Instant> expires,
      Optional<String> contentType,
      Optional<Tags> tags) {}

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
    VaultFacts facts = secrets.vault(work, path.vault());
    SecretProperties changed = changed(current(work.tx(), facts), work.now());
    secrets.store().update(work.tx(), facts, work.approve(changed));
    return new Found<>(facts, changed);
  }

  private SecretProperties current(Tx tx, VaultFacts facts) {
    SecretProperties latest = secrets.live(tx, facts, path);
    return path.objectVersion()
        .filter(version -> !version.equals(latest.version()))
        .map(version ->
            secrets
                .store()
                .version(tx, facts, latest.name(), version)
                .map(SealedSecret::properties)
                .orElseThrow(path::notFound))
        .orElse(latest);
  }

  private SecretProperties changed(SecretProperties old, Instant now) {
    SecretAttributes attributes =
        new SecretAttributes(
            change.enabled().orElse(old.attributes().enabled()),
            change.notBefore().or(old.attributes()::notBefore),
            change.expires().or(old.attributes()::expires));
    return new SecretProperties(
        old.name(),
        old.version(),
        old.previous(),
        attributes,
        change.contentType().or(old::contentType),
        change.tags().orElse(old.tags()),
        old.created(),
        now);
  }
}
