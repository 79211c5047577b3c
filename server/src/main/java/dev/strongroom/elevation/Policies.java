package dev.strongroom.elevation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All policies that were changed; every other is the default one.
public final class Policies {
  private final Map<Policy.Key, Policy> changed = new HashMap<>();

  public Policies(List<Policy> changed) {
    changed.forEach(policy -> this.changed.put(policy.key(), policy));
  }

  public Policy of(Policy.Key key) {
    Policy known = changed.get(key);
    return known == null ? Policy.byDefault(key) : known;
  }
}
