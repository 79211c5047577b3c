package dev.strongroom.keys;

import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import dev.strongroom.objects.Attributes;
import dev.strongroom.objects.ObjectProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Everything about one version of a key but its private half.
///
/// @param managed whether it belongs to a certificate, with which it lives and dies
public record KeyProperties(
    ObjectName name,
    ObjectVersion version,
    KeyFace face,
    List<KeyOperation> operations,
    Attributes attributes,
    Release release,
    boolean managed,
    Tags tags,
    Instant created,
    Instant updated)
    implements ObjectProperties {
  public KeyProperties {
    operations = List.copyOf(operations);
  }

  /// The names are those of Azure's policy aliases where it has one.
  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = commonFacts();
    facts.put("keyType", face.type().wire());
    facts.put("keySpec", face.spec().label());
    facts.put("exportable", Boolean.toString(release.exportable()));
    facts.put(
        "operations", operations.stream().map(KeyOperation::wire).collect(Collectors.joining(",")));
    return facts;
  }
}
