package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultFacts;
import java.util.List;
import java.util.Optional;

/// Lists the versions of a secret; never values. Azure answers an unknown name with an empty list,
/// and its SDKs test for it.
public record ListSecretVersions(Secrets secrets, SecretPath path, PageRequest page)
    implements Operation<Found<Page<SecretProperties>>> {
  public static final Action ACTION = Secrets.reads("readMetadata/action", "list");

  @Override
  public String name() {
    return "SecretListVersions";
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
  public Found<Page<SecretProperties>> run(Work work) {
    VaultFacts facts = secrets.vault(work, path.vault());
    Optional<ObjectName> name = ObjectName.parse(path.name());
    List<SecretProperties> found =
        name.map(known ->
                secrets.store().versions(work.tx(), facts, known, page.after(), page.size() + 1))
            .orElse(List.of());
    return new Found<>(facts, Page.cut(found, page.size(), secret -> secret.version().hex()));
  }
}
