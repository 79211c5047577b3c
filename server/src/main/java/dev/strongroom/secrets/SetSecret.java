package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Attributes;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.OpenedVersion;
import dev.strongroom.objects.SealedVersion;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// Sets a value. Each call makes a new version, also when nothing changed. The name of a
/// soft-deleted secret cannot be used until that is recovered or purged.
public record SetSecret(Secrets secrets, VaultName vault, ObjectName secret, Content content)
    implements Operation<Found<OpenedVersion<SecretProperties>>> {
  public static final Action ACTION = Secrets.writes("setSecret/action", "set");

  public record Content(
      SecretBytes value, Attributes attributes, Optional<String> contentType, Tags tags) {}

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
    return Secrets.path(vault, secret.display(), Optional.empty()).target();
  }

  @Override
  public Found<OpenedVersion<SecretProperties>> run(Work work) {
    VaultFacts facts = secrets.life().vault(work, vault);
    Optional<SecretProperties> previous = secrets.life().previous(work.tx(), facts, secret);
    SecretProperties properties = properties(work, previous);
    SealedVersion<SecretProperties> sealed =
        secrets.life().seal(work.tx(), facts, properties, content.value());
    secrets.life().store().add(work.tx(), facts, work.approve(sealed));
    return new Found<>(facts, new OpenedVersion<>(properties, content.value()));
  }

  /// A name keeps the spelling that it was first set with.
  private SecretProperties properties(Work work, Optional<SecretProperties> previous) {
    return new SecretProperties(
        previous.map(SecretProperties::name).orElse(secret),
        ObjectVersion.random(work.random()),
        previous.map(SecretProperties::version),
        content.attributes(),
        content.contentType(),
        content.tags(),
        work.now(),
        work.now());
  }
}
