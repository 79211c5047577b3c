package dev.strongroom.cli;

import dev.strongroom.audit.AuditReader;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds a request in an audit log by its id, and prints why it was refused. Reads the log's folder
/// alone; the server may run or not.
record RefusedRequest(Console console, Path data) {
  int show(String id) throws Failure {
    Path folder = data.resolve("audit");
    if (!Files.isDirectory(folder)) {
      throw new Failure(
          "There is no audit log in " + data + ".", "Name the data folder with --data DIR.");
    }
    JsonValue record =
        find(folder, id)
            .orElseThrow(() ->
                new Failure(
                    "The audit log has no request " + id + ".",
                    "Each node has its own log; archived segments are not looked into."));
    print(record);
    return Console.OK;
  }

  private static Optional<JsonValue> find(Path folder, String id) {
    Optional<AuditReader> start = AuditReader.from(folder, 0);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    try (AuditReader reader = start.get()) {
      Optional<AuditReader.Entry> entry = reader.next();
      while (entry.isPresent()) {
        if (entry.get().text().contains(id)) {
          JsonValue record = Json.parse(entry.get().json());
          if (properties(record).text("requestId").filter(id::equalsIgnoreCase).isPresent()) {
            return Optional.of(record);
          }
        }
        entry = reader.next();
      }
      return Optional.empty();
    }
  }

  private void print(JsonValue record) {
    JsonValue properties = properties(record);
    console.say(
        record.text("time").orElse("")
            + " "
            + record.text("operationName").orElse("")
            + " "
            + record.text("resultSignature").orElse(""));
    properties.text("id").ifPresent(what -> console.say("  on " + what));
    record
        .text("resultDescription")
        .ifPresent(text -> console.say("  " + text.lines().findFirst().orElse("")));
    int number = 1;
    Optional<String> reason = properties.text("reason1");
    if (reason.isEmpty()) {
      console.say("  Nothing was weighed for it: it was not refused for lack of rights.");
    }
    while (reason.isPresent()) {
      console.say("  " + reason.get());
      number += 1;
      reason = properties.text("reason" + number);
    }
    properties.text("reasonsMore").ifPresent(more -> console.say("  and " + more + " more"));
  }

  private static JsonValue properties(JsonValue record) {
    return record.member("properties").orElseGet(JsonValue.Null::new);
  }
}
