package dev.strongroom.scim;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.http.Request;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.provisioning.Kept;
import dev.strongroom.provisioning.Slice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A request whose path has been recognised.
///
/// @param words the variable words of the path
record ScimCall(Request request, Map<String, String> words) {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");

  /// The start of every address of ours.
  String base() {
    return request.authority() + Scim.ROOT;
  }

  /// What is no GUID names nothing.
  PrincipalId id() {
    String given = Optional.ofNullable(words.get("id")).orElse("");
    return PrincipalId.parse(given)
        .orElseThrow(() ->
            new Problem.ResourceNotFound("notFound", "Resource " + given + " not found.")
                .asException());
  }

  /// The versions that the resource must have for a change.
  Optional<String> expected() {
    return request.header("If-Match");
  }

  /// The versions that the client has.
  Optional<String> known() {
    return request.header("If-None-Match");
  }

  /// The body as one JSON object, its attributes spelled as the standard does.
  JsonValue body() {
    if (Json.parse(request.body()) instanceof Obj object) {
      return Names.standard(object);
    }
    throw ScimProblems.syntax("The request body must be a JSON object.");
  }

  Optional<ScimFilter> filter() {
    return Optional.ofNullable(request.query().get("filter"))
        .filter(text -> !text.isBlank())
        .map(FilterParser::filter);
  }

  <K extends Kept> Slice<K> slice(Predicate<K> filter) {
    int start = number("startindex", 1);
    int count = number("count", Slice.DEFAULT_COUNT);
    return new Slice<>(filter, Math.max(1, start), Math.clamp(count, 0, Slice.MAX_COUNT));
  }

  private int number(String name, int otherwise) {
    Optional<String> given = Optional.ofNullable(request.query().get(name));
    if (given.filter(text -> !NUMBER.matcher(text).matches()).isPresent()) {
      throw ScimProblems.value("The parameter " + name + " must be a whole number.");
    }
    return given.map(Integer::parseInt).orElse(otherwise);
  }

  /// The resource without what was not asked for; `schemas`, `id` and `meta` are always there.
  Obj shown(Obj resource) {
    List<String> only = names("attributes");
    List<String> without = names("excludedattributes");
    Map<String, JsonValue> members = new LinkedHashMap<>(resource.members());
    members
        .keySet()
        .removeIf(name ->
            !List.of("schemas", "id", "meta").contains(name)
                && (without.contains(name) || (!only.isEmpty() && !only.contains(name))));
    return new Obj(members);
  }

  /// Of a part of an attribute the whole attribute is shown.
  private List<String> names(String parameter) {
    String given = request.query().getOrDefault(parameter, "");
    return Arrays.stream(given.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> FilterParser.path(name).attribute())
        .toList();
  }
}
