package dev.strongroom.graph;

import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.model.PrincipalId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/// How a set of objects is listed: in the order of ids, page by page.
///
/// @param set as in `@odata.context`
/// @param id what objects are ordered by
/// @param properties what `$filter` may name
record Listing<T>(
    String set,
    Function<T, PrincipalId> id,
    Map<String, Function<T, List<String>>> properties,
    BiConsumer<JsonGenerator, T> write) {
  static final int DEFAULT_SIZE = 100;
  static final int MAX_SIZE = 999;
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

  /// What was asked of a list.
  ///
  /// @param counts whether the answer says how many there are in all
  record Asked<T>(Predicate<T> filter, int size, Optional<String> after, boolean counts) {}

  Asked<T> ask(GraphCall call) {
    Map<String, String> query = call.request().query();
    if (query.containsKey("$expand") && !set.equals(PrincipalRoutes.GROUPS)) {
      throw Filter.unsupported("The query option '$expand' is not offered here.");
    }
    return new Asked<>(
        Filter.parse(query.getOrDefault("$filter", ""), properties)
            .and(Search.parse(call, properties)),
        Optional.ofNullable(query.get("$top")).map(Listing::size).orElse(DEFAULT_SIZE),
        Optional.ofNullable(query.get("$skiptoken")),
        query.getOrDefault("$count", "").equalsIgnoreCase("true"));
  }

  /// The same, each object shown so.
  Listing<T> showing(BiConsumer<JsonGenerator, T> other) {
    return new Listing<>(set, id, properties, other);
  }

  /// `/$count`: how many there are, and nothing else.
  Response count(Asked<T> asked, List<T> all) {
    long count = all.stream().filter(asked.filter()).count();
    return Response.text(200, "text/plain", Long.toString(count));
  }

  Response answer(GraphCall call, Asked<T> asked, List<T> all) {
    List<T> found =
        all.stream()
            .filter(asked.filter())
            .sorted(Comparator.comparing(this::key))
            .filter(object -> asked.after().map(key -> key(object).compareTo(key) > 0).orElse(true))
            .limit(asked.size() + 1L)
            .toList();
    boolean more = found.size() > asked.size();
    List<T> page = more ? found.subList(0, asked.size()) : found;
    return Response.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("@odata.context", call.base() + "$metadata#" + set);
          if (asked.counts()) {
            json.writeNumberProperty("@odata.count", all.stream().filter(asked.filter()).count());
          }
          if (more) {
            json.writeStringProperty("@odata.nextLink", next(call, key(page.getLast())));
          }
          json.writeArrayPropertyStart("value");
          page.forEach(object -> item(json, object));
          json.writeEndArray();
          json.writeEndObject();
        }));
  }

  private void item(JsonGenerator json, T object) {
    json.writeStartObject();
    write.accept(json, object);
    json.writeEndObject();
  }

  /// The same question, continued.
  private static String next(GraphCall call, String after) {
    StringBuilder link = new StringBuilder(call.request().authority());
    link.append(call.request().path()).append('?');
    for (String kept : List.of("$filter", "$search", "$expand", "$count", "$top", "$select")) {
      Optional.ofNullable(call.request().query().get(kept))
          .ifPresent(value -> link.append(kept).append('=').append(encoded(value)).append('&'));
    }
    return link.append("$skiptoken=").append(after).toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String key(T object) {
    return id.apply(object).toString();
  }

  private static int size(String top) {
    int size = COUNT.matcher(top).matches() ? Integer.parseInt(top) : 0;
    if (size < 1 || size > MAX_SIZE) {
      throw Filter.unsupported("$top must be a number from 1 to " + MAX_SIZE + ".");
    }
    return size;
  }
}
