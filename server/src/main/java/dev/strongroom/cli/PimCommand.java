package dev.strongroom.cli;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `strongroom pim`: roles for a time, over the public API of a running server.
final class PimCommand implements Command {
  private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";
  private static final String VERSION = "api-version=2020-10-01";
  private static final String APPROVALS_VERSION = "api-version=2021-01-01-preview";

  /// Makes the client when the command runs, for tests without a network.
  @FunctionalInterface
  interface Connection {
    ManagementClient open() throws Failure, IOException;
  }

  private final Console console;
  private final Connection connection;

  PimCommand(Console console) {
    this(console, () -> ManagementClient.of(console));
  }

  PimCommand(Console console, Connection connection) {
    this.console = console;
    this.connection = connection;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description("Takes a role for a time, and approves others who want one (docs/pim.md).");
    spec.addSubcommand(
        "eligible", described("Shows the roles that you may activate.").addOption(scope()));
    spec.addSubcommand("activate", activateSpec());
    spec.addSubcommand("approve", approveSpec());
    spec.addSubcommand(
        "list",
        described("Shows your activations, your requests, and what waits for you.")
            .addOption(scope()));
    return spec;
  }

  private static CommandSpec activateSpec() {
    return described("Activates a role that you are eligible for.")
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("ROLE")
                .type(String.class)
                .required(true)
                .description("Its name or GUID, as `strongroom pim eligible` shows it.")
                .build())
        .addOption(scope())
        .addOption(text("--reason", "TEXT", "Why you need it."))
        .addOption(text("--for", "DURATION", "How long, as PT1H or 90m (default PT1H)."))
        .addOption(text("--ticket", "NUMBER", "The ticket's number."))
        .addOption(text("--ticket-system", "NAME", "The ticket's system."));
  }

  private static CommandSpec approveSpec() {
    return described("Approves or denies a request that waits for you.")
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("ID")
                .type(String.class)
                .required(true)
                .description("The request's GUID, as `strongroom pim list` shows it.")
                .build())
        .addOption(OptionSpec.builder("--deny").description("Deny it.").build())
        .addOption(text("--reason", "TEXT", "Why."));
  }

  @Override
  public int run(ParseResult given) throws Exception {
    if (!given.hasSubcommand()) {
      throw new Failure("Say what to do: strongroom pim eligible, activate, approve or list.");
    }
    ParseResult chosen = given.subcommand();
    ManagementClient client = connection.open();
    switch (chosen.commandSpec().name()) {
      case "eligible" -> eligible(client, chosen);
      case "activate" -> activate(client, chosen);
      case "approve" -> approve(client, chosen);
      default -> list(client, chosen);
    }
    return Console.OK;
  }

  private void eligible(ManagementClient client, ParseResult given) throws Failure, IOException {
    List<JsonValue> found = eligibilities(client, scopeOf(given));
    if (found.isEmpty()) {
      console.say("You are eligible for nothing here.");
    }
    found.forEach(one -> console.say(line(one)));
  }

  private void activate(ManagementClient client, ParseResult given) throws Failure, IOException {
    String role = given.matchedPositionalValue(0, "");
    Optional<String> scope = scopeOf(given);
    List<JsonValue> fitting =
        eligibilities(client, scope).stream().filter(one -> isRole(one, role)).toList();
    if (fitting.isEmpty()) {
      throw new Failure(
          "You are not eligible for the role '" + role + "' here.", "See: strongroom pim eligible");
    } else if (fitting.size() > 1 && scope.isEmpty()) {
      throw new Failure(
          "You are eligible for it at several scopes. Choose one with --scope:",
          String.join("\n", fitting.stream().map(one -> "  " + property(one, "scope")).toList()));
    }
    JsonValue eligibility = fitting.getFirst();
    String at = scope.orElse(property(eligibility, "scope"));
    String path = at + AUTHORIZATION + "roleAssignmentScheduleRequests/" + newId() + "?" + VERSION;
    JsonValue made = client.ask("PUT", path, activation(client, eligibility, given));
    String status = property(made, "status");
    console.say(status + "  " + roleName(made) + "  " + at);
    if (status.equals("PendingApproval")) {
      console.say("Somebody must approve it: strongroom pim approve " + text(made, "name"));
    }
  }

  private static String activation(
      ManagementClient client, JsonValue eligibility, ParseResult given) throws Failure {
    String caller = client.callerId();
    String duration = duration(given.matchedOptionValue("--for", "PT1H"));
    Optional<String> ticket = option(given, "--ticket");
    byte[] body =
        Json.write(json -> {
          json.writeStartObject();
          json.writeName("properties");
          json.writeStartObject();
          json.writeStringProperty("principalId", caller);
          json.writeStringProperty("roleDefinitionId", property(eligibility, "roleDefinitionId"));
          json.writeStringProperty("requestType", "SelfActivate");
          option(given, "--reason")
              .ifPresent(why -> json.writeStringProperty("justification", why));
          json.writeName("scheduleInfo");
          json.writeStartObject();
          json.writeName("expiration");
          json.writeStartObject();
          json.writeStringProperty("type", "AfterDuration");
          json.writeStringProperty("duration", duration);
          json.writeEndObject();
          json.writeEndObject();
          if (ticket.isPresent()) {
            json.writeName("ticketInfo");
            json.writeStartObject();
            json.writeStringProperty("ticketNumber", ticket.get());
            json.writeStringProperty("ticketSystem", option(given, "--ticket-system").orElse(""));
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeEndObject();
        });
    return new String(body, StandardCharsets.UTF_8);
  }

  private void approve(ManagementClient client, ParseResult given) throws Failure, IOException {
    String id = given.matchedPositionalValue(0, "");
    String path = AUTHORIZATION + "roleAssignmentApprovals/" + ManagementClient.encoded(id);
    JsonValue approval = client.get(path + "?" + APPROVALS_VERSION);
    JsonValue stage =
        approval.member("properties").map(one -> one.items("stages")).orElse(List.of()).stream()
            .filter(PimCommand::waitsForMe)
            .findFirst()
            .orElseThrow(() -> new Failure("No stage of this request waits for you."));
    String result = given.hasMatchedOption("--deny") ? "Deny" : "Approve";
    String why = option(given, "--reason").orElse("");
    byte[] body =
        Json.write(json -> {
          json.writeStartObject();
          json.writeName("properties");
          json.writeStartObject();
          json.writeStringProperty("reviewResult", result);
          json.writeStringProperty("justification", why);
          json.writeEndObject();
          json.writeEndObject();
        });
    JsonValue done =
        client.ask(
            "PATCH",
            path + "/stages/" + text(stage, "name") + "?" + APPROVALS_VERSION,
            new String(body, StandardCharsets.UTF_8));
    console.say(property(done, "status") + "  " + property(done, "reviewResult"));
  }

  private void list(ManagementClient client, ParseResult given) throws Failure, IOException {
    String scope = scopeOf(given).orElse("");
    console.say("Active:");
    for (JsonValue one : own(client, scope, "roleAssignmentScheduleInstances", "asTarget()")) {
      if (property(one, "assignmentType").equals("Activated")) {
        console.say("  " + line(one));
      }
    }
    console.say("Your requests that wait:");
    for (JsonValue one : own(client, scope, "roleAssignmentScheduleRequests", "asRequestor()")) {
      if (property(one, "status").startsWith("Pending")) {
        console.say("  " + text(one, "name") + "  " + line(one));
      }
    }
    console.say("Waiting for you:");
    for (JsonValue one : own(client, scope, "roleAssignmentScheduleRequests", "asApprover()")) {
      boolean mine = property(one, "requestorId").equals(client.callerId());
      if (property(one, "status").equals("PendingApproval") && !mine) {
        String why =
            one.member("properties").flatMap(p -> p.text("justification")).orElse("no reason");
        console.say("  " + text(one, "name") + "  " + line(one) + "  " + who(one) + ": " + why);
      }
    }
  }

  private List<JsonValue> eligibilities(ManagementClient client, Optional<String> scope)
      throws Failure, IOException {
    return own(client, scope.orElse(""), "roleEligibilityScheduleInstances", "asTarget()");
  }

  /// All pages.
  private static List<JsonValue> own(
      ManagementClient client, String scope, String collection, String filter)
      throws Failure, IOException {
    List<JsonValue> all = new ArrayList<>();
    String first = scope + AUTHORIZATION + collection + "?" + VERSION + "&$filter=" + filter;
    Optional<String> next = Optional.of(first);
    while (next.isPresent()) {
      JsonValue page = client.get(next.get());
      all.addAll(page.items("value"));
      next = page.text("nextLink").map(link -> link.replaceFirst("^https?://[^/]+", ""));
    }
    return all;
  }

  private static boolean waitsForMe(JsonValue stage) {
    String status = property(stage, "status");
    boolean mine =
        stage.member("properties").flatMap(one -> one.flag("assignedToMe")).orElse(false);
    return mine && (status.equals("InProgress") || status.equals("Escalated"));
  }

  private static boolean isRole(JsonValue eligibility, String role) {
    return roleName(eligibility).equalsIgnoreCase(role)
        || property(eligibility, "roleDefinitionId").endsWith("/" + role.toLowerCase(Locale.ROOT));
  }

  private static String line(JsonValue one) {
    String end = one.member("properties").flatMap(p -> p.text("endDateTime")).orElse("");
    return roleName(one) + "  " + property(one, "scope") + (end.isEmpty() ? "" : "  until " + end);
  }

  private static String roleName(JsonValue one) {
    return expanded(one, "roleDefinition");
  }

  private static String who(JsonValue one) {
    return expanded(one, "principal");
  }

  private static String expanded(JsonValue one, String member) {
    return one.member("properties")
        .flatMap(properties -> properties.member("expandedProperties"))
        .flatMap(names -> names.member(member))
        .flatMap(named -> named.text("displayName"))
        .orElse("?");
  }

  private static String property(JsonValue one, String name) {
    return one.member("properties").flatMap(properties -> properties.text(name)).orElse("");
  }

  private static String text(JsonValue one, String name) {
    return one.text(name).orElse("");
  }

  /// `PT1H` as it is; `90m` and `2h` as people write them.
  private static String duration(String text) {
    return text.matches("\\d+[hmHM]") ? "PT" + text.toUpperCase(Locale.ROOT) : text;
  }

  private UUID newId() {
    long high = console.random().nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
    long low = console.random().nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static Optional<String> scopeOf(ParseResult given) {
    return option(given, "--scope").map(text -> "/" + text.replaceAll("^/+|/+$", ""));
  }

  private static Optional<String> option(ParseResult given, String name) {
    return Optional.<String>ofNullable(given.matchedOptionValue(name, null))
        .filter(text -> !text.isBlank());
  }

  private static CommandSpec described(String text) {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage().description(text);
    return spec;
  }

  private static OptionSpec scope() {
    return text(
        "--scope", "SCOPE", "A subscription, group, vault or secret (default: everywhere).");
  }

  private static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }
}
