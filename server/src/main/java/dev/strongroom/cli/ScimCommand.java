package dev.strongroom.cli;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `strongroom scim`: the long-lived tokens of applications that provision, over the public API of
/// a running server.
final class ScimCommand implements Command {
  private static final String APPLICATIONS = "/v1.0/applications";
  private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,3}");

  private final Console console;
  private final PimCommand.Connection connection;

  /// @param connection to the server's Graph
  ScimCommand(Console console, PimCommand.Connection connection) {
    this.console = console;
    this.connection = connection;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description("Tokens for identity providers that provision users (docs/identity.md).");
    spec.addSubcommand(
        "add-token",
        described("Makes a token for provisioning and shows it, this once.")
            .addOption(option("--name", "TEXT", "What it is for (default: scim)."))
            .addOption(option("--days", "N", "How long it holds: 1 to 730 (default 365).")));
    spec.addSubcommand("list-tokens", described("Shows the tokens there are, not their texts."));
    spec.addSubcommand(
        "remove-token",
        described("Ends a token, at its next use.")
            .addPositional(word("ID", "Its id, as `strongroom scim list-tokens` shows it.")));
    return spec;
  }

  private static CommandSpec described(String text) {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage().description(text);
    return spec.addPositional(
        word("APPLICATION", "The client id of the provisioning application."));
  }

  private static PositionalParamSpec word(String label, String text) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .type(String.class)
        .required(true)
        .description(text)
        .build();
  }

  private static OptionSpec option(String name, String label, String text) {
    return OptionSpec.builder(name).paramLabel(label).type(String.class).description(text).build();
  }

  @Override
  public int run(ParseResult given) throws Exception {
    if (!given.hasSubcommand()) {
      throw new Failure("Say what to do: strongroom scim add-token, list-tokens or remove-token.");
    }
    ParseResult chosen = given.subcommand();
    ManagementClient graph = connection.open();
    String tokens = tokens(graph, chosen.matchedPositionalValue(0, ""));
    switch (chosen.commandSpec().name()) {
      case "add-token" -> add(graph, tokens, chosen);
      case "list-tokens" -> list(graph, tokens);
      default -> remove(graph, tokens, chosen.matchedPositionalValue(1, ""));
    }
    return Console.OK;
  }

  /// Where the tokens of the application are.
  private static String tokens(ManagementClient graph, String client) throws Failure, IOException {
    String filter = ManagementClient.encoded("appId eq '" + client.replace("'", "''") + "'");
    List<JsonValue> found = graph.get(APPLICATIONS + "?$filter=" + filter).items("value");
    String id =
        found.stream()
            .flatMap(one -> one.text("id").stream())
            .findFirst()
            .orElseThrow(() -> new Failure("There is no application with the client id " + client));
    return APPLICATIONS + "/" + id + "/provisioningTokens";
  }

  private void add(ManagementClient graph, String tokens, ParseResult given)
      throws Failure, IOException {
    String days = given.matchedOptionValue("--days", "365");
    if (!DAYS.matcher(days).matches()) {
      throw new Failure("--days takes a number of days from 1 on.");
    }
    String until = console.clock().instant().plus(Duration.ofDays(Long.parseLong(days))).toString();
    String name = given.matchedOptionValue("--name", "scim");
    byte[] body =
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("displayName", name);
          json.writeStringProperty("endDateTime", until);
          json.writeEndObject();
        });
    JsonValue made = graph.ask("POST", tokens, new String(body, StandardCharsets.UTF_8));
    console.say("token    " + made.text("secretText").orElse("") + "   (shown this once)");
    console.say("id       " + made.text("keyId").orElse(""));
    console.say("expires  " + made.text("endDateTime").orElse(""));
  }

  private void list(ManagementClient graph, String tokens) throws Failure, IOException {
    List<JsonValue> found = graph.get(tokens).items("value");
    if (found.isEmpty()) {
      console.say("There are none.");
    }
    for (JsonValue one : found) {
      console.say(
          one.text("keyId").orElse("")
              + "  until "
              + one.text("endDateTime").orElse("")
              + "  "
              + one.text("displayName").orElse(""));
    }
  }

  private void remove(ManagementClient graph, String tokens, String id)
      throws Failure, IOException {
    graph.ask("DELETE", tokens + "/" + ManagementClient.encoded(id), "");
    console.say("Removed " + id + ".");
  }
}
