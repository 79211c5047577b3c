package dev.strongroom.keys;

import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import dev.strongroom.objects.Attributes;
import dev.strongroom.objects.BackupFormat;
import dev.strongroom.objects.BackupIn;
import dev.strongroom.objects.BackupOut;
import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.PublicJwk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is said of a version of a key, as it stands in a backup.
final class KeyFields implements BackupFormat.Fields<KeyProperties> {
  @Override
  public void write(BackupOut out, KeyProperties key) {
    out.version(key.version());
    out.text(key.face().type().wire());
    out.text(key.face().spec().label());
    PublicParts parts = PublicParts.of(key.face().open());
    out.bytes(parts.first());
    out.bytes(parts.second());
    out.number(key.operations().size());
    key.operations().forEach(operation -> out.text(operation.wire()));
    out.attributes(key.attributes());
    release(out, key.release());
    out.time(key.created());
    out.time(key.updated());
    out.tags(key.tags());
  }

  @Override
  public KeyProperties read(BackupIn in, ObjectName name) {
    ObjectVersion version = in.version();
    KeyType type = KeyType.named(in.text()).orElseThrow();
    KeySpec spec = KeyFace.spec(in.text());
    Optional<PublicJwk> open = new PublicParts(in.bytes(), in.bytes()).jwk(spec);
    List<KeyOperation> operations = operations(in);
    Attributes attributes = in.attributes();
    Release release = release(in);
    Instant created = in.time();
    Instant updated = in.time();
    Tags tags = in.tags();
    return new KeyProperties(
        name,
        version,
        new KeyFace(type, spec, open),
        operations,
        attributes,
        release,
        false,
        tags,
        created,
        updated);
  }

  private static List<KeyOperation> operations(BackupIn in) {
    List<KeyOperation> operations = new ArrayList<>();
    int count = in.number();
    for (int i = 0; i < count; i += 1) {
      operations.add(KeyOperation.named(in.text()).orElseThrow());
    }
    return operations;
  }

  private static void release(BackupOut out, Release release) {
    out.flag(release.exportable());
    release
        .policy()
        .ifPresent(policy -> {
          out.text(policy.contentType());
          out.bytes(policy.data());
          out.flag(policy.immutable());
        });
  }

  private static Release release(BackupIn in) {
    return in.flag()
        ? new Release(true, Optional.of(new ReleasePolicy(in.text(), in.bytes(), in.flag())))
        : Release.NEVER;
  }
}
