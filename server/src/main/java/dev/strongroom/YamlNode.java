package dev.strongroom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A mapping of the configuration file that remembers which keys were asked for, so that the others
/// can be refused. Mistakes go to one list; a value that is wrong reads as absent.
final class YamlNode {
  private final String name;
  private final Map<String, Object> members;
  private final List<String> mistakes;
  private final Set<String> read = new HashSet<>();
  private final List<YamlNode> children = new ArrayList<>();

  private YamlNode(String name, Map<String, Object> members, List<String> mistakes) {
    this.name = name;
    this.members = members;
    this.mistakes = mistakes;
  }

  static YamlNode parse(String yaml, List<String> mistakes) {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    try {
      Object root = new Load(settings).loadFromString(yaml);
      return new YamlNode("", mapping("the file", root, mistakes), mistakes);
    } catch (YamlEngineException unreadable) {
      mistakes.add("not readable as YAML: " + unreadable.getMessage());
      return new YamlNode("", Map.of(), mistakes);
    }
  }

  String at(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }

  Optional<String> text(String key) {
    return value(key)
        .filter(value -> scalar(key, value))
        .map(String::valueOf)
        .filter(text -> !text.isBlank());
  }

  Optional<Path> path(String key) {
    return text(key).map(Path::of);
  }

  Optional<Boolean> flag(String key) {
    Optional<Object> value = value(key);
    if (value.isPresent() && !(value.get() instanceof Boolean)) {
      mistakes.add(at(key) + ": must be true or false, not " + value.get());
    }
    return value.filter(Boolean.class::isInstance).map(Boolean.class::cast);
  }

  Optional<Integer> whole(String key, int min, int max) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Integer number && number >= min && number <= max) {
      return Optional.of(number);
    }
    mistakes.add(
        at(key) + ": must be a whole number from " + min + " to " + max + ", not " + value.get());
    return Optional.empty();
  }

  List<String> texts(String key) {
    Optional<Object> value = value(key);
    if (value.isPresent() && !(value.get() instanceof List)) {
      mistakes.add(at(key) + ": must be a list");
    }
    return value
        .filter(List.class::isInstance)
        .map(list -> ((List<?>) list).stream().map(String::valueOf).toList())
        .orElse(List.of());
  }

  /// The mapping under `key`; an empty one when absent.
  YamlNode child(String key) {
    Map<String, Object> found =
        value(key).map(value -> mapping(at(key), value, mistakes)).orElse(Map.of());
    return adopt(new YamlNode(at(key), found, mistakes));
  }

  /// The mappings of the list under `key`.
  List<YamlNode> children(String key) {
    Optional<Object> value = value(key);
    if (value.isPresent() && !(value.get() instanceof List)) {
      mistakes.add(at(key) + ": must be a list of mappings");
    }
    List<YamlNode> found = new ArrayList<>();
    if (value.isPresent() && value.get() instanceof List<?> items) {
      for (Object item : items) {
        String place = at(key) + "[" + found.size() + "]";
        found.add(adopt(new YamlNode(place, mapping(place, item, mistakes), mistakes)));
      }
    }
    return found;
  }

  /// Adds a mistake for every key that nothing asked for.
  void refuseUnreadKeys() {
    members.keySet().stream()
        .filter(key -> !read.contains(key))
        .forEach(key ->
            mistakes.add(
                at(key)
                    + ": unknown key; known here: "
                    + String.join(", ", read.stream().sorted().toList())));
    children.forEach(YamlNode::refuseUnreadKeys);
  }

  private YamlNode adopt(YamlNode child) {
    children.add(child);
    return child;
  }

  private Optional<Object> value(String key) {
    read.add(key);
    return Optional.ofNullable(members.get(key));
  }

  private boolean scalar(String key, Object value) {
    boolean scalar = !(value instanceof Map) && !(value instanceof List);
    if (!scalar) {
      mistakes.add(at(key) + ": must be one value");
    }
    return scalar;
  }

  private static Map<String, Object> mapping(String place, Object value, List<String> mistakes) {
    if (!(value instanceof Map<?, ?> map)) {
      mistakes.add(place + ": must be a mapping of keys to values");
      return Map.of();
    }
    Map<String, Object> members = new HashMap<>();
    map.forEach((key, member) -> members.put(String.valueOf(key), member));
    return members;
  }
}
