package dev.strongroom.scim;

import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Arr;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.http.JsonValue.Str;
import dev.strongroom.scim.FilterParser.Path;
import dev.strongroom.scim.ScimFilter.Compare;
import dev.strongroom.scim.ScimFilter.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The changes of a PATCH (RFC 7644, 3.5.2), as the standard and as Entra ID and Okta write them.
/// Attributes that are not kept here, or that clients may not change, are passed over, because
/// clients send all they have.
///
/// @param kept what can be changed
record ScimPatch(List<Step> steps, Set<String> kept) {
  static final int MAX_STEPS = 1_000;
  private static final Set<String> SEVERAL = Set.of("emails", "members");

  enum Kind {
    ADD,
    REPLACE,
    REMOVE
  }

  private record Step(Kind kind, Optional<Path> path, Optional<JsonValue> value) {}

  static ScimPatch read(JsonValue body, Set<String> kept) {
    List<JsonValue> operations = body.items("Operations");
    if (operations.isEmpty() || operations.size() > MAX_STEPS) {
      throw ScimProblems.syntax("A PATCH has 1 to " + MAX_STEPS + " Operations.");
    }
    return new ScimPatch(operations.stream().map(ScimPatch::step).toList(), kept);
  }

  private static Step step(JsonValue operation) {
    Kind kind =
        switch (operation.text("op").orElse("").toLowerCase(Locale.ROOT)) {
          case "add" -> Kind.ADD;
          case "replace" -> Kind.REPLACE;
          case "remove" -> Kind.REMOVE;
          default -> throw ScimProblems.syntax("The op must be add, replace or remove.");
        };
    Optional<Path> path = operation.text("path").map(FilterParser::path);
    Optional<JsonValue> value = operation.member("value");
    if (kind == Kind.REMOVE && path.isEmpty()) {
      throw ScimProblems.noTarget("A remove needs a path.");
    } else if (kind == Kind.ADD && value.isEmpty()) {
      throw ScimProblems.value("An add needs a value.");
    }
    return new Step(kind, path, value);
  }

  /// The resource after all changes.
  Obj apply(Obj resource) {
    Map<String, JsonValue> members = new LinkedHashMap<>(resource.members());
    for (Step step : steps) {
      if (step.path().isPresent()) {
        change(members, step.kind(), step.path().get(), step.value());
      } else if (step.value().orElse(resource) instanceof Obj(var values)) {
        values.forEach(
            (name, value) -> change(members, step.kind(), anyPath(name), Optional.of(value)));
      } else {
        throw ScimProblems.value("Without a path the value must be an object.");
      }
    }
    return new Obj(members);
  }

  /// Entra names members of a value by paths; the names of extensions are no paths.
  private static Path anyPath(String name) {
    return name.startsWith("urn:")
        ? new Path(name, Optional.empty(), Optional.empty())
        : FilterParser.path(name);
  }

  private void change(
      Map<String, JsonValue> resource, Kind kind, Path path, Optional<JsonValue> given) {
    if (!kept.contains(path.attribute())) {
      return;
    }
    Optional<JsonValue> value = given.filter(one -> !(one instanceof JsonValue.Null));
    Kind real = kind != Kind.REMOVE && value.isEmpty() ? Kind.REMOVE : kind;
    boolean several = SEVERAL.contains(path.attribute());
    if (path.filter().isPresent() && several) {
      resource.put(path.attribute(), new Arr(chosen(resource, real, path, value)));
    } else if (path.filter().isPresent() || (several && path.part().isPresent())) {
      throw ScimProblems.path("The path does not fit " + path.attribute() + ".");
    } else if (path.part().isPresent()) {
      inside(resource, real, path, value);
    } else if (several) {
      List<JsonValue> before = items(resource, path.attribute());
      resource.put(path.attribute(), new Arr(list(before, real, value)));
    } else {
      whole(resource, real, path.attribute(), value);
    }
  }

