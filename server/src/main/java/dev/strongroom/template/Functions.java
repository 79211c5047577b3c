package dev.strongroom.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The functions that need nothing but their arguments and what lies around the deployment.
final class Functions {
  private static final Map<String, Function<Arguments, Value>> TABLE = table();

  private Functions() {}

  static Optional<Function<Arguments, Value>> named(String name) {
    return Optional.ofNullable(TABLE.get(Value.lower(name)));
  }

  private static Map<String, Function<Arguments, Value>> table() {
    Map<String, Function<Arguments, Value>> table = new HashMap<>();
    TextFunctions.addTo(table);
    CollectionFunctions.addTo(table);
    NumberFunctions.addTo(table);
    DateFunctions.addTo(table);
    PlaceFunctions.addTo(table);
    return Map.copyOf(table);
  }
}
