package dev.strongroom.condition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A request written down; what is not in it is absent. Counts how often it is asked.
public final class SomeFacts implements Facts {
  private final String action;
  private final Map<Attribute, Known> known = new HashMap<>();
  int asked;

  public SomeFacts(String action) {
    this.action = action;
  }

  public SomeFacts with(Attribute attribute, Value... values) {
    known.put(attribute, new Known.Values(List.of(values)));
    return this;
  }

  SomeFacts unknown(Attribute attribute) {
    known.put(attribute, new Known.Unknown());
    return this;
  }

  @Override
  public String action() {
    return action;
  }

  @Override
  public Known about(Attribute attribute) {
    asked += 1;
    return known.getOrDefault(attribute, new Known.Absent());
  }
}
