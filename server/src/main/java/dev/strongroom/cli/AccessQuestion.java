package dev.strongroom.cli;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Asks a server why somebody may do something or not, and prints the answer.
record AccessQuestion(Console console, Management management) {
  private static final String EXPLAIN =
      "/providers/Strongroom.Access/explain?api-version=2026-01-01";

  int ask(String scope, String action, Optional<String> principal, Optional<String> address)
      throws IOException, Failure {
    byte[] question =
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("action", action);
          principal.ifPresent(id -> json.writeStringProperty("principalId", id));
          address.ifPresent(from -> json.writeStringProperty("address", from));
          json.writeEndObject();
        });
    JsonValue answer =
        answered(
            management.send(
                "POST", paths(scope) + EXPLAIN, new String(question, StandardCharsets.UTF_8)));
    answer
        .text("assumedAddress")
        .ifPresent(from -> console.say("Asked as if it came from " + from + "."));
    if (principal.isEmpty()) {
      printHolders(answer, action);
      return Console.OK;
    }
    boolean allowed = answer.flag("allowed").orElse(false);
    console.say((allowed ? "Yes: " : "No: ") + principal.get() + " " + action);
    answer.text("grantedBy").ifPresent(by -> console.say("  granted by " + by));
    answer
        .text("refusal")
        .ifPresent(why -> console.say("  refused with: " + why.lines().findFirst().orElse("")));
    answer.items("lookedAt").forEach(one -> console.say("  " + line(one)));
    return allowed ? Console.OK : Console.FAILED;
  }

  private void printHolders(JsonValue answer, String action) {
    printHolders(answer.items("principals"), " may " + action + ":");
    printSome(answer.items("withSecondPerson"), " may with the approval of a second person:");
    printSome(answer.items("afterActivation"), " may once a role is activated:");
  }

  private void printSome(List<JsonValue> holders, String what) {
    if (!holders.isEmpty()) {
      printHolders(holders, what);
    }
  }

  private void printHolders(List<JsonValue> holders, String what) {
    console.say(holders.size() + what);
    for (JsonValue holder : holders) {
      console.say(
          "  "
              + holder.text("principalId").orElse("")
              + " "
              + holder.text("principalType").orElse("")
              + " "
              + holder.text("displayName").orElse(""));
      holder.items("by").forEach(one -> console.say("    " + line(one)));
    }
  }

  private static String line(JsonValue sighting) {
    String bearing = sighting.text("bearing").orElse("");
    String mark =
        switch (bearing) {
          case "grants" -> "+ ";
          case "forbids" -> "! ";
          case "couldGrant" -> "~ ";
          default -> "- ";
        };
    String id = sighting.text("id").map(path -> " " + path).orElse("");
    return mark + sighting.text("kind").orElse("") + id + ": " + sighting.text("why").orElse("");
  }

  static String paths(String scope) {
    return scope.replaceAll("/+$", "").replace(" ", "%20");
  }

  /// The body of a good answer; says what was wrong with another.
  static JsonValue answered(Management.Answer answer) throws Failure {
    JsonValue body =
        answer.body().isEmpty()
            ? new JsonValue.Null()
            : Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    if (answer.good()) {
      return body;
    }
    throw new Failure(
        "The server refused ("
            + answer.status()
            + "): "
            + body.member("error").flatMap(error -> error.text("message")).orElse("no reason"));
  }
}
