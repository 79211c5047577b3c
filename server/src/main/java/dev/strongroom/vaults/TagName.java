package dev.strongroom.vaults;

import java.util.Map;

/// A name of tags with its values, and how often each is used.
///
/// @param count resources, resource groups and subscriptions that carry it
public record TagName(String name, long count, Map<String, Long> values) {
  public TagName {
    values = Map.copyOf(values);
  }
}
