package dev.strongroom.secrets;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Everything about one version of a secret but its value.
///
/// @param previous the version that was the latest when this one was set
public record SecretProperties(
    ObjectName name,
    ObjectVersion version,
    Optional<ObjectVersion> previous,
    SecretAttributes attributes,
    Optional<String> contentType,
    Tags tags,
    Instant created,
    Instant updated)
    implements Governed {
  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("name", name.display());
    facts.put("enabled", Boolean.toString(attributes.enabled()));
    facts.put("created", seconds(created));
    attributes.notBefore().ifPresent(time -> facts.put("nbf", seconds(time)));
    attributes.expires().ifPresent(time -> facts.put("exp", seconds(time)));
    contentType.ifPresent(type -> facts.put("contentType", type));
    tags.entries().forEach((tag, value) -> facts.put("tags." + tag, value));
    return facts;
  }

  private static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }
}
