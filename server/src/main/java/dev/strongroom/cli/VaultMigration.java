package dev.strongroom.cli;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Moves a vault from access policies to roles: shows what is proposed and who gains or loses what;
/// then, when told to, makes the roles and assignments with ordinary requests, and switches the
/// vault last. What is there already is left, so it can be repeated.
record VaultMigration(Console console, Management management) {
  private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";
  private static final String ROLES_API = "?api-version=2022-04-01";
  private static final String VAULTS_API = "?api-version=2026-02-01";
  private static final int CONFLICT = 409;

  int run(String vault, boolean apply, boolean accepted) throws IOException, Failure {
    String id = vault.startsWith("/") ? AccessQuestion.paths(vault) : idOf(vault);
    JsonValue proposal =
        AccessQuestion.answered(
            management.send(
                "GET", id + "/providers/Strongroom.Access/migration?api-version=2026-01-01", ""));
    if (proposal.flag("usesRoles").orElse(false)) {
      console.say("The vault uses roles already; its access policies do not count.");
      return Console.OK;
    }
    boolean changes = print(proposal);
    if (!apply) {
      console.say("Nothing was changed. Apply it with --apply.");
      return Console.OK;
    } else if (changes && !accepted) {
      throw new Failure(
          "Somebody gains or loses something, so nothing was changed.",
          "When that is meant, repeat with --apply --accept-changes.");
    }
    apply(id, proposal);
    return Console.OK;
  }

  private String idOf(String name) throws IOException, Failure {
    Optional<String> subscription = console.environment().apply("AZURE_SUBSCRIPTION_ID");
    if (subscription.isEmpty()) {
      throw new Failure(
          "Name the vault by its resource id: /subscriptions/…/vaults/" + name,
          "Or say where it is: AZURE_SUBSCRIPTION_ID");
    }
    String filter =
        URLEncoder.encode("resourceType eq 'Microsoft.KeyVault/vaults'", StandardCharsets.UTF_8);
    JsonValue found =
        AccessQuestion.answered(
            management.send(
                "GET",
                "/subscriptions/"
                    + subscription.get()
                    + "/resources?api-version=2015-11-01&$filter="
                    + filter,
                ""));
    return found.items("value").stream()
        .filter(one -> one.text("name").filter(name::equalsIgnoreCase).isPresent())
        .findFirst()
        .flatMap(one -> one.text("id"))
        .orElseThrow(
            () -> new Failure("There is no vault " + name + " in " + subscription.get() + "."));
  }

  /// Whether anybody gains or loses anything.
  private boolean print(JsonValue proposal) {
    for (JsonValue role : proposal.items("roleDefinitions")) {
      JsonValue properties = role.member("properties").orElseThrow();
      console.say("New role '" + properties.text("roleName").orElse("") + "' for:");
      properties
          .items("permissions")
          .forEach(one -> texts(one, "dataActions").forEach(action -> console.say("  " + action)));
    }
    for (JsonValue assignment : proposal.items("roleAssignments")) {
      JsonValue properties = assignment.member("properties").orElseThrow();
      console.say(
          "Assign '"
              + assignment.text("roleName").orElse("")
              + "' to "
              + properties.text("principalType").orElse("")
              + " "
              + properties.text("principalId").orElse(""));
    }
    for (JsonValue left : proposal.items("notCarriedOver")) {
      console.say(
          "Not carried over, "
              + left.text("principalId").orElse("")
              + ": "
              + left.text("why").orElse(""));
    }
    for (JsonValue change : proposal.items("changes")) {
      console.say(
          change.text("principalId").orElse("")
              + " "
              + change.text("displayName").orElse("")
              + ": gains "
              + listed(texts(change, "gains"))
              + "; loses "
              + listed(texts(change, "loses")));
    }
    if (proposal.items("changes").isEmpty()) {
      console.say("Nobody gains or loses anything.");
    }
    return !proposal.items("changes").isEmpty() || !proposal.items("notCarriedOver").isEmpty();
  }

  private void apply(String id, JsonValue proposal) throws IOException, Failure {
    for (JsonValue role : proposal.items("roleDefinitions")) {
      put(id + AUTHORIZATION + "roleDefinitions/" + role.text("name").orElseThrow(), role);
    }
    for (JsonValue assignment : proposal.items("roleAssignments")) {
      put(AccessQuestion.paths(assignment.text("id").orElseThrow()), assignment);
    }
    AccessQuestion.answered(
        management.send(
            "PATCH", id + VAULTS_API, "{\"properties\":{\"enableRbacAuthorization\":true}}"));
    console.say("Done: the vault uses roles. Its access policies are kept and do not count.");
  }

  private void put(String path, JsonValue item) throws IOException, Failure {
    byte[] body =
        Json.write(json -> {
          json.writeStartObject();
          json.writeName("properties");
          Json.write(json, item.member("properties").orElseThrow());
          json.writeEndObject();
        });
    Management.Answer answer =
        management.send("PUT", path + ROLES_API, new String(body, StandardCharsets.UTF_8));
    boolean there = answer.status() == CONFLICT && answer.body().contains("RoleAssignmentExists");
    if (!there) {
      AccessQuestion.answered(answer);
    }
  }

  private static List<String> texts(JsonValue from, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonValue item : from.items(name)) {
      if (item instanceof JsonValue.Str(String text)) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static String listed(List<String> texts) {
    return texts.isEmpty() ? "nothing" : String.join(", ", texts);
  }
}