  private static void whole(
      Map<String, JsonValue> resource, Kind kind, String name, Optional<JsonValue> value) {
    if (kind == Kind.REMOVE) {
      resource.remove(name);
    } else {
      JsonValue before = resource.getOrDefault(name, new JsonValue.Null());
      resource.put(name, merged(before, value.orElseThrow()));
    }
  }

  private static void inside(
      Map<String, JsonValue> resource, Kind kind, Path path, Optional<JsonValue> value) {
    JsonValue before = resource.getOrDefault(path.attribute(), new JsonValue.Null());
    resource.put(path.attribute(), with(before, kind, path.part().orElseThrow(), value));
  }

  private static JsonValue with(
      JsonValue object, Kind kind, String part, Optional<JsonValue> value) {
    Map<String, JsonValue> members =
        object instanceof Obj(var known) ? new LinkedHashMap<>(known) : new LinkedHashMap<>();
    if (kind == Kind.REMOVE) {
      members.remove(part);
    } else {
      members.put(part, value.orElseThrow());
    }
    return new Obj(members);
  }

  /// What is not named in a complex value stays.
  private static JsonValue merged(JsonValue before, JsonValue value) {
    if (before instanceof Obj(var known) && value instanceof Obj(var news)) {
      Map<String, JsonValue> members = new LinkedHashMap<>(known);
      members.putAll(news);
      return new Obj(members);
    }
    return value;
  }

  private static List<JsonValue> list(
      List<JsonValue> before, Kind kind, Optional<JsonValue> value) {
    List<JsonValue> given =
        value.map(one -> one instanceof Arr(var items) ? items : List.of(one)).orElse(List.of());
    Set<String> names =
        given.stream().flatMap(one -> one.text("value").stream()).collect(Collectors.toSet());
    return switch (kind) {
      case REPLACE -> given;
      case ADD -> {
        List<JsonValue> all = new ArrayList<>(before);
        all.removeIf(one -> one.text("value").filter(names::contains).isPresent());
        all.addAll(given);
        yield all;
      }
      case REMOVE ->
          value.isEmpty()
              ? List.of()
              : before.stream()
                  .filter(one -> one.text("value").filter(names::contains).isEmpty())
                  .toList();
    };
  }

  /// The values of an attribute with what the filter chooses changed.
  private static List<JsonValue> chosen(
      Map<String, JsonValue> resource, Kind kind, Path path, Optional<JsonValue> value) {
    ScimFilter filter = path.filter().orElseThrow();
    List<JsonValue> before = items(resource, path.attribute());
    boolean found = before.stream().anyMatch(filter::holds);
    if (!found) {
      return kind == Kind.REMOVE ? before : begun(before, filter, path, value.orElseThrow());
    }
    List<JsonValue> after = new ArrayList<>();
    for (JsonValue one : before) {
      if (!filter.holds(one)) {
        after.add(one);
      } else if (path.part().isPresent()) {
        after.add(with(one, kind, path.part().get(), value));
      } else if (kind != Kind.REMOVE) {
        after.add(merged(one, value.orElseThrow()));
      }
    }
    return after;
  }

  /// Entra sets `emails[type eq "work"].value` of who has no such address yet.
  private static List<JsonValue> begun(
      List<JsonValue> before, ScimFilter filter, Path path, JsonValue value) {
    if (filter instanceof Compare(var place, var by, Str wanted)
        && by == Comparison.EQ
        && place.part().isEmpty()
        && path.part().isPresent()) {
      List<JsonValue> after = new ArrayList<>(before);
      Map<String, JsonValue> members = new LinkedHashMap<>();
      members.put(place.attribute(), wanted);
      members.put(path.part().get(), value);
      after.add(new Obj(members));
      return after;
    }
    throw ScimProblems.noTarget("Nothing is there that the path's filter chooses.");
  }

  private static List<JsonValue> items(Map<String, JsonValue> resource, String name) {
    return resource.get(name) instanceof Arr(var items) ? items : List.of();
  }
}
