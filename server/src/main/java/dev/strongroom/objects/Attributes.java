package dev.strongroom.objects;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a caller sets on a version: whether it may be used, and from when until when. What that
/// means is the object's business. Nothing relates the two times to each other or to now.
public record Attributes(boolean enabled, Optional<Instant> notBefore, Optional<Instant> expires) {
  public static final Attributes DEFAULT = new Attributes(true, Optional.empty(), Optional.empty());

  /// What a request changes; what it leaves out stays.
  public record Change(
      Optional<Boolean> enabled, Optional<Instant> notBefore, Optional<Instant> expires) {
    public static final Change NONE =
        new Change(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Attributes with(Change change) {
    return new Attributes(
        change.enabled().orElse(enabled),
        change.notBefore().or(this::notBefore),
        change.expires().or(this::expires));
  }

  void addTo(Map<String, String> facts) {
    facts.put("enabled", Boolean.toString(enabled));
    notBefore.ifPresent(time -> facts.put("nbf", Long.toString(time.getEpochSecond())));
    expires.ifPresent(time -> facts.put("exp", Long.toString(time.getEpochSecond())));
  }
}
