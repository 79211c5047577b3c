package dev.strongroom.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Name-value pairs on an object or resource, in the order they were given.
public record Tags(Map<String, String> entries) {
  public static final Tags NONE = new Tags(Map.of());

  public Tags {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
