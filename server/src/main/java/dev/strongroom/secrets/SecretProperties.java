package dev.strongroom.secrets;

import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import dev.strongroom.objects.Attributes;
import dev.strongroom.objects.BackupFormat;
import dev.strongroom.objects.BackupIn;
import dev.strongroom.objects.BackupOut;
import dev.strongroom.objects.ObjectProperties;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Everything about one version of a secret but its value. `nbf` and `exp` only inform: Azure
/// answers a read outside of them with 200 all the same.
///
/// @param previous the version that was the latest when this one was set
public record SecretProperties(
    ObjectName name,
    ObjectVersion version,
    Optional<ObjectVersion> previous,
    Attributes attributes,
    Optional<String> contentType,
    Tags tags,
    Instant created,
    Instant updated)
    implements ObjectProperties {
  /// As they stand in a backup.
  static final BackupFormat.Fields<SecretProperties> FIELDS =
      new BackupFormat.Fields<>() {
        @Override
        public void write(BackupOut out, SecretProperties secret) {
          out.version(secret.version);
          out.maybeVersion(secret.previous);
          out.attributes(secret.attributes);
          out.time(secret.created);
          out.time(secret.updated);
          out.maybeText(secret.contentType);
          out.tags(secret.tags);
        }

        @Override
        public SecretProperties read(BackupIn in, ObjectName name) {
          ObjectVersion version = in.version();
          Optional<ObjectVersion> previous = in.maybeVersion();
          Attributes attributes = in.attributes();
          Instant created = in.time();
          Instant updated = in.time();
          Optional<String> contentType = in.maybeText();
          return new SecretProperties(
              name, version, previous, attributes, contentType, in.tags(), created, updated);
        }
      };

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = commonFacts();
    contentType.ifPresent(type -> facts.put("contentType", type));
    return facts;
  }
}
