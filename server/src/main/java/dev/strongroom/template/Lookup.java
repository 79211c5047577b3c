package dev.strongroom.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Which resources a text of `dependsOn` or `reference` means: by path, with or without what lies
/// before the type; by name; by symbol, or by the loop.
final class Lookup {
  private final Map<String, List<Planned>> byPath = new HashMap<>();
  private final Map<String, List<Planned>> byWord = new HashMap<>();

  Lookup(List<Planned> resources) {
    for (Planned one : resources) {
      put(byPath, one.path(), one);
      words(one).distinct().forEach(word -> put(byWord, word, one));
    }
  }

  List<Planned> of(String text) {
    List<Planned> found = new ArrayList<>(at(byPath, text.startsWith("/") ? text : "/" + text));
    for (Planned one : at(byWord, text)) {
      if (found.stream().noneMatch(known -> known == one)) {
        found.add(one);
      }
    }
    return found;
  }

  /// Those that `one` lies inside.
  List<Planned> above(Planned one) {
    List<Planned> above = new ArrayList<>();
    String path = one.path();
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      above.addAll(at(byPath, path.substring(0, end)));
    }
    return above;
  }

  private static Stream<String> words(Planned one) {
    int turn = one.symbol().indexOf('[');
    return Stream.of(
            Paths.relative(one.path()),
            one.name(),
            one.loop(),
            one.symbol(),
            turn < 0 ? "" : one.symbol().substring(0, turn))
        .filter(word -> !word.isEmpty())
        .map(Value::lower);
  }

  private static void put(Map<String, List<Planned>> index, String key, Planned one) {
    index.computeIfAbsent(Value.lower(key), _ -> new ArrayList<>()).add(one);
  }

  private static List<Planned> at(Map<String, List<Planned>> index, String key) {
    return index.getOrDefault(Value.lower(key), List.of());
  }
}
