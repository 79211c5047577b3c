package dev.strongroom.objects;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Everything about one version of an object but its value.
public interface ObjectProperties extends Governed {
  ObjectName name();

  ObjectVersion version();

  Attributes attributes();

  Tags tags();

  Instant created();

  Instant updated();

  /// What policy may ask of every kind of object.
  default Map<String, String> commonFacts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("name", name().display());
    attributes().addTo(facts);
    facts.put("created", Long.toString(created().getEpochSecond()));
    tags().entries().forEach((tag, value) -> facts.put("tags." + tag, value));
    return facts;
  }
}
