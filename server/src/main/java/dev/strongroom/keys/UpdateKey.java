package dev.strongroom.keys;

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
import java.util.List;
import java.util.Optional;

/// Changes what is said about a version, never the key. What the request leaves out stays; tags are
/// replaced as a whole. An empty `key_ops` counts as left out: the Java SDK sends it when its
/// caller names none.
public record UpdateKey(Keys keys, ObjectPath path, Change change)
    implements Operation<Found<KeyProperties>> {
  public static final Action ACTION = Keys.writes("update/action", "update");

  public record Change(
      List<KeyOperation> operations,
      Attributes.Change attributes,
      Optional<ReleasePolicy> releasePolicy,
      Optional<Tags> tags) {}

  @Override
  public String name() {
    return "KeyUpdate";
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
  public Found<KeyProperties> run(Work work) {
    VaultFacts facts = keys.life().vault(work, path.vault());
    KeyProperties latest = keys.life().live(work.tx(), facts, path);
    KeyProperties changed = changed(keys.life().current(work.tx(), facts, path), work.now());
    keys.life().store().update(work.tx(), facts, work.approve(changed));
    if (changed.version().equals(latest.version())) {
      keys.reschedule(work, facts, changed);
    }
    return new Found<>(facts, changed);
  }

  private KeyProperties changed(KeyProperties old, Instant now) {
    old.release().check(change.operations());
    return new KeyProperties(
        old.name(),
        old.version(),
        old.face(),
        change.operations().isEmpty()
            ? old.operations()
            : Keys.checked(change.operations(), old.face().spec()),
        old.attributes().with(change.attributes()),
        old.release().with(change.releasePolicy()),
        old.managed(),
        change.tags().orElse(old.tags()),
        old.created(),
        now);
  }
}
