package dev.strongroom.graph;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.PrincipalId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// An authenticated request whose path has been recognised.
///
/// @param words the variable words of the path
record GraphCall(Request request, Map<String, String> words, Who.Principal who) {
  private static final int MAX_NAME_LENGTH = 256;

  static GraphCall of(Request request, Map<String, String> words, Caller caller) {
    return switch (caller.who()) {
      case Who.Principal who -> new GraphCall(request, words, who);
      case Who.Job _, Who.Nobody _ ->
          throw new Problem.Unauthenticated("Access token is empty.", Optional.empty())
              .asException();
    };
  }

  String word(String name) {
    return Optional.ofNullable(words.get(name)).orElse("");
  }

  /// What is no GUID names nothing.
  PrincipalId id(String name) {
    return PrincipalId.parse(word(name)).orElseThrow(() -> DirectoryActions.notFound(word(name)));
  }

  PrincipalId id() {
    return id("id");
  }

  /// The body as one JSON object; an absent one is an empty one.
  JsonValue body() {
    if (request.body().length == 0) {
      return new Obj(Map.of());
    }
    if (Json.parse(request.body()) instanceof Obj object) {
      return object;
    }
    throw new Problem.Malformed("The request body must be a JSON object.").asException();
  }

  static String required(JsonValue body, String name) {
    String text = body.text(name).orElse("");
    if (text.isBlank() || text.length() > MAX_NAME_LENGTH) {
      throw DirectoryActions.invalid(
          "The property '" + name + "' must be text of 1 to " + MAX_NAME_LENGTH + " characters.");
    }
    return text;
  }

  /// The value of `endDateTime`.
  static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException unreadable) {
      throw DirectoryActions.invalid(
          "The property 'endDateTime' must be a time as 2027-11-24T10:00:00Z.");
    }
  }

  /// Refuses members that would be ignored to somebody's surprise.
  static void refuse(JsonValue body, List<String> names, String why) {
    for (String name : names) {
      body.member(name)
          .filter(value -> !(value instanceof JsonValue.Arr(var items) && items.isEmpty()))
          .ifPresent(_ -> {
            throw DirectoryActions.invalid("The property '" + name + "' is not offered: " + why);
          });
    }
  }

  /// The start of every address of ours.
  String base() {
    return request.authority() + "/v1.0/";
  }

  /// One object of the set named `set`.
  Response one(int status, String set, Consumer<JsonGenerator> members) {
    return Response.json(
        status,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("@odata.context", base() + "$metadata#" + set + "/$entity");
          members.accept(json);
          json.writeEndObject();
        }));
  }
}
