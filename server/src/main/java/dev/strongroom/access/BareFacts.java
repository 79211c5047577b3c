package dev.strongroom.access;

import dev.strongroom.condition.Attribute;
import dev.strongroom.condition.Facts;
import dev.strongroom.condition.Value;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// An action at a time, about no request in particular: what a condition says of it holds for all.
record BareFacts(String action, Instant now) implements Facts {
  BareFacts {
    action = action.toLowerCase(Locale.ROOT);
  }

  @Override
  public Known about(Attribute attribute) {
    return attribute.equals(Attributes.NOW)
        ? new Known.Values(List.of(new Value.Moment(now)))
        : new Known.Unknown();
  }
}
